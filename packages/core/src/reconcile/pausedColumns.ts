import { rosterField, type RosterFieldKey } from "../roster/index.ts";
import { sameValue, valueOf } from "./fieldValue.ts";
import { hashText } from "./hash.ts";
import type { Matching } from "./identity.ts";
import type { SyncState } from "./syncState.ts";

/** A column whose metadata and header disagree. Columns counted from 1. */
export type ColumnDoubt = {
  field: RosterFieldKey;
  /** moved: its header stands elsewhere than its metadata. renamed: its metadata stands under another header. */
  kind: "moved" | "renamed";
  header: string;
  /** Where it would be read. */
  column: number;
  /** Nothing is left where it was, as after it was cut. */
  isOldPlaceBlank: boolean;
};

export type PausedColumn = ColumnDoubt & {
  message: string;
  /** Approving it takes the column where it stands now. */
  approval: string;
};

const fewestRows = 5;

/**
 * A binding needs its metadata, and its header or its values, agreeing with the base. A column that was cut and pasted
 * whole is followed, for its header and its values both say so; any other disagreement pauses it and proposes (SYN-18).
 */
export function pausedColumns(input: {
  state: Pick<SyncState, "doubts" | "approvals">;
  matching: Matching;
}): PausedColumn[] {
  const { state, matching } = input;
  return (state.doubts ?? [])
    .filter((doubt) => !isSettled({ doubt, matching }))
    .map(toPaused)
    .filter((paused) => !state.approvals.approvedGuards.includes(paused.approval));
}

function isSettled(input: { doubt: ColumnDoubt; matching: Matching }): boolean {
  const { doubt, matching } = input;
  if (doubt.kind === "moved" && !doubt.isOldPlaceBlank) return false;
  let compared = 0;
  let alike = 0;
  for (const match of matching.matches) {
    if (match.kind !== "known") continue;
    const before = valueOf(match.known.base, doubt.field);
    if (before === null) continue;
    compared += 1;
    if (sameValue(before, valueOf(match.sheet.row.values, doubt.field))) alike += 1;
  }
  return compared < fewestRows || alike * 2 >= compared;
}

function toPaused(doubt: ColumnDoubt): PausedColumn {
  const { field, kind, header, column } = doubt;
  const { label } = rosterField(field);
  const what =
    kind === "moved"
      ? `The header "${header}" now stands over column ${column}, and what Rollbook noted beside the ${label} stands elsewhere`
      : `The column of the ${label} is now called "${header}" and holds other values than before`;
  return {
    ...doubt,
    message: `${what}: nothing is taken from it or written to it. If column ${column} is the ${label}, say so.`,
    approval: `column-${hashText(JSON.stringify([field, kind, header, column]))}`,
  };
}
