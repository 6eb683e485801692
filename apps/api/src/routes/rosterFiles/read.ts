import { createHash } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { RosterAnswer, RosterSettings, type RosterGrid } from "@rollbook/core/roster";
import { loadRosterFile } from "@rollbook/roster-files";
import { invalidField, invalidRequest } from "../../problem/index.ts";

export const upload = {
  contentTypes: [
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/octet-stream",
  ],
  maxBytes: 20_000_000,
};

export const fileQuery = {
  file_name: z.string().min(1).max(200).default("roster.csv"),
  settings: z.string().max(20_000).optional().openapi({
    description: "A RosterSettings object as JSON: columns, date_order, decimal and so on",
    example: '{"date_order":"MDY"}',
  }),
  answers: z.string().max(20_000).optional().openapi({
    description:
      "Answers to the questions of a preview as JSON, each by the code of its question, its column where it is about one, and the value of a choice",
    example: '[{"code":"interval_unknown","value":"P1M"}]',
  }),
};

type FileQuery = {
  file_name: string;
  settings?: string | undefined;
  answers?: string | undefined;
};

export type UploadedFile = {
  format: "csv" | "xlsx" | "grid_json";
  file: {
    grid: RosterGrid;
    fileHash: string;
    fileName: string;
    settings: Partial<RosterSettings>;
    answers: RosterAnswer[];
  };
};

/** The file of the body with what was said about it. @throws ProblemError with a pointer to what is wrong */
export async function readUpload(bytes: Uint8Array, query: FileQuery): Promise<UploadedFile> {
  const settings = parsed(SaidSettings, "settings", jsonOf(query.settings, "settings", {}));
  const answers = parsed(z.array(RosterAnswer), "answers", jsonOf(query.answers, "answers", []));
  const loaded = await loadRosterFile({ bytes, fileName: query.file_name });
  if (loaded.kind === "refused") {
    throw invalidField({
      in: "file",
      pointer: "",
      code: "unreadable_file",
      detail: loaded.reason,
    });
  }
  const fileHash = createHash("sha256").update(bytes).digest("hex");
  const { format, grid } = loaded;
  return { format, file: { grid, fileHash, fileName: query.file_name, settings, answers } };
}

// Today and the currency are the practice's, whatever a settings file made for the command line says.
const SaidSettings = RosterSettings.omit({ today: true, currency: true }).partial();

function jsonOf(text: string | undefined, name: string, none: unknown): unknown {
  if (text === undefined) return none;
  const wanted = Array.isArray(none) ? "array" : "object";
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null;
    if (isObject && Array.isArray(value) === (wanted === "array")) return value;
  } catch {
    // Told below, like any other value that is not of the kind.
  }
  throw invalidField({ in: "query", pointer: `/${name}`, detail: `must be a JSON ${wanted}` });
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  name: string,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({ ...issue, path: [name, ...issue.path] }));
  throw invalidRequest({ target: "query", issues });
}
