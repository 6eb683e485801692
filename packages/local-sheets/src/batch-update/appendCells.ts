import { cellOf, type Slot } from "../model/cell.ts";
import type { Sheet } from "../model/document.ts";
import { writableSheet } from "../model/draft.ts";
import { growGrid } from "../model/growGrid.ts";
import { cellPaths } from "./cellData.ts";
import { handler, requireFields, sheetOf } from "./context.ts";
import { writeRows, type RowData } from "./updateCells.ts";

interface AppendCellsRequest {
  sheetId?: number;
  rows?: RowData[];
  fields?: string;
}

const isUsed = (slot: Slot): boolean => {
  const cell = cellOf(slot);
  return cell.entered !== undefined || cell.validation !== undefined || cell.note !== undefined;
};

function lastRowWithData(sheet: Sheet): number {
  for (let row = sheet.rows.length - 1; row >= 0; row -= 1)
    if (sheet.rows[row]?.slots.some(isUsed)) return row;
  return -1;
}

export const appendCells = handler<AppendCellsRequest>(
  (context, { sheetId, rows = [], fields }) => {
    const paths = cellPaths(requireFields(fields));
    const sheet = writableSheet(context.draft, sheetOf(context, sheetId).sheetId);
    const row = lastRowWithData(sheet) + 1;
    const width = rows.reduce((widest, { values = [] }) => Math.max(widest, values.length), 0);
    growGrid({ draft: context.draft, sheet, rowCount: row + rows.length, columnCount: width });
    writeRows({ context, sheet, rows, row, column: 0, paths });
    return undefined;
  },
);
