import { z } from "@hono/zod-openapi";
import { problemCodes, type ProblemCode } from "./codes.ts";

export const FieldError = z
  .object({
    in: z.enum(["body", "query", "path", "header", "file"]),
    pointer: z
      .string()
      .openapi({ description: "JSON pointer to the value", example: "/price_minor" }),
    code: z.string().openapi({ example: "invalid_type" }),
    detail: z.string().openapi({ example: "must be a whole number" }),
  })
  .openapi("FieldError");
export type FieldError = z.infer<typeof FieldError>;

const codes = Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]];

export const Problem = z
  .object({
    type: z.string().openapi({ example: "/docs/problems#invalid_request" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes),
    remedy: z.string().openapi({ description: "What to do about it" }),
    request_id: z.string(),
    errors: z.array(FieldError).optional(),
    rule: z.string().optional().openapi({ description: "The rule that refuses", example: "MEM-4" }),
    present_status: z.string().optional(),
    allowed_actions: z.array(z.string()).optional(),
  })
  .openapi("Problem", { description: "RFC 9457 problem details" });
export type Problem = z.infer<typeof Problem>;

type ProblemExtras = Partial<
  Pick<Problem, "errors" | "rule" | "present_status" | "allowed_actions" | "remedy">
>;

/** Thrown anywhere in the API; `toProblemResponse` is the one place that answers it. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;
  readonly headers: Record<string, string>;

  constructor(input: {
    code: ProblemCode;
    detail: string;
    extras?: ProblemExtras;
    headers?: Record<string, string>;
  }) {
    super(input.detail);
    this.name = "ProblemError";
    this.code = input.code;
    this.extras = input.extras ?? {};
    this.headers = input.headers ?? {};
  }
}

export function toProblem(input: { error: ProblemError; requestId: string }): Problem {
  const { error, requestId } = input;
  const { status, title, remedy } = problemCodes[error.code];
  return {
    type: `/docs/problems#${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    remedy,
    request_id: requestId,
    ...error.extras,
  };
}
