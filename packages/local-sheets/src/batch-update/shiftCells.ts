import { invalid } from "../model/apiError.ts";
import type { Slot } from "../model/cell.ts";
import type { Area, Dimension, GridRange, Place, Sheet } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { growGrid } from "../model/growGrid.ts";
import { handler, placeOf, type BatchContext } from "./context.ts";

interface ShiftRequest {
  range?: GridRange;
  shiftDimension?: Dimension;
}

function cellsOf(sheet: Sheet, area: Area): Slot[][] {
  return Array.from({ length: Math.max(0, area.endRow - area.startRow) }, (_, row) =>
    Array.from({ length: Math.max(0, area.endColumn - area.startColumn) }, (__, column) =>
      slotAt(sheet, area.startRow + row, area.startColumn + column),
    ),
  );
}

function put(context: BatchContext, sheet: Sheet, slots: readonly Slot[][], to: Place): void {
  const { row, column } = to;
  slots.forEach((line, rowOffset) => {
    line.forEach((slot, columnOffset) => {
      const [toRow, toColumn] = [row + rowOffset, column + columnOffset];
      if (slot !== undefined || slotAt(sheet, toRow, toColumn) !== undefined)
        writeSlot(context.draft, sheet, { row: toRow, column: toColumn }, slot);
    });
  });
}

function blank(context: BatchContext, sheet: Sheet, area: Area): void {
  for (let row = area.startRow; row < area.endRow; row += 1) {
    for (let column = area.startColumn; column < area.endColumn; column += 1) {
      if (slotAt(sheet, row, column) !== undefined)
        writeSlot(context.draft, sheet, { row, column }, undefined);
    }
  }
}

const lastUsed = (sheet: Sheet): Area => ({
  startRow: 0,
  startColumn: 0,
  endRow: Math.min(sheet.rows.length, sheet.grid.rowCount),
  endColumn: sheet.rows.reduce((widest, row) => Math.max(widest, row?.slots.length ?? 0), 0),
});

function dimensionOf(given: Dimension | undefined): Dimension {
  if (given !== "ROWS" && given !== "COLUMNS") throw invalid("shiftDimension must be specified.");
  return given;
}

/** Puts empty cells in, the others go down or right; the grid grows if filled cells would fall off. */
export const insertRange = handler<ShiftRequest>((context, request) => {
  const dimension = dimensionOf(request.shiftDimension);
  const { sheet: found, area } = placeOf(context, request.range);
  const sheet = writableSheet(context.draft, found.sheetId);
  const used = lastUsed(sheet);
  const below: Area =
    dimension === "ROWS"
      ? { ...area, endRow: Math.max(area.startRow, used.endRow) }
      : { ...area, endColumn: Math.max(area.startColumn, used.endColumn) };
  const moving = cellsOf(sheet, below);
  const rows = dimension === "ROWS" ? area.endRow - area.startRow : 0;
  const columns = dimension === "COLUMNS" ? area.endColumn - area.startColumn : 0;
  growGrid({
    draft: context.draft,
    sheet,
    rowCount: below.endRow + rows,
    columnCount: below.endColumn + columns,
  });
  blank(context, sheet, area);
  put(context, sheet, moving, {
    row: area.startRow + rows,
    column: area.startColumn + columns,
  });
  return undefined;
});

export const deleteRange = handler<ShiftRequest>((context, request) => {
  const dimension = dimensionOf(request.shiftDimension);
  const { sheet: found, area } = placeOf(context, request.range);
  const sheet = writableSheet(context.draft, found.sheetId);
  const used = lastUsed(sheet);
  const after: Area =
    dimension === "ROWS"
      ? { ...area, startRow: area.endRow, endRow: Math.max(area.endRow, used.endRow) }
      : {
          ...area,
          startColumn: area.endColumn,
          endColumn: Math.max(area.endColumn, used.endColumn),
        };
  const moving = cellsOf(sheet, after);
  blank(context, sheet, area);
  blank(context, sheet, after);
  put(context, sheet, moving, { row: area.startRow, column: area.startColumn });
  return undefined;
});
