import type { ICellData, IWorkbookData, IWorksheetData } from "@univerjs/core";
import { toGridCell } from "./cell.ts";
import { rowsHiddenByServer, toGridFilter } from "./filters.ts";
import type { SheetView, SpreadsheetView } from "./sheetView.ts";
import { toGridValidations } from "./validations.ts";

export const gridSheetId = (sheetId: number): string => `tab-${sheetId}`;
export const googleSheetId = (gridId: string): number => Number(gridId.slice("tab-".length));

export const defaultRowHeight = 21;
export const defaultColumnWidth = 100;

/** The whole spreadsheet in the grid library's own form, for the first showing. */
export function toWorkbook({
  id,
  view,
}: {
  id: string;
  view: SpreadsheetView;
}): Partial<IWorkbookData> {
  const perSheet = <T>(make: (sheet: SheetView) => T | undefined): string =>
    JSON.stringify(
      Object.fromEntries(
        view.sheets
          .map((sheet) => [gridSheetId(sheet.sheetId), make(sheet)])
          .filter(([, value]) => value !== undefined),
      ),
    );
  return {
    id,
    name: view.title,
    sheetOrder: view.sheets.map((sheet) => gridSheetId(sheet.sheetId)),
    sheets: Object.fromEntries(
      view.sheets.map((sheet) => [gridSheetId(sheet.sheetId), toWorksheet(sheet)]),
    ),
    resources: [
      { name: "SHEET_FILTER_PLUGIN", data: perSheet(toGridFilter) },
      {
        name: "SHEET_DATA_VALIDATION_PLUGIN",
        data: perSheet((sheet) => toGridValidations({ view: sheet, sheets: view.sheets })),
      },
      { name: "SHEET_NOTE_PLUGIN", data: perSheet(toGridNotes) },
    ],
  };
}

function toWorksheet(sheet: SheetView): Partial<IWorksheetData> {
  const cellData: Record<number, Record<number, ICellData>> = {};
  const rowData: IWorksheetData["rowData"] = {};
  const columnData: IWorksheetData["columnData"] = {};
  const hiddenRows = rowsHiddenByServer(sheet);
  sheet.rows.forEach((row, index) => {
    if (row === undefined) return;
    const height = row.pixelSize ?? defaultRowHeight;
    if (hiddenRows.has(index) || height !== defaultRowHeight)
      rowData[index] = { hd: hiddenRows.has(index) ? 1 : 0, h: height, ia: 0 };
    row.cells.forEach((cell, column) => {
      if (cell === undefined) return;
      (cellData[index] ??= {})[column] = toGridCell(cell);
    });
  });
  sheet.columns.forEach((column, index) => {
    if (column === undefined) return;
    columnData[index] = { hd: column.isHidden ? 1 : 0, w: column.pixelSize ?? defaultColumnWidth };
  });
  return {
    id: gridSheetId(sheet.sheetId),
    name: sheet.title,
    tabColor: sheet.tabColor ?? "",
    hidden: sheet.isHidden ? 1 : 0,
    rowCount: Math.max(sheet.rowCount, 1),
    columnCount: Math.max(sheet.columnCount, 1),
    freeze: toGridFreeze(sheet),
    defaultStyle: { ff: "Arial", fs: 10, vt: 3 },
    defaultRowHeight,
    defaultColumnWidth,
    mergeData: sheet.merges.map(toGridRange),
    showGridlines: sheet.showsGridlines ? 1 : 0,
    cellData,
    rowData,
    columnData,
  };
}

export function toGridFreeze(sheet: SheetView): IWorksheetData["freeze"] {
  return {
    xSplit: sheet.frozenColumnCount,
    ySplit: sheet.frozenRowCount,
    startRow: sheet.frozenRowCount === 0 ? -1 : sheet.frozenRowCount,
    startColumn: sheet.frozenColumnCount === 0 ? -1 : sheet.frozenColumnCount,
  };
}

export function toGridRange(range: {
  startRowIndex?: number | undefined;
  endRowIndex?: number | undefined;
  startColumnIndex?: number | undefined;
  endColumnIndex?: number | undefined;
}): { startRow: number; endRow: number; startColumn: number; endColumn: number } {
  return {
    startRow: range.startRowIndex ?? 0,
    endRow: (range.endRowIndex ?? 1) - 1,
    startColumn: range.startColumnIndex ?? 0,
    endColumn: (range.endColumnIndex ?? 1) - 1,
  };
}

export interface GridNote {
  id: string;
  row: number;
  col: number;
  width: number;
  height: number;
  note: string;
}

export const toGridNote = ({
  row,
  column,
  note,
}: {
  row: number;
  column: number;
  note: string;
}): GridNote => ({ id: `${row}:${column}`, row, col: column, width: 240, height: 96, note });

function toGridNotes(sheet: SheetView): Record<number, Record<number, GridNote>> | undefined {
  const notes: Record<number, Record<number, GridNote>> = {};
  sheet.rows.forEach((row, rowIndex) => {
    row?.cells.forEach((cell, column) => {
      if (cell?.note === undefined) return;
      (notes[rowIndex] ??= {})[column] = toGridNote({ row: rowIndex, column, note: cell.note });
    });
  });
  return Object.keys(notes).length === 0 ? undefined : notes;
}
