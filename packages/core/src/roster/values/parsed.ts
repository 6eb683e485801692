import type { RosterIssueCode } from "../issueCodes.ts";

/** Something in a cell that a person must hear of. `level` is what it means where the field is needed. */
export type Problem = {
  code: RosterIssueCode;
  level: "warn" | "error";
  found: string;
  wanted: string;
};

/** A cell read: its typed value, and what is wrong with it. Null without a problem is an empty cell. */
export type Parsed<Value> = { value: Value | null; problems: readonly Problem[] };

const none: readonly Problem[] = [];

export const blank: Parsed<never> = { value: null, problems: none };

export function good<Value>(value: Value): Parsed<Value> {
  return { value, problems: none };
}

export function bad(problem: Problem): Parsed<never> {
  return { value: null, problems: [problem] };
}

export function doubtful<Value>(value: Value, problem: Problem): Parsed<Value> {
  return { value, problems: [problem] };
}
