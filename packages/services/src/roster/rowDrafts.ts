import type { RosterRowRecord } from "@rollbook/db/roster";

/** Roster rows while a sync is applied: read freely, written once at the end. */
export type RowDrafts = {
  get: (rowId: string) => RosterRowRecord | undefined;
  change: (rowId: string, changes: Partial<RosterRowRecord>) => void;
  add: (row: RosterRowRecord) => void;
  touched: () => RosterRowRecord[];
};

export function rowDrafts(rows: readonly RosterRowRecord[]): RowDrafts {
  const drafts = new Map(rows.map((row) => [row.rowId, row]));
  const touched = new Set<string>();
  return {
    get: (rowId) => drafts.get(rowId),
    change: (rowId, changes) => {
      const present = drafts.get(rowId);
      if (present === undefined)
        throw new RangeError(`The plan names a row ${rowId} that is not known`);
      drafts.set(rowId, { ...present, ...changes });
      touched.add(rowId);
    },
    add: (row) => {
      drafts.set(row.rowId, row);
      touched.add(row.rowId);
    },
    touched: () => [...touched].flatMap((rowId) => drafts.get(rowId) ?? []),
  };
}

export function newRow(input: {
  rowId: string;
  record: number;
  base: RosterRowRecord["base"];
}): RosterRowRecord {
  return {
    rowId: input.rowId,
    patientId: null,
    membershipId: null,
    familyRowId: null,
    payerRowId: null,
    lastRecord: input.record,
    isConfirmed: false,
    base: input.base,
    storedBase: {},
    computedBase: {},
    intended: null,
    intendedInputs: null,
    absentReads: 0,
    absentSince: null,
    heldReason: null,
    notice: null,
    createdByRun: null,
  };
}
