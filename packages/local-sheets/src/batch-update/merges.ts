import { invalid } from "../model/apiError.ts";
import { contains, overlaps } from "../model/area.ts";
import { enteredOf, withEntered } from "../model/cell.ts";
import type { Area, GridRange, Sheet } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { handler, placeOf, type BatchContext } from "./context.ts";

function parts(area: Area, mergeType: string): Area[] {
  const rows = Array.from(
    { length: area.endRow - area.startRow },
    (_, offset) => area.startRow + offset,
  );
  const columns = Array.from(
    { length: area.endColumn - area.startColumn },
    (_, offset) => area.startColumn + offset,
  );
  if (mergeType === "MERGE_ROWS")
    return rows.map((row) => ({ ...area, startRow: row, endRow: row + 1 }));
  if (mergeType === "MERGE_COLUMNS")
    return columns.map((column) => ({ ...area, startColumn: column, endColumn: column + 1 }));
  return [area];
}

/** Only the first filled cell of a merge keeps its value, at the corner. */
function keepFirst(context: BatchContext, sheet: Sheet, area: Area): void {
  for (let row = area.startRow; row < area.endRow; row += 1) {
    for (let column = area.startColumn; column < area.endColumn; column += 1) {
      if (row === area.startRow && column === area.startColumn) continue;
      const slot = slotAt(sheet, row, column);
      if (enteredOf(slot) !== undefined)
        writeSlot(context.draft, sheet, { row, column }, withEntered(slot, undefined));
    }
  }
}

export const mergeCells = handler<{ range?: GridRange; mergeType?: string }>(
  (context, { range, mergeType = "MERGE_ALL" }) => {
    const { sheet: found, area } = placeOf(context, range);
    const sheet = writableSheet(context.draft, found.sheetId);
    const cut = sheet.merges.find((merge) => overlaps(merge, area) && !contains(area, merge));
    if (cut) throw invalid("You must select all cells in a merged range to merge or unmerge them.");
    sheet.merges = sheet.merges.filter((merge) => !overlaps(merge, area));
    for (const part of parts(area, mergeType)) {
      if ((part.endRow - part.startRow) * (part.endColumn - part.startColumn) < 2) continue;
      keepFirst(context, sheet, part);
      sheet.merges = [...sheet.merges, part];
    }
    return undefined;
  },
);

export const unmergeCells = handler<{ range?: GridRange }>((context, { range }) => {
  const { sheet: found, area } = placeOf(context, range);
  const sheet = writableSheet(context.draft, found.sheetId);
  const cut = sheet.merges.find((merge) => overlaps(merge, area) && !contains(area, merge));
  if (cut) throw invalid("You must select all cells in a merged range to merge or unmerge them.");
  sheet.merges = sheet.merges.filter((merge) => !overlaps(merge, area));
  return undefined;
});
