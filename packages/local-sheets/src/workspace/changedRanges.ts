import type { Document, GridRange, Sheet } from "../model/document.ts";

const maximumRanges = 200;

function rangesOf(sheet: Sheet, token: number): GridRange[] {
  const ranges: GridRange[] = [];
  let open: GridRange | undefined;
  sheet.rows.forEach((row, index) => {
    if (row?.owner !== token || row.touchedTo < 0) return;
    const startColumnIndex = row.touchedFrom;
    const endColumnIndex = row.touchedTo + 1;
    const continues =
      open?.endRowIndex === index &&
      open.startColumnIndex === startColumnIndex &&
      open.endColumnIndex === endColumnIndex;
    if (continues && open) open.endRowIndex = index + 1;
    else {
      open = {
        sheetId: sheet.sheetId,
        startRowIndex: index,
        endRowIndex: index + 1,
        startColumnIndex,
        endColumnIndex,
      };
      ranges.push(open);
    }
  });
  return ranges.length > maximumRanges ? [{ sheetId: sheet.sheetId }] : ranges;
}

export function changedRanges(input: { document: Document; token: number }): {
  ranges: GridRange[];
  isReshaped: boolean;
} {
  const changed = input.document.sheets.filter((sheet) => sheet.owner === input.token);
  return {
    ranges: changed.flatMap((sheet) => rangesOf(sheet, input.token)),
    isReshaped: changed.some((sheet) => sheet.isReshaped),
  };
}
