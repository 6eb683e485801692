import {
  rosterField,
  type RosterFieldKey,
  type RosterIssue,
  type RosterValues,
} from "../roster/index.ts";
import type { RowHold } from "./identity.ts";
import type { RowMerge } from "./merge.ts";
import type { SheetRow } from "./syncState.ts";

/** Told by the membership itself, from the facts it was made with, so that the passing of days edits no row. */
const toldByStart: ReadonlySet<string> = new Set([
  "start_in_past",
  "month_end_anchor",
  "billed_in_arrears",
]);

/** mistake, hold: nothing is taken from the row. refusal: an edit a rule does not allow. question: it waits for an answer. */
export type CauseKind = "mistake" | "hold" | "conflict" | "refusal" | "question" | "remark";

/** One reason why a row needs attention, in a sentence that says what would be right. */
export type AttentionCause = {
  kind: CauseKind;
  code: string;
  field: RosterFieldKey | "start_date" | null;
  /** Of the cell that it is about, from 1. */
  column: number | null;
  /** What stands in that cell. */
  found: string | null;
  message: string;
};

/** A row that needs attention. */
export type RowAttention = {
  record: number;
  rowId: string | null;
  values: RosterValues;
  /** Nothing of the row is taken. */
  isHeld: boolean;
  causes: readonly AttentionCause[];
};

/** What a row is told in 'Needs attention': one sentence each, errors first, no sentence twice. */
export function causesOf(input: {
  issues: readonly RosterIssue[];
  startQuestions: readonly string[];
  merge: RowMerge | null;
  hold: RowHold | null;
  notice: string | null;
}): readonly AttentionCause[] {
  if (isNothingToTell(input)) return noCauses;
  const issues = input.issues.filter(
    (issue) => issue.level === "error" || !toldByStart.has(issue.code),
  );
  const causes = [
    ...(input.hold === null ? [] : [holdCause(input.hold)]),
    ...issues.filter((issue) => issue.level === "error").map(issueCause),
    ...(input.merge?.conflicts ?? []).map(conflictCause),
    ...(input.merge?.refused ?? []).map(refusalCause),
    ...input.startQuestions.map((message) => plainCause({ kind: "question", message })),
    ...issues.filter((issue) => issue.level === "warn").map(issueCause),
    ...(input.notice === null ? [] : [plainCause({ kind: "remark", message: input.notice })]),
  ];
  const seen = new Set<string>();
  return causes.filter(({ message }) => !seen.has(message) && seen.add(message));
}

export const noCauses: readonly AttentionCause[] = [];

export const attentionText = (causes: readonly AttentionCause[]): string | null =>
  causes.length === 0 ? null : causes.map(({ message }) => message).join(" ");

function isNothingToTell(input: Parameters<typeof causesOf>[0]): boolean {
  return (
    input.issues.length === 0 &&
    input.startQuestions.length === 0 &&
    input.hold === null &&
    input.notice === null &&
    (input.merge === null ||
      (input.merge.conflicts.length === 0 && input.merge.refused.length === 0))
  );
}

const plainCause = (input: { kind: "question" | "remark"; message: string }): AttentionCause => ({
  ...input,
  code: input.kind === "question" ? "open_question" : "notice",
  field: null,
  column: null,
  found: null,
});

const issueCause = (issue: RosterIssue): AttentionCause => ({
  kind: issue.level === "error" ? "mistake" : "remark",
  code: issue.code,
  field: issue.field,
  column: issue.column ?? null,
  found: issue.found ?? null,
  message: issue.message,
});

const holdCause = (hold: RowHold): AttentionCause => ({
  kind: "hold",
  code: hold.kind,
  field: null,
  column: null,
  found: null,
  message: holdSentence(hold),
});

function holdSentence(hold: RowHold): string {
  switch (hold.kind) {
    case "copied_row":
      return hold.of === null
        ? "Several rows are copies of one another and differ; keep one of them. Nothing was changed."
        : `This row is a copy of row ${hold.of}. Type the new person over it, or delete it; nobody was added.`;
    case "fits_member":
      return hold.of === null
        ? "This looks like a member whose row is gone. Put the birth date in, or undo the deletion; nobody was added."
        : `This person stands in row ${hold.of} already; nobody was added.`;
    case "member_without_row":
      return "This person is a member in Rollbook already; nobody was added. Delete this row, and Rollbook adds the member's own.";
    case "foreign_id":
      return "This row came from another Rollbook roster and is not read. Clear its hidden Rollbook ID to add the person here.";
    case "identity_changed":
      return "Name, birth date and email of this row no longer belong to the same person; nothing was changed. Undo it, put a new person into a row of their own, or look into Issues.";
  }
}

function conflictCause({ field }: RowMerge["conflicts"][number]): AttentionCause {
  const message = `The ${rosterField(field).label} was changed here and in Rollbook; choose one in the Issues tab.`;
  return { kind: "conflict", code: "both_changed", field, column: null, found: null, message };
}

function refusalCause({ field, reason, rule }: RowMerge["refused"][number]): AttentionCause {
  const message = `${reason} (${rule}).`;
  return { kind: "refusal", code: rule, field, column: null, found: null, message };
}

export function isRowHeld(sheet: SheetRow): boolean {
  return sheet.row.outcome === "error" || sheet.row.outcome === "needs_choice";
}
