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
const pixelsPerPoint = 4 / 3;
const serialOfEpoch = 25_569;
const millisecondsPerDay = 86_400_000;
const maximumColumns = 1_000;
const maximumCells = 2_000_000;

export type XlsxReading =
  | { kind: "book"; book: Book; notTaken: string[] }
  | { kind: "refused"; reason: string };

/** Reads an XLSX file. Charts, pictures and colours by rule stay behind and are named in `notTaken`. */
export async function readXlsx({
  bytes,
  title,
}: {
  bytes: Uint8Array;
  title: string;
}): Promise<XlsxReading> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip)
    return { kind: "refused", reason: "It is not an XLSX file. Save it as .xlsx and try again." };
  const workbook = new ExcelJS.Workbook();
  try {
    const { buffer, byteOffset, byteLength } = bytes;
    await workbook.xlsx.load((buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength));
  } catch {
    return { kind: "refused", reason: "The file is damaged or protected by a password." };
  }
  const worksheets = workbook.worksheets.filter(
    (sheet) => sheet.rowCount > 0 || workbook.worksheets.length === 1,
  );
  const cells = worksheets.reduce((sum, sheet) => sum + sheet.rowCount * sheet.columnCount, 0);
  if (cells > maximumCells)
    return { kind: "refused", reason: "It has more than two million cells." };
  return {
    kind: "book",
    book: { properties: { title }, sheets: worksheets.map(readSheet) },
    notTaken: leftBehind(workbook),
  };
}

function leftBehind(workbook: ExcelJS.Workbook): string[] {
  const left = new Set<string>();
  for (const sheet of workbook.worksheets) {
    if (sheet.getImages().length > 0) left.add("pictures");
    const { conditionalFormattings } = sheet as { conditionalFormattings?: unknown[] };
    if ((conditionalFormattings ?? []).length > 0) left.add("colours by rule");
    const { sheetProtection } = sheet as { sheetProtection?: unknown };
    if (sheetProtection !== undefined && sheetProtection !== null) left.add("sheet protection");
  }
  return [...left];
}

function readSheet(worksheet: ExcelJS.Worksheet): BookSheet {
  const columnCount = Math.min(worksheet.columnCount, maximumColumns);
  const rowData: { values: BookCell[] }[] = [];
  const rowMetadata: { hiddenByUser?: boolean; pixelSize?: number }[] = [];
  for (let row = 1; row <= worksheet.rowCount; row += 1) {
    const values: BookCell[] = [];
    for (let column = 1; column <= columnCount; column += 1)
      values.push(readCell(worksheet.getCell(row, column)));
    rowData.push({ values });
    const { hidden, height } = worksheet.getRow(row);
    rowMetadata.push({
      ...(hidden === true ? { hiddenByUser: true } : {}),
      ...(typeof height === "number" ? { pixelSize: Math.round(height * pixelsPerPoint) } : {}),
    });
  }
  const columnMetadata = Array.from({ length: columnCount }, (_, index) => {
    const { hidden, width } = worksheet.getColumn(index + 1);
    return {
      ...(hidden === true ? { hiddenByUser: true } : {}),
      ...(typeof width === "number"
        ? { pixelSize: Math.round(width * pixelsPerCharacter + cellPadding) }
        : {}),
    };
  });
  // A sheet that was never given a view has null there, whatever its type says.
  const views = worksheet.views as { state?: string; xSplit?: number; ySplit?: number }[] | null;
  const frozen = views?.find((view) => view.state === "frozen");
  const filter = filterOf(worksheet);
  return {
    properties: {
      title: worksheet.name,
      ...(worksheet.state === "visible" ? {} : { hidden: true }),
      gridProperties: {
        rowCount: Math.max(worksheet.rowCount, 1),
        columnCount: Math.max(columnCount, 1),
        frozenRowCount: Math.min(frozen?.ySplit ?? 0, Math.max(worksheet.rowCount - 1, 0)),
        frozenColumnCount: Math.min(frozen?.xSplit ?? 0, Math.max(columnCount - 1, 0)),
      },
    },
    data: [{ rowData, rowMetadata, columnMetadata }],
    merges: mergesOf(worksheet),
    ...(filter === undefined ? {} : { basicFilter: { range: filter } }),
  };
}

function readCell(cell: ExcelJS.Cell): BookCell {
  if (cell.isMerged && cell.master !== cell) return {};
  const value = readValue(cell.value);
  const format = readFormat(cell);
  const note = noteText(cell.note);
  const validation = readValidation(cell);
  return {
    ...(value === undefined ? {} : { userEnteredValue: value }),
    ...(Object.keys(format).length === 0 ? {} : { userEnteredFormat: format }),
    ...(note === "" ? {} : { note }),
    ...(validation === undefined ? {} : { dataValidation: validation }),
  };
}

function readValue(value: ExcelJS.CellValue): BookCell["userEnteredValue"] {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "number") return { numberValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "string") return value === "" ? undefined : { stringValue: value };
  if (value instanceof Date)
    return { numberValue: value.getTime() / millisecondsPerDay + serialOfEpoch };
  if ("formula" in value && typeof value.formula === "string" && value.formula !== "")
    return { formulaValue: `=${value.formula}` };
  if ("result" in value && value.result !== undefined)
    return readValue(value.result as ExcelJS.CellValue);
  if ("richText" in value) return { stringValue: value.richText.map((run) => run.text).join("") };
  if ("text" in value) return readValue(value.text);
  if ("error" in value) return { stringValue: String(value.error) };
  return undefined;
}

