import { rosterField, type RosterFieldKey } from "../roster/index.ts";
import { billingFields, sameValue, valueOf } from "./fieldValue.ts";
import { hashText } from "./hash.ts";
import type { Matching, RowMatch } from "./identity.ts";
import type { RowEdits } from "./rowEdits.ts";
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

/** blank: every value that stood there is gone. */
export type PausedColumn = Pick<ColumnDoubt, "field" | "header" | "column"> & {
  kind: ColumnDoubt["kind"] | "blank";
  message: string;
  /** Approving it takes the column as it stands now. */
  approval: string;
};

// One value may have been edited as its header was.
const fewestRows = 2;

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

const fewestBlanks = 3;

/** A column whose every value is gone is no edit (SYN-18), unless somebody says that it is meant. */
export function blankColumns(input: {
  state: Pick<SyncState, "reading">;
  matching: Matching;
  edits: RowEdits;
}): PausedColumn[] {
  const { state, matching, edits } = input;
  return state.reading.columns.flatMap(({ field, header, column }): PausedColumn[] => {
    if (field === null) return [];
    const emptied = edits.rows.filter(({ fields }) => fields.includes(field));
    if (emptied.length < fewestBlanks) return [];
    const isFilled = (match: RowMatch) =>
      match.kind === "known" && valueOf(match.sheet.row.values, field) !== null;
    if (matching.matches.some(isFilled)) return [];
    const { label } = rosterField(field);
    const about = emptied.map(({ known }) => known.rowId).sort();
    return [
      {
        field,
        kind: "blank",
        header,
        column,
        message: `The column of the ${label} is empty as a whole: nothing was taken from it, and Rollbook keeps all ${emptied.length} values.`,
        approval: `column-${hashText(JSON.stringify([field, "blank", about]))}`,
      },
    ];
  });
}

const identityFields: ReadonlySet<RosterFieldKey> = new Set([
  "full_name",
  "first_name",
  "last_name",
  "dob",
  "email",
]);

/** Whether rows of new people wait as well: not where only an ordinary column was emptied. */
export const holdsNewRows = ({ kind, field }: PausedColumn): boolean =>
  kind !== "blank" || billingFields.has(field) || identityFields.has(field);

function toPaused(doubt: ColumnDoubt): PausedColumn {
  const { field, kind, header, column } = doubt;
  const { label } = rosterField(field);
  const what =
    kind === "moved"
      ? `The header "${header}" now stands over column ${column}, and what Rollbook noted beside the ${label} stands elsewhere`
      : `The column of the ${label} is now called "${header}" and holds other values than before`;
  return {
    field,
    kind,
    header,
    column,
    message: `${what}: nothing is taken from it or written to it. If column ${column} is the ${label}, say so.`,
    approval: `column-${hashText(JSON.stringify([field, kind, header, column]))}`,
  };
}
