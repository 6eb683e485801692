import { enteredOf } from "../model/cell.ts";
import { slotAt } from "../model/draft.ts";
import type { Area, Sheet } from "../model/document.ts";

const isFilled = (sheet: Sheet, row: number, column: number): boolean =>
  enteredOf(slotAt(sheet, row, column)) !== undefined;

function lastFilled(sheet: Sheet, area: Area): { row: number; column: number } | undefined {
  for (let row = Math.min(area.endRow, sheet.rows.length) - 1; row >= area.startRow; row -= 1) {
    const width = Math.min(area.endColumn, sheet.rows[row]?.slots.length ?? 0);
    for (let column = width - 1; column >= area.startColumn; column -= 1)
      if (isFilled(sheet, row, column)) return { row, column };
  }
  return undefined;
}

function hasFilled(sheet: Sheet, area: Area): boolean {
  for (let row = area.startRow; row < area.endRow; row += 1) {
    for (let column = area.startColumn; column < area.endColumn; column += 1)
      if (isFilled(sheet, row, column)) return true;
  }
  return false;
}

function grow(sheet: Sheet, area: Area): Area {
  const { rowCount, columnCount } = sheet.grid;
  const startColumn = Math.max(0, area.startColumn - 1);
  const endColumn = Math.min(columnCount, area.endColumn + 1);
  const startRow = Math.max(0, area.startRow - 1);
  const endRow = Math.min(rowCount, area.endRow + 1);
  const above = hasFilled(sheet, { startRow, endRow: area.startRow, startColumn, endColumn });
  const below = hasFilled(sheet, { startRow: area.endRow, endRow, startColumn, endColumn });
  const left = hasFilled(sheet, { startRow, endRow, startColumn, endColumn: area.startColumn });
  const right = hasFilled(sheet, { startRow, endRow, startColumn: area.endColumn, endColumn });
  return {
    startRow: above ? startRow : area.startRow,
    endRow: below ? endRow : area.endRow,
    startColumn: left ? startColumn : area.startColumn,
    endColumn: right ? endColumn : area.endColumn,
  };
}

/** The last table that the range touches: the block of filled cells around its last filled cell. */
export function findTable(sheet: Sheet, area: Area): Area | undefined {
  const found = lastFilled(sheet, area);
  if (!found) return undefined;
  let table: Area = {
    startRow: found.row,
    endRow: found.row + 1,
    startColumn: found.column,
    endColumn: found.column + 1,
  };
  for (;;) {
    const next = grow(sheet, table);
    const isSame =
      next.startRow === table.startRow &&
      next.endRow === table.endRow &&
      next.startColumn === table.startColumn &&
      next.endColumn === table.endColumn;
    if (isSame) return table;
    table = next;
  }
}
