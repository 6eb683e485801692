import { nameOf } from "./identity.ts";
import type { Matching } from "./identity.ts";
import type { AppendedRow, ComputedWrite, SyncOperation } from "./operation.ts";
import { computedCells, emptyComputed } from "./computedCells.ts";
import { rowIdFrom } from "./rowId.ts";
import type { ComputedKey } from "./layout.ts";
import type { KnownMembership, KnownRow, SyncState } from "./syncState.ts";

export type Appending = {
  operations: SyncOperation[];
  appends: AppendedRow[];
  computedWrites: ComputedWrite[];
};

/** Until the first batch has arrived the columns have no binding, and nothing tells where they stand (SYN-13). */
const isFirstWriteOpen = ({ generation: { given, confirmed, inSheet } }: SyncState) =>
  given > 0 && confirmed === 0 && inSheet === null;

/**
 * Members made in the database appear as new rows below the roster, with their ID (SYN-13). One whose name stands in the
 * sheet already is left to the match of that row; one whose row was given and never arrived is given the same again.
 */
export function appendUnlisted(input: { state: SyncState; matching: Matching }): Appending {
  const { state, matching } = input;
  const waiting = matching.absent.filter(isWaitingForRow);
  const isNobodyWaiting = state.unlisted.length === 0 && waiting.length === 0;
  if (isNobodyWaiting || state.isFirstSync || isFirstWriteOpen(state))
    return { operations: [], appends: [], computedWrites: [] };
  const names = new Set(matching.matches.map((match) => nameOf(match.sheet.row.values)));
  const adopted = state.unlisted
    .filter((member) => !names.has(nameOf(member.stored)))
    .map((member) => ({
      member,
      rowId: rowIdFrom({ seed: `${state.idSeed}/unlisted/${member.patientId}`, number: 1 }),
    }));
  const rows = [
    ...waiting.map(({ rowId, base, membership }) => ({ rowId, values: base, membership })),
    ...adopted.map(({ rowId, member }) => ({
      rowId,
      values: member.stored,
      membership: member.membership,
    })),
  ];
  return {
    operations: adopted.map(({ rowId, member }) => ({
      kind: "adopt_member",
      rowId,
      patientId: member.patientId,
      membershipId: member.membership.membershipId,
      values: member.stored,
      record: null,
      differing: [],
    })),
    appends: rows.map(({ rowId, values }, at) => ({
      rowId,
      values,
      record: state.nextRecord + at,
    })),
    computedWrites: rows.flatMap(({ rowId, membership }, at) =>
      cellsOf({ rowId, membership, record: state.nextRecord + at, state }),
    ),
  };
}

/** Adopted, and its row was never seen. */
export const isWaitingForRow = (known: KnownRow) => !known.isConfirmed && known.lastRecord === null;

function cellsOf(input: {
  rowId: string;
  membership: KnownMembership | null;
  record: number;
  state: SyncState;
}): ComputedWrite[] {
  const { rowId, membership, record } = input;
  const wanted = computedCells({
    facts: membership?.facts ?? null,
    known: membership,
    today: input.state.today,
    attention: null,
  });
  const keys = Object.keys(emptyComputed) as ComputedKey[];
  return [
    { record, rowId, key: "row_id", value: rowId, before: null },
    ...keys
      .filter((key) => wanted[key] !== null)
      .map((key) => ({ record, rowId, key, value: wanted[key], before: null })),
  ];
}
