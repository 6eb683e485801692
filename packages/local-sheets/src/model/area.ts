import { invalid } from "./apiError.ts";
import { formatRange } from "./a1Text.ts";
import type { Area, GridRange, GridSize, Sheet } from "./document.ts";

/** Open bounds become the grid's own. */
export function boundedArea(range: GridRange, grid: GridSize): Area {
  return {
    startRow: range.startRowIndex ?? 0,
    endRow: Math.min(range.endRowIndex ?? grid.rowCount, grid.rowCount),
    startColumn: range.startColumnIndex ?? 0,
    endColumn: Math.min(range.endColumnIndex ?? grid.columnCount, grid.columnCount),
  };
}

function statedArea(range: GridRange, grid: GridSize): Area {
  const startRow = range.startRowIndex ?? 0;
  const startColumn = range.startColumnIndex ?? 0;
  return {
    startRow,
    endRow: range.endRowIndex ?? Math.max(grid.rowCount, startRow + 1),
    startColumn,
    endColumn: range.endColumnIndex ?? Math.max(grid.columnCount, startColumn + 1),
  };
}

/** @throws 400 when the range starts beyond the grid. */
export function areaOfRange(range: GridRange, sheet: Sheet): Area {
  const { rowCount, columnCount } = sheet.grid;
  const area = boundedArea(range, sheet.grid);
  if (area.startRow >= rowCount || area.startColumn >= columnCount) {
    const stated = formatRange(sheet, statedArea(range, sheet.grid));
    throw invalid(
      `Range (${stated}) exceeds grid limits. Max rows: ${rowCount}, max columns: ${columnCount}`,
    );
  }
  return area;
}

export const toGridRange = (sheetId: number, area: Area): GridRange => ({
  ...(sheetId === 0 ? {} : { sheetId }),
  startRowIndex: area.startRow,
  endRowIndex: area.endRow,
  startColumnIndex: area.startColumn,
  endColumnIndex: area.endColumn,
});

export const overlaps = (left: Area, right: Area): boolean =>
  left.startRow < right.endRow &&
  right.startRow < left.endRow &&
  left.startColumn < right.endColumn &&
  right.startColumn < left.endColumn;

export const contains = (outer: Area, inner: Area): boolean =>
  outer.startRow <= inner.startRow &&
  outer.endRow >= inner.endRow &&
  outer.startColumn <= inner.startColumn &&
  outer.endColumn >= inner.endColumn;
