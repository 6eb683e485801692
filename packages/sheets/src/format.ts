import type { StructureEdit } from "./edit.ts";
import type { CellFormat, SheetsRequest } from "./google.ts";

const shade = { red: 0.95, green: 0.96, blue: 0.98 };
const headerShade = { red: 0.91, green: 0.94, blue: 0.98 };

/** The look of one column from startRow down to the end of the tab. */
export function columnFormat(
  edit: Extract<StructureEdit, { kind: "format_column" }>,
): SheetsRequest {
  const numberFormat = numberFormatOf(edit);
  const fields = [
    ...(numberFormat === undefined ? [] : ["userEnteredFormat.numberFormat"]),
    ...(edit.isShaded ? ["userEnteredFormat.backgroundColorStyle"] : []),
  ];
  return {
    repeatCell: {
      range: {
        sheetId: edit.sheetId,
        startRowIndex: edit.startRow,
        startColumnIndex: edit.column,
        endColumnIndex: edit.column + 1,
      },
      cell: {
        userEnteredFormat: {
          ...(numberFormat === undefined ? {} : { numberFormat }),
          ...(edit.isShaded ? { backgroundColorStyle: { rgbColor: shade } } : {}),
        },
      },
      fields: fields.length === 0 ? "userEnteredFormat.wrapStrategy" : fields.join(","),
    },
  };
}

export function headerFormat(
  edit: Extract<StructureEdit, { kind: "format_header" }>,
): SheetsRequest {
  return {
    repeatCell: {
      range: {
        sheetId: edit.sheetId,
        startRowIndex: 0,
        endRowIndex: 1,
        startColumnIndex: 0,
        endColumnIndex: edit.columnCount,
      },
      cell: {
        userEnteredFormat: {
          textFormat: { bold: true },
          backgroundColorStyle: { rgbColor: headerShade },
        },
      },
      fields: "userEnteredFormat.textFormat.bold,userEnteredFormat.backgroundColorStyle",
    },
  };
}

export const columnWidth = (
  edit: Extract<StructureEdit, { kind: "widen_column" }>,
): SheetsRequest => ({
  updateDimensionProperties: {
    range: {
      sheetId: edit.sheetId,
      dimension: "COLUMNS",
      startIndex: edit.column,
      endIndex: edit.column + 1,
    },
    properties: { pixelSize: edit.widthPixels },
    fields: "pixelSize",
  },
});

/** "$"#,##0.00: the currency's sign and decimals; which signs part thousands is the spreadsheet's locale. */
function moneyPattern(currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const sign = format.formatToParts(0).find(({ type }) => type === "currency")?.value ?? currency;
  const space = sign === currency ? " " : "";
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return `"${sign}${space}"#,##0${digits === 0 ? "" : `.${"0".repeat(digits)}`}`;
}

function numberFormatOf(
  edit: Extract<StructureEdit, { kind: "format_column" }>,
): CellFormat["numberFormat"] {
  switch (edit.type) {
    case "date":
      return { type: "DATE" };
    case "money":
      return { type: "CURRENCY", pattern: moneyPattern(edit.currency) };
    case "text":
    case "id":
      return { type: "TEXT" };
    case "number":
    case "checkbox":
      return undefined;
  }
}

/** Cells of one column that say exactly this text are filled with a colour. */
export function textColor(edit: Extract<StructureEdit, { kind: "color_by_text" }>): SheetsRequest {
  return {
    addConditionalFormatRule: {
      index: 0,
      rule: {
        ranges: [
          {
            sheetId: edit.sheetId,
            startRowIndex: edit.startRow,
            startColumnIndex: edit.column,
            endColumnIndex: edit.column + 1,
          },
        ],
        booleanRule: {
          condition: { type: "TEXT_EQ", values: [{ userEnteredValue: edit.text }] },
          format: { backgroundColorStyle: { rgbColor: edit.color } },
        },
      },
    },
  };
}
