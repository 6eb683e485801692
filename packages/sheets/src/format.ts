import type { StructureEdit } from "./edit.ts";
import type { CellFormat, SheetsRequest } from "./google.ts";

const shade = { red: 0.95, green: 0.96, blue: 0.98 };

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

function numberFormatOf(
  edit: Extract<StructureEdit, { kind: "format_column" }>,
): CellFormat["numberFormat"] {
  switch (edit.type) {
    case "date":
      return { type: "DATE" };
    case "money":
      return { type: "CURRENCY", pattern: `"${edit.currency}" #,##0.00` };
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
