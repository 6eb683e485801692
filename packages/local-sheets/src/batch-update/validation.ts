import { cellOf, slotOf, type JsonObject } from "../model/cell.ts";
import type { GridRange } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { invalid } from "../model/apiError.ts";
import { isJsonObject } from "../model/document.ts";
import { normalRule } from "./cellData.ts";
import { handler, placeOf } from "./context.ts";

interface SetDataValidationRequest {
  range?: GridRange;
  rule?: JsonObject;
  filteredRowsIncluded?: boolean;
}

export const setDataValidation = handler<SetDataValidationRequest>(
  (context, { range, rule, filteredRowsIncluded }) => {
    if (rule && !isJsonObject(rule["condition"]))
      throw invalid("DataValidationRule.condition is required.");
    const validation = normalRule(rule);
    const { sheet: found, area } = placeOf(context, range);
    const sheet = writableSheet(context.draft, found.sheetId);
    for (let row = area.startRow; row < area.endRow; row += 1) {
      if (sheet.rows[row]?.hiddenByFilter && !filteredRowsIncluded) continue;
      for (let column = area.startColumn; column < area.endColumn; column += 1) {
        const slot = slotAt(sheet, row, column);
        if (slot === undefined && validation === undefined) continue;
        writeSlot(context.draft, sheet, { row, column }, slotOf({ ...cellOf(slot), validation }));
      }
    }
    return undefined;
  },
);
