import type { core } from "zod";
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
}): ProblemError {
  const place = targetNames[input.target] ?? "body";
  const errors = input.issues.flatMap((issue) => fieldErrors({ issue, place }));
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const where = first === undefined ? place : `${place} ${first.pointer || "/"}`;
  return new ProblemError({
    code: "invalid_request",
    detail: `${where}: ${first?.detail ?? "not valid"}${more}.`,
    extras: { errors },
  });
}

function fieldErrors(input: { issue: core.$ZodIssue; place: Target }): FieldError[] {
  const { issue, place } = input;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      in: place,
      pointer: toPointer([...issue.path, key]),
      code: "unknown_field",
      detail: "is not a field of this request",
    }));
  }
  if (issue.code === "invalid_union") {
    const { path } = issue;
    return closestBranch(issue).flatMap((inner) =>
      fieldErrors({ issue: { ...inner, path: [...path, ...inner.path] }, place }),
    );
  }
  return [
    { in: place, pointer: toPointer(issue.path), code: issue.code, detail: sentenceOf(issue) },
  ];
}

/** Of the branches of a union, the one that the value came furthest in. */
function closestBranch(issue: core.$ZodIssueInvalidUnion): readonly core.$ZodIssue[] {
  const depthOf = (issues: readonly core.$ZodIssue[]): number =>
    Math.max(0, ...issues.map(({ path }) => path.length));
  const [closest] = issue.errors.toSorted((left, right) => depthOf(right) - depthOf(left));
  if (closest !== undefined && closest.length > 0) return closest;
  return [{ code: "custom", path: [], message: issue.message, input: undefined }];
}

function sentenceOf(issue: core.$ZodIssue): string {
  if (
    issue.code === "invalid_type" &&
    issue.input === undefined &&
    /received undefined/.test(issue.message)
  ) {
    return "is required";
  }
  return issue.message;
}

export function toPointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