const noteText = (note: string | ExcelJS.Comment | undefined): string =>
  typeof note === "string" ? note : (note?.texts ?? []).map((run) => run.text).join("");

function readValidation(cell: ExcelJS.Cell): BookCell["dataValidation"] {
  const validation = cell.dataValidation as ExcelJS.DataValidation | undefined;
  if (validation?.type !== "list") return undefined;
  const formula = String(validation.formulae?.[0] ?? "");
  const strict = validation.showErrorMessage === true && validation.errorStyle !== "warning";
  if (!formula.startsWith('"'))
    return {
      condition: { type: "ONE_OF_RANGE", values: [{ userEnteredValue: `=${formula}` }] },
      strict,
      showCustomUi: true,
    };
  const options = formula.slice(1, -1).replaceAll('""', '"').split(",");
  return {
    condition: {
      type: "ONE_OF_LIST",
      values: options.map((option) => ({ userEnteredValue: option.trim() })),
    },
    strict,
    showCustomUi: true,
  };
}

const horizontal: Record<string, string> = { left: "LEFT", center: "CENTER", right: "RIGHT" };
const vertical: Record<string, string> = { top: "TOP", middle: "MIDDLE", bottom: "BOTTOM" };

function readFormat(cell: ExcelJS.Cell): BookFormat {
  const format: BookFormat = {};
  const numberFormat = readNumberFormat(cell);
  if (numberFormat !== undefined) format.numberFormat = numberFormat;
  const text = readFont(cell.font as Partial<ExcelJS.Font> | undefined);
  if (Object.keys(text).length > 0) format.textFormat = text;
  const fill = cell.fill as ExcelJS.Fill | undefined;
  const background =
    fill?.type === "pattern" && fill.pattern === "solid" ? color(fill.fgColor) : undefined;
  if (background !== undefined) format.backgroundColorStyle = background;
  const alignment = cell.alignment as Partial<ExcelJS.Alignment> | undefined;
  const across = horizontal[alignment?.horizontal ?? ""];
  const upright = vertical[alignment?.vertical ?? ""];
  if (across !== undefined) format.horizontalAlignment = across;
  if (upright !== undefined) format.verticalAlignment = upright;
  if (alignment?.wrapText === true) format.wrapStrategy = "WRAP";
  return format;
}

function readNumberFormat(cell: ExcelJS.Cell): BookFormat["numberFormat"] {
  const pattern = cell.numFmt as string | undefined;
  if (pattern === undefined || pattern === "General") return undefined;
  return { type: numberFormatType(pattern), pattern };
}

export function numberFormatType(pattern: string): string {
  const bare = pattern.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
  if (bare === "@") return "TEXT";
  const hasDate = /[yd]/i.test(bare);
  const hasTime = /[hs]/i.test(bare);
  if (hasDate && hasTime) return "DATE_TIME";
  if (hasDate) return "DATE";
  if (hasTime) return "TIME";
  if (bare.includes("%")) return "PERCENT";
  if (/E[+-]/i.test(bare)) return "SCIENTIFIC";
  return /[$€£¥]|\[\$/.test(pattern) ? "CURRENCY" : "NUMBER";
}

function readFont(font: Partial<ExcelJS.Font> | undefined): NonNullable<BookFormat["textFormat"]> {
  if (font === undefined) return {};
  const foreground = color(font.color);
  return {
    ...(font.bold === true ? { bold: true } : {}),
    ...(font.italic === true ? { italic: true } : {}),
    ...(font.underline === true || typeof font.underline === "string" ? { underline: true } : {}),
    ...(font.strike === true ? { strikethrough: true } : {}),
    ...(typeof font.size === "number" && font.size !== 11
      ? { fontSize: Math.round(font.size) }
      : {}),
    ...(font.name === undefined || font.name === "Calibri" ? {} : { fontFamily: font.name }),
    ...(foreground === undefined ? {} : { foregroundColorStyle: foreground }),
  };
}

function color(given: Partial<ExcelJS.Color> | undefined): BookColor | undefined {
  const parts = /^[0-9A-F]{2}([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})$/i.exec(given?.argb ?? "");
  if (parts === null) return undefined;
  const [red = 0, green = 0, blue = 0] = parts
    .slice(1)
    .map((part) => Number.parseInt(part, 16) / 255);
  return { rgbColor: { red, green, blue } };
}

function mergesOf(worksheet: ExcelJS.Worksheet): BookRange[] {
  const { merges = [] } = worksheet.model as { merges?: string[] };
  return merges.map(rangeOfA1).filter((range) => range !== undefined);
}

function filterOf(worksheet: ExcelJS.Worksheet): BookRange | undefined {
  const filter = worksheet.autoFilter as unknown;
  return typeof filter === "string" ? rangeOfA1(filter) : undefined;
}

function rangeOfA1(text: string): BookRange | undefined {
  const match = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(text);
  if (match === null) return undefined;
  const [, left = "A", top = "1", right = "A", bottom = "1"] = match;
  return {
    startRowIndex: Number(top) - 1,
    endRowIndex: Number(bottom),
    startColumnIndex: columnIndex(left),
    endColumnIndex: columnIndex(right) + 1,
  };
}

const columnIndex = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
