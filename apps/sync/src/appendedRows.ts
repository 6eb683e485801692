import type { Currency } from "@rollbook/core/money";
import {
  sameValue,
  type AppendedRow,
  type FieldValue,
  type SyncPlan,
} from "@rollbook/core/reconcile";
import type { RosterCell, RosterFieldKey, RosterReading } from "@rollbook/core/roster";
import type { CellEdit, StructureEdit, TypedValue } from "@rollbook/sheets";
import { cellLike, inputCellOf, type InputCell } from "./inputCell.ts";
import { cellOfTyped, patchKey } from "./inputEdits.ts";
import type { ObservedSheet } from "./observeSheet.ts";

type Cell = InputCell & { row: number; column: number; field: RosterFieldKey; wanted: FieldValue };

export type AppendedCells = { plan: SyncPlan; structure: StructureEdit[]; cells: CellEdit[] };

/**
 * New rows with whatever of their members the roster's columns can say; the base of each is what the reader makes of the
 * finished row, so that nothing of it looks like an edit later.
 */
export function planAppendedRows(input: {
  observed: ObservedSheet;
  plan: SyncPlan;
  currency: Currency;
  readWith: (patches: ReadonlyMap<string, RosterCell>) => RosterReading;
}): AppendedCells {
  const { observed, plan } = input;
  if (plan.appends.length === 0) return { plan, structure: [], cells: [] };
  const wanted = plan.appends.flatMap((row) => cellsOfRow({ ...input, row }));
  const first = valuesByRecord(input.readWith(patchesOf(wanted)));
  const kept = wanted.filter((cell) =>
    sameValue(first.get(cell.row + 1)?.[cell.field] ?? null, cell.wanted),
  );
  const final = valuesByRecord(input.readWith(patchesOf(kept)));
  const recordOf = new Map(plan.appends.map((row) => [row.rowId, row.record]));
  const operations = plan.operations.map((operation) =>
    operation.kind === "adopt_member" && operation.record === null
      ? { ...operation, values: final.get(recordOf.get(operation.rowId) ?? 0) ?? {} }
      : operation,
  );
  const { sheetId } = observed.tab;
  const at = (plan.appends[0]?.record ?? 1) - 1;
  return {
    plan: { ...plan, operations },
    structure: [{ kind: "insert_rows", sheetId, at, count: plan.appends.length }],
    cells: kept.map(({ row, column, value, isDateFormatNeeded }) => ({
      sheetId,
      row,
      column,
      value,
      isDateFormatNeeded,
    })),
  };
}

function cellsOfRow(input: {
  observed: ObservedSheet;
  currency: Currency;
  row: AppendedRow;
}): Cell[] {
  const { observed, row } = input;
  const { reading, tab } = observed;
  const values = row.values as Partial<Record<RosterFieldKey, FieldValue>>;
  const fields = reading.columns.map((column) => column.field);
  return reading.columns.flatMap((binding) => {
    const { field } = binding;
    if (field === null || fields.filter((one) => one === field).length !== 1) return [];
    const wanted = values[field] ?? null;
    if (wanted === null) return [];
    const column = binding.column - 1;
    const likeThis = cellLike({ reading, rows: tab.rows, field, column, value: wanted });
    const cell = inputCellOf({
      field,
      value: wanted,
      present: tab.rows[row.record - 2]?.[column],
      likeThis,
      currency: input.currency,
      dateOrder: binding.dateOrder,
    });
    return [{ ...cell, row: row.record - 1, column, field, wanted }];
  });
}

const patchesOf = (cells: readonly { row: number; column: number; value: TypedValue }[]) =>
  new Map(cells.map((cell) => [patchKey(cell), cellOfTyped(cell.value)] as const));

const valuesByRecord = (reading: RosterReading) =>
  new Map(
    reading.rows.map((row) => [
      row.record,
      row.values as Partial<Record<RosterFieldKey, FieldValue>> & typeof row.values,
    ]),
  );
