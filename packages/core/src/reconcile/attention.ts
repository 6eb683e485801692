import { rosterField, type RosterIssue } from "../roster/index.ts";
import type { RowHold } from "./identity.ts";
import type { RowMerge } from "./merge.ts";
import type { SheetRow } from "./syncState.ts";

/** Told by the membership itself, from the facts it was made with, so that the passing of days edits no row. */
const toldByStart: ReadonlySet<string> = new Set([
  "start_in_past",
  "month_end_anchor",
  "billed_in_arrears",
]);

/** What a row is told in 'Needs attention': one sentence each, errors first, no sentence twice. */
export function attentionText(input: {
  issues: readonly RosterIssue[];
  startQuestions: readonly string[];
  merge: RowMerge | null;
  hold: RowHold | null;
  notice: string | null;
}): string | null {
  if (isNothingToTell(input)) return null;
  const issues = input.issues.filter(
    (issue) => issue.level === "error" || !toldByStart.has(issue.code),
  );
  const sentences = [
    ...(input.hold === null ? [] : [holdSentence(input.hold)]),
    ...issues.filter((issue) => issue.level === "error").map((issue) => issue.message),
    ...(input.merge?.conflicts ?? []).map(conflictSentence),
    ...(input.merge?.refused ?? []).map((refusal) => `${refusal.reason} (${refusal.rule}).`),
    ...input.startQuestions,
    ...issues.filter((issue) => issue.level === "warn").map((issue) => issue.message),
    ...(input.notice === null ? [] : [input.notice]),
  ];
  return sentences.length === 0 ? null : [...new Set(sentences)].join(" ");
}

function isNothingToTell(input: Parameters<typeof attentionText>[0]): boolean {
  return (
    input.issues.length === 0 &&
    input.startQuestions.length === 0 &&
    input.hold === null &&
    input.notice === null &&
    (input.merge === null ||
      (input.merge.conflicts.length === 0 && input.merge.refused.length === 0))
  );
}

export function holdSentence(hold: RowHold): string {
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

function conflictSentence(conflict: RowMerge["conflicts"][number]): string {
  const label = rosterField(conflict.field).label;
  return `The ${label} was changed here and in Rollbook; choose one in the Issues tab.`;
}

export function isRowHeld(sheet: SheetRow): boolean {
  return sheet.row.outcome === "error" || sheet.row.outcome === "needs_choice";
}
