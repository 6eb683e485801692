import type { CellData, GridRange } from "../google/types.ts";
import { rowsHiddenByServer } from "./filters.ts";
import type { SheetView, SpreadsheetView } from "./sheetView.ts";
import { cellAt } from "./sheetView.ts";

export interface CellChange {
  row: number;
  column: number;
  cell: CellData | undefined;
  /** The shown text differs, not only colours or notes. */
  isValueChange: boolean;
}

/** What has to be done to the shown grid so that it says what the server says. */
export type GridChange =
  | { kind: "rebuild" }
  | { kind: "title"; title: string }
  | { kind: "sheetTitle"; sheetId: number; title: string }
  | { kind: "sheetHidden"; sheetId: number; isHidden: boolean }
  | { kind: "tabColor"; sheetId: number; color: string | undefined }
  | { kind: "size"; sheetId: number; rowCount: number; columnCount: number }
  | { kind: "cells"; sheetId: number; cells: CellChange[] }
  | {
      kind: "notes";
      sheetId: number;
      notes: { row: number; column: number; note: string | undefined }[];
    }
  | { kind: "merges"; sheetId: number; removed: GridRange[]; added: GridRange[] }
  | { kind: "rowsHidden"; sheetId: number; isHidden: boolean; rows: number[] }
  | { kind: "columnsHidden"; sheetId: number; isHidden: boolean; columns: number[] }
  | { kind: "rowHeights"; sheetId: number; heights: Record<number, number> }
  | { kind: "columnWidths"; sheetId: number; widths: Record<number, number> }
  | { kind: "freeze"; sheetId: number }
  | { kind: "gridlines"; sheetId: number; areShown: boolean }
  | { kind: "filter"; sheetId: number }
  | { kind: "validations"; sheetId: number };

export function planChanges(before: SpreadsheetView, after: SpreadsheetView): GridChange[] {
  const order = (view: SpreadsheetView): string =>
    view.sheets.map((sheet) => sheet.sheetId).join(",");
  if (order(before) !== order(after)) return [{ kind: "rebuild" }];
  const changes: GridChange[] = [];
  if (before.title !== after.title) changes.push({ kind: "title", title: after.title });
  after.sheets.forEach((sheet, index) => {
    const old = before.sheets[index];
    if (old !== undefined && old !== sheet) changes.push(...planSheetChanges(old, sheet));
  });
  return changes;
}

function planSheetChanges(before: SheetView, after: SheetView): GridChange[] {
  const { sheetId } = after;
  const cells = changedCells(before, after);
  const notes = cells
    .filter(({ row, column, cell }) => cellAt(before, row, column)?.note !== cell?.note)
    .map(({ row, column, cell }) => ({ row, column, note: cell?.note }));
  const isValidationChanged = cells.some(
    ({ row, column, cell }) =>
      !isSame(cellAt(before, row, column)?.dataValidation, cell?.dataValidation),
  );
  const isFilterChanged =
    !isSame(before.filter, after.filter) ||
    (after.filter?.criteria !== undefined && cells.length > 0);
  const largest: GridSize = {
    rowCount: Math.max(before.rowCount, after.rowCount),
    columnCount: Math.max(before.columnCount, after.columnCount),
  };
  const changes: (GridChange | undefined)[] = [
    ...planSize({ sheetId, from: before, to: largest }),
    cells.length === 0 ? undefined : { kind: "cells", sheetId, cells },
    notes.length === 0 ? undefined : { kind: "notes", sheetId, notes },
    planMerges(before, after),
    ...planSize({ sheetId, from: largest, to: after }),
    ...planDimensions(before, after),
    ...planProperties(before, after),
    isFilterChanged ? { kind: "filter", sheetId } : undefined,
    isValidationChanged ? { kind: "validations", sheetId } : undefined,
  ];
  return changes.filter((change) => change !== undefined);
}

/** The grid grows before cells are laid in and shrinks after they are cleared. */
function planSize({
  sheetId,
  from,
  to,
}: {
  sheetId: number;
  from: GridSize;
  to: GridSize;
}): GridChange[] {
  const isSameSize = from.rowCount === to.rowCount && from.columnCount === to.columnCount;
  return isSameSize
    ? []
    : [{ kind: "size", sheetId, rowCount: to.rowCount, columnCount: to.columnCount }];
}

