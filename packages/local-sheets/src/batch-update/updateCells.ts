import { invalid } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import type { Area, GridRange, Sheet } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { applyCellData, cellPaths, type CellPaths } from "./cellData.ts";
import { handler, placeOf, requireFields, sheetOf, type BatchContext } from "./context.ts";

export interface RowData {
  values?: JsonObject[];
}

interface UpdateCellsRequest {
  rows?: RowData[];
  fields?: string;
  start?: { sheetId?: number; rowIndex?: number; columnIndex?: number };
  range?: GridRange;
}

export function writeRows(input: {
  context: BatchContext;
  sheet: Sheet;
  rows: readonly RowData[];
  row: number;
  column: number;
  paths: CellPaths;
}): void {
  const { context, sheet, rows, paths } = input;
  rows.forEach(({ values = [] }, rowOffset) => {
    values.forEach((data, columnOffset) => {
      const row = input.row + rowOffset;
      const column = input.column + columnOffset;
      if (row >= sheet.grid.rowCount)
        throw invalid(
          `Attempting to write row: ${row}, beyond the last requested row of: ${sheet.grid.rowCount - 1}`,
        );
      if (column >= sheet.grid.columnCount) {
        throw invalid(
          `Attempting to write column: ${column}, beyond the last requested column of: ${sheet.grid.columnCount - 1}`,
        );
      }
      writeSlot(
        context.draft,
        sheet,
        { row, column },
        applyCellData({ slot: slotAt(sheet, row, column), data, paths }),
      );
    });
  });
}

function checkFits(rows: readonly RowData[], area: Area): void {
  const width = rows.reduce((widest, row) => Math.max(widest, row.values?.length ?? 0), 0);
  if (area.startRow + rows.length > area.endRow) {
    throw invalid(
      `Attempting to write row: ${area.endRow}, beyond the last requested row of: ${area.endRow - 1}`,
    );
  }
  if (area.startColumn + width > area.endColumn) {
    throw invalid(
      `Attempting to write column: ${area.endColumn}, beyond the last requested column of: ${area.endColumn - 1}`,
    );
  }
}

function fillRange(input: {
  context: BatchContext;
  sheet: Sheet;
  rows: readonly RowData[];
  area: Area;
  paths: CellPaths;
}): void {
  const { context, sheet, rows, area, paths } = input;
  for (let row = area.startRow; row < area.endRow; row += 1) {
    const values = rows[row - area.startRow]?.values;
    for (let column = area.startColumn; column < area.endColumn; column += 1) {
      const before = slotAt(sheet, row, column);
      const data = values?.[column - area.startColumn];
      if (data === undefined && before === undefined) continue;
      writeSlot(
        context.draft,
        sheet,
        { row, column },
        applyCellData({ slot: before, data: data ?? {}, paths }),
      );
    }
  }
}

export const updateCells = handler<UpdateCellsRequest>(
  (context, { rows = [], fields, start, range }) => {
    const paths = cellPaths(requireFields(fields));
    if (range) {
      const place = placeOf(context, range);
      checkFits(rows, place.area);
      fillRange({
        context,
        sheet: writableSheet(context.draft, place.sheet.sheetId),
        rows,
        area: place.area,
        paths,
      });
      return undefined;
    }
    if (!start) throw invalid("Must set either start or range.");
    const sheet = writableSheet(context.draft, sheetOf(context, start.sheetId).sheetId);
    writeRows({
      context,
      sheet,
      rows,
      row: start.rowIndex ?? 0,
      column: start.columnIndex ?? 0,
      paths,
    });
    return undefined;
  },
);
