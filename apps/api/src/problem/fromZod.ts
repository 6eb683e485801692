import type { core } from "zod";
import { inWords } from "./inWords.ts";
import { hintOfName } from "./nameMeant.ts";
import { ProblemError, type FieldError } from "./problem.ts";

type Target = FieldError["in"];

const targetNames: Record<string, Target> = {
  json: "body",
  form: "body",
  query: "query",
  param: "path",
  header: "header",
  cookie: "header",
};

export function invalidRequest(input: {
  target: string;
  issues: readonly core.$ZodIssue[];
  /** The fields that there are, for who mistypes one. */
  known?: readonly string[];
}): ProblemError {
  const place = targetNames[input.target] ?? "body";
  const { known = [] } = input;
  const errors = firstOfEach(input.issues.flatMap((issue) => fieldErrors({ issue, place, known })));
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const where = first === undefined ? place : `${place} ${first.pointer || "/"}`;
  return new ProblemError({
    code: "invalid_request",
    detail: `${where}: ${first?.detail ?? "not valid"}${more}.`,
    extras: { errors },
  });
}

/** What is no date is also no date in reach: one sentence for each place is enough. */
function firstOfEach(errors: readonly FieldError[]): FieldError[] {
  const first = new Map(errors.toReversed().map((error) => [error.pointer, error]));
  return errors.filter((error) => first.get(error.pointer) === error);
}

function fieldErrors(input: {
  issue: core.$ZodIssue;
  place: Target;
  known: readonly string[];
}): FieldError[] {
  const { issue, place, known } = input;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      in: place,
      pointer: toPointer([...issue.path, key]),
      code: "unknown_field",
      detail: `is not a field of this request${issue.path.length === 0 ? hintOfName(key, known) : ""}`,
    }));
  }
  if (issue.code === "invalid_union") {
    const { path } = issue;
    return closestBranch(issue).flatMap((inner) =>
      fieldErrors({ issue: { ...inner, path: [...path, ...inner.path] }, place, known }),
    );
  }
  return [{ in: place, pointer: toPointer(issue.path), code: issue.code, detail: inWords(issue) }];
}

/** Of the branches of a union, the one that the value came furthest in. */
function closestBranch(issue: core.$ZodIssueInvalidUnion): readonly core.$ZodIssue[] {
  const depthOf = (issues: readonly core.$ZodIssue[]): number =>
    Math.max(0, ...issues.map(({ path }) => path.length));
  const [closest] = issue.errors.toSorted((left, right) => depthOf(right) - depthOf(left));
  if (closest !== undefined && closest.length > 0) return closest;
  return [{ code: "custom", path: [], message: inWords(issue), input: undefined }];
}

export function toPointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
