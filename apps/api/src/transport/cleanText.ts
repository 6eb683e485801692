import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";
import { ProblemError, toPointer, type FieldError } from "../problem/index.ts";

const maxDepth = 20;

/** Postgres holds no NUL and UTF-8 no lone surrogate: both are refused here, with a pointer. */
export const cleanText = createMiddleware<ApiEnvironment>(async (context, next) => {
  const errors: FieldError[] = [];
  for (const [name, values] of Object.entries(context.req.queries())) {
    for (const value of [name, ...values]) {
      if (isUnstorable(value)) errors.push(unstorable({ place: "query", path: [name] }));
    }
  }
  if (isUnstorable(decodeURIComponentSafely(context.req.path))) {
    throw new ProblemError({ code: "not_found", detail: "There is nothing at this address." });
  }
  if (/^application\/([a-z.-]+\+)?json/i.test(context.req.header("content-type") ?? "")) {
    errors.push(...findUnstorable(parseJson(await context.req.text())));
  }
  if (errors.length > 0) {
    throw new ProblemError({
      code: "invalid_request",
      detail: "Text holds a character that cannot be stored.",
      extras: { errors },
    });
  }
  await next();
});

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError({
      code: "malformed_json",
      detail: `The body could not be read as JSON${placeOf(error)}.`,
    });
  }
}

/** Where the reader stopped. Its own message quotes the body, and stays here. */
function placeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (line !== undefined) return `: see line ${line}, column ${column}`;
  return /end of JSON/.test(message) ? ": it ends too early" : "";
}

function findUnstorable(root: unknown): FieldError[] {
  const errors: FieldError[] = [];
  const visit = (value: unknown, path: readonly PropertyKey[]): void => {
    if (path.length > maxDepth) {
      throw new ProblemError({
        code: "invalid_request",
        detail: `The body nests deeper than ${maxDepth} levels.`,
      });
    }
    if (typeof value === "string" && isUnstorable(value))
      errors.push(unstorable({ place: "body", path }));
    if (typeof value !== "object" || value === null) return;
    for (const [key, entry] of Object.entries(value)) {
      if (isUnstorable(key)) errors.push(unstorable({ place: "body", path: [...path, key] }));
      visit(entry, [...path, key]);
    }
  };
  visit(root, []);
  return errors;
}

function unstorable(input: { place: FieldError["in"]; path: readonly PropertyKey[] }): FieldError {
  return {
    in: input.place,
    pointer: toPointer(input.path),
    code: "invalid_text",
    detail: "holds U+0000 or half of a surrogate pair",
  };
}

function isUnstorable(text: string): boolean {
  return text.includes("\u0000") || !text.isWellFormed();
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "\u0000";
  }
}
