import { z } from "zod";

const times = { times: z.int().positive().default(1), match: z.string().optional() };

/** What goes wrong with the next requests whose "METHOD target" holds `match` (any, without it). */
export const Fault = z.discriminatedUnion("kind", [
  /** Not applied; answered with this status. */
  z.object({
    kind: z.literal("status"),
    status: z.int().min(400).max(599),
    retryAfterSeconds: z.number().nonnegative().optional(),
    ...times,
  }),
  /** Applied; then answered with this status. */
  z.object({ kind: z.literal("applied_status"), status: z.int().min(400).max(599), ...times }),
  /** Applied; the connection then breaks without an answer. */
  z.object({ kind: z.literal("lost_answer"), ...times }),
  /** Not applied; the connection breaks. */
  z.object({ kind: z.literal("lost_request"), ...times }),
  z.object({ kind: z.literal("delay"), delayMs: z.number().nonnegative(), ...times }),
  /** Applied; the answer is cut to this share of its length. */
  z.object({ kind: z.literal("truncate"), share: z.number().min(0).max(1).default(0.5), ...times }),
  /** The connection breaks; the request is applied later, when the clock has passed this. */
  z.object({ kind: z.literal("late_landing"), afterMs: z.number().nonnegative(), ...times }),
  /** Applied twice; the second answer is given. */
  z.object({ kind: z.literal("duplicate"), ...times }),
]);
export type Fault = z.infer<typeof Fault>;

/** The header that carries one fault for one request, as JSON or as `kind=value`. */
export const faultHeader = "x-local-sheets-fault";

const shortForms: Readonly<Record<string, string>> = {
  status: "status",
  applied_status: "status",
  delay: "delayMs",
  truncate: "share",
  late_landing: "afterMs",
};

/** Reads the header. @throws ZodError when it says something else. */
export function parseFaultHeader(text: string): Fault {
  if (text.trimStart().startsWith("{")) return Fault.parse(JSON.parse(text));
  const [kind = "", value] = text.split("=");
  const name = shortForms[kind];
  return Fault.parse({
    kind,
    ...(name !== undefined && value !== undefined ? { [name]: Number(value) } : {}),
  });
}
