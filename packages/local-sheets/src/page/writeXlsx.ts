import ExcelJS from "exceljs";
import type {
  Book,
  BookCell,
  BookColor,
  BookFormat,
  BookRange,
  BookSheet,
} from "./workbookTypes.ts";

const pixelsPerCharacter = 7;
const cellPadding = 5;
const pointsPerPixel = 0.75;

/** An XLSX file of the whole spreadsheet: values, formulas, formats, notes, dropdowns, merges, hidden rows and columns. */
export async function writeXlsx(book: Book): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.title = book.properties.title;
  for (const sheet of book.sheets) addSheet(workbook, sheet);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function addSheet(workbook: ExcelJS.Workbook, sheet: BookSheet): void {
  const grid = sheet.properties.gridProperties ?? {};
  const rows = grid.frozenRowCount ?? 0;
  const columns = grid.frozenColumnCount ?? 0;
  const worksheet = workbook.addWorksheet(sheetName(workbook, sheet.properties.title), {
    state: sheet.properties.hidden === true ? "hidden" : "visible",
    views: rows + columns > 0 ? [{ state: "frozen", xSplit: columns, ySplit: rows }] : [],
  });
  for (const data of sheet.data ?? []) {
    const startRow = data.startRow ?? 0;
    const startColumn = data.startColumn ?? 0;
    data.columnMetadata?.forEach((metadata, index) => {
      const column = worksheet.getColumn(startColumn + index + 1);
      if (metadata.hiddenByUser === true) column.hidden = true;
      if (metadata.pixelSize !== undefined)
        column.width = Math.max((metadata.pixelSize - cellPadding) / pixelsPerCharacter, 1);
    });
    data.rowMetadata?.forEach((metadata, index) => {
      if (metadata.hiddenByUser === true || metadata.hiddenByFilter === true)
        worksheet.getRow(startRow + index + 1).hidden = true;
      if (metadata.pixelSize !== undefined && metadata.pixelSize !== 21)
        worksheet.getRow(startRow + index + 1).height = metadata.pixelSize * pointsPerPixel;
    });
    data.rowData?.forEach((rowData, rowIndex) => {
      rowData.values?.forEach((cell, columnIndex) => {
        if (Object.keys(cell).length === 0) return;
        fillCell(worksheet.getCell(startRow + rowIndex + 1, startColumn + columnIndex + 1), cell);
      });
    });
  }
  for (const merge of sheet.merges ?? []) worksheet.mergeCells(...corners(merge));
  if (sheet.basicFilter?.range !== undefined)
    worksheet.autoFilter = filterRange(sheet.basicFilter.range);
}

/** Excel's names are shorter than Sheets' and know fewer characters. */
function sheetName(workbook: ExcelJS.Workbook, title: string): string {
  const plain =
    title
      .replaceAll(/[*?:/\\[\]]/g, " ")
      .replaceAll(/^'+|'+$/g, "")
      .slice(0, 31) || "Sheet";
  const isTaken = (name: string): boolean =>
    workbook.worksheets.some((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  if (!isTaken(plain)) return plain;
  let number = 2;
  while (isTaken(`${plain.slice(0, 26)} (${number})`)) number += 1;
  return `${plain.slice(0, 26)} (${number})`;
}

function fillCell(target: ExcelJS.Cell, cell: BookCell): void {
  const value = excelValue(cell);
  if (value !== undefined) target.value = value;
  if (cell.userEnteredFormat !== undefined) applyFormat(target, cell.userEnteredFormat);
  if (cell.note !== undefined) target.note = cell.note;
  const condition = cell.dataValidation?.condition;
  const options = (condition?.values ?? []).map((each) => each.userEnteredValue ?? "");
  if (condition?.type === "ONE_OF_LIST")
    target.dataValidation = listValidation(`"${options.join(",").replaceAll('"', '""')}"`);
  if (condition?.type === "ONE_OF_RANGE")
    target.dataValidation = listValidation((options[0] ?? "").replace(/^=/, ""));
}

const listValidation = (formula: string): ExcelJS.DataValidation => ({
  type: "list",
  allowBlank: true,
  formulae: [formula],
});

function excelValue(cell: BookCell): ExcelJS.CellValue | undefined {
  const formula = cell.userEnteredValue?.formulaValue;
  const result = scalar(cell.effectiveValue ?? {});
  if (formula !== undefined)
    return { formula: formula.replace(/^=/, ""), ...(result === undefined ? {} : { result }) };
  return scalar(cell.userEnteredValue ?? {});
}

const scalar = (
  value: NonNullable<BookCell["effectiveValue"]>,
): string | number | boolean | undefined =>
  value.numberValue ?? value.boolValue ?? value.stringValue;

const horizontal = { LEFT: "left", CENTER: "center", RIGHT: "right" } as const;
const vertical = { TOP: "top", MIDDLE: "middle", BOTTOM: "bottom" } as const;

function applyFormat(target: ExcelJS.Cell, format: BookFormat): void {
  const { textFormat: text, numberFormat } = format;
  if (numberFormat?.pattern !== undefined) target.numFmt = numberFormat.pattern;
  const color = argb(text?.foregroundColorStyle);
  if (text !== undefined)
    target.font = {
      ...(text.fontFamily === undefined ? {} : { name: text.fontFamily }),
      ...(text.fontSize === undefined ? {} : { size: text.fontSize }),
      ...(text.bold === undefined ? {} : { bold: text.bold }),
      ...(text.italic === undefined ? {} : { italic: text.italic }),
      ...(text.underline === undefined ? {} : { underline: text.underline }),
      ...(text.strikethrough === undefined ? {} : { strike: text.strikethrough }),
      ...(color === undefined ? {} : { color: { argb: color } }),
    };
  const fill = argb(format.backgroundColorStyle);
  if (fill !== undefined)
    target.fill = { type: "pattern", pattern: "solid", fgColor: { argb: fill } };
  const alignment: Partial<ExcelJS.Alignment> = {};
  const across = horizontal[format.horizontalAlignment as keyof typeof horizontal];
  const upright = vertical[format.verticalAlignment as keyof typeof vertical];
  if (across !== undefined) alignment.horizontal = across;
  if (upright !== undefined) alignment.vertical = upright;
  if (format.wrapStrategy === "WRAP") alignment.wrapText = true;
  if (Object.keys(alignment).length > 0) target.alignment = alignment;
}

function argb(color: BookColor | undefined): string | undefined {
  if (color?.rgbColor === undefined) return undefined;
  const { red = 0, green = 0, blue = 0 } = color.rgbColor;
  return `FF${[red, green, blue].map(hex).join("")}`;
}

const hex = (part: number): string =>
  Math.round(part * 255)
    .toString(16)
    .padStart(2, "0")
    .toUpperCase();

const corners = (range: BookRange): [number, number, number, number] => [
  (range.startRowIndex ?? 0) + 1,
  (range.startColumnIndex ?? 0) + 1,
  range.endRowIndex ?? 1,
  range.endColumnIndex ?? 1,
];

interface Corner {
  row: number;
  column: number;
}

function filterRange(range: BookRange): { from: Corner; to: Corner } {
  const [top, left, bottom, right] = corners(range);
  return { from: { row: top, column: left }, to: { row: bottom, column: right } };
}
