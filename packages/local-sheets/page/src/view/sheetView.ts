import type {
  BasicFilter,
  CellData,
  ConditionalFormatRule,
  GoogleSheet,
  GridData,
  GridRange,
  Spreadsheet,
} from "../google/types.ts";
import { withConditionalFormats } from "./conditionalFormats.ts";

/** One tab as the page shows it. Rows and columns count from 0. */
export interface SheetView {
  sheetId: number;
  title: string;
  isHidden: boolean;
  tabColor: string | undefined;
  rowCount: number;
  columnCount: number;
  frozenRowCount: number;
  frozenColumnCount: number;
  showsGridlines: boolean;
  rows: RowView[];
  columns: DimensionView[];
  merges: GridRange[];
  filter: BasicFilter | undefined;
  conditionalFormats: ConditionalFormatRule[];
}

export interface DimensionView {
  isHidden: boolean;
  isFilteredOut: boolean;
  pixelSize: number | undefined;
}

export interface RowView extends DimensionView {
  cells: (CellData | undefined)[];
}

export interface SpreadsheetView {
  title: string;
  locale: string;
  timeZone: string;
  sheets: SheetView[];
}

export function toSpreadsheetView(spreadsheet: Spreadsheet): SpreadsheetView {
  return {
    title: spreadsheet.properties?.title ?? "",
    locale: spreadsheet.properties?.locale ?? "en_US",
    timeZone: spreadsheet.properties?.timeZone ?? "Etc/GMT",
    sheets: (spreadsheet.sheets ?? []).map(toSheetView),
  };
}

export function toSheetView(sheet: GoogleSheet): SheetView {
  const properties = sheet.properties ?? {};
  const grid = properties.gridProperties ?? {};
  const view: SheetView = {
    sheetId: properties.sheetId ?? 0,
    title: properties.title ?? "",
    isHidden: properties.hidden ?? false,
    tabColor: hexColor(properties.tabColorStyle?.rgbColor ?? properties.tabColor),
    rowCount: grid.rowCount ?? 0,
    columnCount: grid.columnCount ?? 0,
    frozenRowCount: grid.frozenRowCount ?? 0,
    frozenColumnCount: grid.frozenColumnCount ?? 0,
    showsGridlines: !(grid.hideGridlines ?? false),
    rows: [],
    columns: [],
    merges: sheet.merges ?? [],
    filter: sheet.basicFilter,
    conditionalFormats: sheet.conditionalFormats ?? [],
  };
  for (const data of sheet.data ?? []) addGridData(view, data);
  return withConditionalFormats(view);
}

/** Lays parts that were read again over a copy of the tab; what they leave out is empty. */
export function withReadParts({
  view,
  ranges,
  sheet,
}: {
  view: SheetView;
  ranges: readonly GridRange[];
  sheet: GoogleSheet;
}): SheetView {
  const next: SheetView = {
    ...toSheetView({ ...sheet, data: [] }),
    rows: [...view.rows],
    columns: [...view.columns],
  };
  for (const range of ranges) clearRange(next, range);
  for (const data of sheet.data ?? []) addGridData(next, data);
  return withConditionalFormats(next);
}

function clearRange(view: SheetView, range: GridRange): void {
  const startColumn = range.startColumnIndex ?? 0;
  const endColumn = range.endColumnIndex ?? view.columnCount;
  for (
    let index = range.startRowIndex ?? 0;
    index < (range.endRowIndex ?? view.rowCount);
    index += 1
  ) {
    const row = view.rows[index];
    if (row === undefined) continue;
    const cells = row.cells.map((cell, column) =>
      column >= startColumn && column < endColumn ? undefined : cell,
    );
    view.rows[index] = { ...row, cells };
  }
}

function addGridData(view: SheetView, data: GridData): void {
  const startRow = data.startRow ?? 0;
  const startColumn = data.startColumn ?? 0;
  data.rowMetadata?.forEach((metadata, index) => {
    view.rows[startRow + index] = {
      ...rowOf(view, startRow + index),
      isHidden: metadata.hiddenByUser ?? false,
      isFilteredOut: metadata.hiddenByFilter ?? false,
      pixelSize: metadata.pixelSize,
    };
  });
  data.columnMetadata?.forEach((metadata, index) => {
    view.columns[startColumn + index] = {
      isHidden: metadata.hiddenByUser ?? false,
      isFilteredOut: false,
      pixelSize: metadata.pixelSize,
    };
  });
  data.rowData?.forEach((rowData, index) => {
    const row = rowOf(view, startRow + index);
    const cells = [...row.cells];
    rowData.values?.forEach((cell, columnIndex) => {
      cells[startColumn + columnIndex] = isEmptyCell(cell) ? undefined : cell;
    });
    view.rows[startRow + index] = { ...row, cells };
  });
}

const rowOf = (view: SheetView, row: number): RowView =>
  view.rows[row] ?? { cells: [], isHidden: false, isFilteredOut: false, pixelSize: undefined };

const isEmptyCell = (cell: CellData): boolean => Object.keys(cell).length === 0;

export const cellAt = (view: SheetView, row: number, column: number): CellData | undefined =>
  view.rows[row]?.cells[column];

export function hasFormulas(view: SpreadsheetView): boolean {
  return view.sheets.some((sheet) =>
    sheet.rows.some((row) =>
      row?.cells.some((cell) => cell?.userEnteredValue?.formulaValue !== undefined),
    ),
  );
}

export function hexColor(
  color: { red?: number; green?: number; blue?: number } | undefined,
): string | undefined {
  if (color === undefined) return undefined;
  const part = (value: number | undefined): string =>
    Math.round((value ?? 0) * 255)
      .toString(16)
      .padStart(2, "0");
  return `#${part(color.red)}${part(color.green)}${part(color.blue)}`;
}
