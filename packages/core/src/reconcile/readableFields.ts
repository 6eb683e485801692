import type { RosterFieldKey } from "../roster/index.ts";
import type { Matching } from "./identity.ts";
import { blankColumns, pausedColumns, type PausedColumn } from "./pausedColumns.ts";
import { findEdits } from "./rowEdits.ts";
import type { SyncState } from "./syncState.ts";

/** The fields whose columns can be relied on, what the sheet changed in them, and the columns left alone. */
export function readableFields(input: { state: SyncState; matching: Matching }) {
  const { state, matching } = input;
  const doubted = pausedColumns(input);
  const among = (paused: readonly PausedColumn[]) => (field: RosterFieldKey) =>
    paused.some((one) => one.field === field);
  const certain = fieldsOf(state).filter((field) => !among(doubted)(field));
  const edited = findEdits({ matching, fields: certain });
  const blank = blankColumns({ state, matching, edits: edited });
  if (blank.length === 0)
    return { paused: doubted, blankMeant: [], fields: certain, edits: edited };
  const isMeant = ({ approval }: PausedColumn) => state.approvals.approvedGuards.includes(approval);
  const left = blank.filter((one) => !isMeant(one));
  const fields = certain.filter((field) => !among(left)(field));
  return {
    paused: [...doubted, ...left],
    blankMeant: blank.filter(isMeant).map(({ field }) => field),
    fields,
    edits: findEdits({ matching, fields }),
  };
}

function fieldsOf(state: SyncState): RosterFieldKey[] {
  const bound = state.reading.columns.flatMap((column) =>
    column.field === null ? [] : [column.field],
  );
  return [...new Set(bound)].sort();
}
