import { enteredOf, isFormula, withEntered, type JsonObject } from "../model/cell.ts";
import type { GridRange } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { moveFormula } from "../formulas/moveFormula.ts";
import { applyCellData, cellPaths } from "./cellData.ts";
import { handler, placeOf, requireFields } from "./context.ts";

interface RepeatCellRequest {
  range?: GridRange;
  cell?: JsonObject;
  fields?: string;
}

export const repeatCell = handler<RepeatCellRequest>((context, { range, cell = {}, fields }) => {
  const paths = cellPaths(requireFields(fields));
  const { sheet: found, area } = placeOf(context, range);
  const sheet = writableSheet(context.draft, found.sheetId);
  for (let row = area.startRow; row < area.endRow; row += 1) {
    for (let column = area.startColumn; column < area.endColumn; column += 1) {
      const slot = applyCellData({ slot: slotAt(sheet, row, column), data: cell, paths });
      const entered = paths.value ? enteredOf(slot) : undefined;
      const moved = isFormula(entered)
        ? withEntered(slot, {
            formula: moveFormula({
              formula: entered.formula,
              rows: row - area.startRow,
              columns: column - area.startColumn,
            }),
          })
        : slot;
      if (moved !== undefined || slotAt(sheet, row, column) !== undefined)
        writeSlot(context.draft, sheet, { row, column }, moved);
    }
  }
  return undefined;
});
