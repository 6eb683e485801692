import type { Currency } from "@rollbook/core/money";
import {
  rosterColumns,
  type ComputedKey,
  type ComputedValue,
  type FieldValue,
  type LayoutType,
  type SyncPlan,
} from "@rollbook/core/reconcile";
import { cellText } from "@rollbook/core/roster";
import type { ColumnPlan, ReadBack } from "@rollbook/sheets";
import { bookkeepingColumn, firstPreImageRow, type Bookkeeping } from "./bookkeepingTab.ts";
import { computedValueOf } from "./computedCell.ts";
import { holdsTyped, sameContent, type InputEdit } from "./inputEdits.ts";
import type { ObservedSheet } from "./observeSheet.ts";
import { identityFields, placeOf } from "./rosterEdits.ts";

export type VerifiedRow = {
  rowId: string;
  record: number;
  computed: Partial<Record<ComputedKey, ComputedValue>>;
  inputs: Record<string, FieldValue>;
  isIdConfirmed: boolean;
};

export type Verification = {
  rows: VerifiedRow[];
  /** Rows that were moved under the write: what landed beside somebody else is repaired by ID at once. */
  movedRecords: number[];
  cellsVerified: number;
};

const typeOfKey = new Map<string, LayoutType>(
  rosterColumns.map((column) => [column.key, column.type]),
);

/** Compares what the batch's own answer shows with what it was to write; only equal cells enter the base. */
export function verifyWrite(input: {
  plan: SyncPlan;
  observed: ObservedSheet;
  columns: ColumnPlan;
  readBack: ReadBack;
  currency: Currency;
  inputs: readonly InputEdit[];
  book: Bookkeeping;
}): Verification {
  const byRecord = new Map<number, SyncPlan["computedWrites"]>();
  for (const write of input.plan.computedWrites) {
    const writes = byRecord.get(write.record);
    if (writes === undefined) byRecord.set(write.record, [write]);
    else writes.push(write);
  }
  const result: Verification = { rows: [], movedRecords: [], cellsVerified: 0 };
  for (const [record, writes] of byRecord) {
    verifyRow({ ...input, record, writes, result });
  }
  verifyInputs({ ...input, result });
  return result;
}

/** A cell of theirs counts only if the batch found beside it the ID and the content that were read. */
function verifyInputs(input: {
  observed: ObservedSheet;
  columns: ColumnPlan;
  readBack: ReadBack;
  inputs: readonly InputEdit[];
  book: Bookkeeping;
  result: Verification;
}): void {
  const { inputs, result } = input;
  const rows = new Map(result.rows.map((row) => [row.rowId, row]));
  inputs.forEach((edit, at) => {
    const { rowId, record, field, value } = edit.write;
    if (!isAsRead({ ...input, edit, at })) {
      result.movedRecords.push(record);
      rows.delete(rowId);
      return;
    }
    if (result.movedRecords.includes(record)) return;
    const row = rows.get(rowId) ?? { rowId, record, computed: {}, inputs: {}, isIdConfirmed: true };
    if (edit.write.isRepair !== true) row.inputs[field] = value;
    result.cellsVerified += 1;
    rows.set(rowId, row);
  });
  result.rows = [...rows.values()];
}

function isAsRead(input: {
  observed: ObservedSheet;
  columns: ColumnPlan;
  readBack: ReadBack;
  book: Bookkeeping;
  edit: InputEdit;
  at: number;
}): boolean {
  const { edit, readBack, book, observed } = input;
  const kept = (key: string) =>
    readBack.cellAt({
      sheetId: book.sheetId,
      row: firstPreImageRow + input.at,
      column: bookkeepingColumn(key),
    });
  const idColumn = placeOf({ columns: input.columns, key: "row_id" });
  const idRead = observed.tab.rows[edit.row]?.[idColumn];
  const { sheetId } = observed.tab;
  const now = readBack.cellAt({ sheetId, row: edit.row, column: edit.column });
  const idNow = readBack.cellAt({ sheetId, row: edit.row, column: idColumn });
  return (
    cellText(kept("id_found")) === cellText(idRead) &&
    sameContent(kept("value_found"), edit.present) &&
    cellText(idNow) === (edit.strayBeside ?? edit.write.rowId) &&
    holdsTyped({ cell: now, value: edit.value })
  );
}

function verifyRow(input: {
  plan: SyncPlan;
  observed: ObservedSheet;
  columns: ColumnPlan;
  readBack: ReadBack;
  currency: Currency;
  record: number;
  writes: SyncPlan["computedWrites"];
  result: Verification;
}): void {
  const { record, writes, result } = input;
  const rowId = writes[0]?.rowId ?? null;
  // A row that the batch itself inserted held nobody before.
  const isAppended = input.plan.appends.some((row) => row.record === record);
  const isIdGiven = !isAppended && writes.some((write) => write.key === "row_id");
  const idFound = cellText(cellAt({ ...input, key: "row_id" }));
  if (idFound !== (rowId ?? "") || (isIdGiven && !isSamePerson(input))) {
    result.movedRecords.push(record);
    return;
  }
  const computed: VerifiedRow["computed"] = {};
  for (const write of writes) {
    const found = computedValueOf({
      cell: cellAt({ ...input, key: write.key }),
      type: typeOfKey.get(write.key) ?? "text",
      currency: input.currency,
    });
    if (found !== write.value) continue;
    result.cellsVerified += 1;
    if (write.key !== "row_id") computed[write.key] = write.value;
  }
  if (rowId !== null && writes[0]?.isCopy !== true)
    result.rows.push({ rowId, record, computed, inputs: {}, isIdConfirmed: true });
}

function cellAt(input: {
  observed: ObservedSheet;
  columns: ColumnPlan;
  readBack: ReadBack;
  record: number;
  key: string;
}) {
  return input.readBack.cellAt({
    sheetId: input.observed.tab.sheetId,
    row: input.record - 1,
    column: placeOf({ columns: input.columns, key: input.key }),
  });
}

function isSamePerson(input: {
  observed: ObservedSheet;
  readBack: ReadBack;
  record: number;
}): boolean {
  const { observed, record } = input;
  const before = observed.tab.rows[record - 1] ?? [];
  return observed.reading.columns
    .filter((column) => column.field !== null && identityFields.includes(column.field))
    .every((column) => {
      const now = input.readBack.cellAt({
        sheetId: observed.tab.sheetId,
        row: record - 1,
        column: column.column - 1,
      });
      return cellText(now) === cellText(before[column.column - 1]);
    });
}