interface GridSize {
  rowCount: number;
  columnCount: number;
}

function changedCells(before: SheetView, after: SheetView): CellChange[] {
  const cells: CellChange[] = [];
  const rowCount = Math.max(before.rows.length, after.rows.length);
  for (let row = 0; row < rowCount; row += 1) {
    const oldCells = before.rows[row]?.cells ?? [];
    const newCells = after.rows[row]?.cells ?? [];
    if (oldCells === newCells) continue;
    const columnCount = Math.max(oldCells.length, newCells.length);
    for (let column = 0; column < columnCount; column += 1) {
      const old = oldCells[column];
      const cell = newCells[column];
      if (old === cell || isSame(old, cell)) continue;
      const isValueChange = (old?.formattedValue ?? "") !== (cell?.formattedValue ?? "");
      cells.push({ row, column, cell, isValueChange });
    }
  }
  return cells;
}

function planMerges(before: SheetView, after: SheetView): GridChange | undefined {
  const key = (range: GridRange): string => JSON.stringify(range);
  const oldKeys = new Set(before.merges.map(key));
  const newKeys = new Set(after.merges.map(key));
  const removed = before.merges.filter((range) => !newKeys.has(key(range)));
  const added = after.merges.filter((range) => !oldKeys.has(key(range)));
  if (removed.length === 0 && added.length === 0) return undefined;
  return { kind: "merges", sheetId: after.sheetId, removed, added };
}

function planDimensions(before: SheetView, after: SheetView): GridChange[] {
  const { sheetId } = after;
  const changes: GridChange[] = [];
  const oldHidden = rowsHiddenByServer(before);
  const newHidden = rowsHiddenByServer(after);
  const hiddenRows = [...newHidden].filter((row) => !oldHidden.has(row));
  const shownRows = [...oldHidden].filter((row) => !newHidden.has(row));
  if (hiddenRows.length > 0)
    changes.push({ kind: "rowsHidden", sheetId, isHidden: true, rows: hiddenRows });
  if (shownRows.length > 0)
    changes.push({ kind: "rowsHidden", sheetId, isHidden: false, rows: shownRows });
  for (const isHidden of [true, false]) {
    const columns = indexes(after.columnCount).filter(
      (column) =>
        (after.columns[column]?.isHidden ?? false) === isHidden &&
        (before.columns[column]?.isHidden ?? false) !== isHidden,
    );
    if (columns.length > 0) changes.push({ kind: "columnsHidden", sheetId, isHidden, columns });
  }
  const heights = changedSizes(before.rows, after.rows);
  if (Object.keys(heights).length > 0) changes.push({ kind: "rowHeights", sheetId, heights });
  const widths = changedSizes(before.columns, after.columns);
  if (Object.keys(widths).length > 0) changes.push({ kind: "columnWidths", sheetId, widths });
  return changes;
}

function changedSizes(
  before: readonly ({ pixelSize: number | undefined } | undefined)[],
  after: readonly ({ pixelSize: number | undefined } | undefined)[],
): Record<number, number> {
  const sizes: Record<number, number> = {};
  after.forEach((entry, index) => {
    const size = entry?.pixelSize;
    if (size !== undefined && size !== before[index]?.pixelSize) sizes[index] = size;
  });
  return sizes;
}

function planProperties(before: SheetView, after: SheetView): GridChange[] {
  const { sheetId } = after;
  const changes: GridChange[] = [];
  if (before.title !== after.title)
    changes.push({ kind: "sheetTitle", sheetId, title: after.title });
  if (before.isHidden !== after.isHidden)
    changes.push({ kind: "sheetHidden", sheetId, isHidden: after.isHidden });
  if (before.tabColor !== after.tabColor)
    changes.push({ kind: "tabColor", sheetId, color: after.tabColor });
  if (
    before.frozenRowCount !== after.frozenRowCount ||
    before.frozenColumnCount !== after.frozenColumnCount
  )
    changes.push({ kind: "freeze", sheetId });
  if (before.showsGridlines !== after.showsGridlines)
    changes.push({ kind: "gridlines", sheetId, areShown: after.showsGridlines });
  return changes;
}

const indexes = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const isSame = (left: unknown, right: unknown): boolean =>
  left === right || JSON.stringify(left) === JSON.stringify(right);
