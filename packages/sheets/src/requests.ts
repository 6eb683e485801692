import type { CellEdit, StructureEdit, TypedValue } from "./edit.ts";
import type { CellAnswer, SheetsRequest } from "./google.ts";
import { columnFormat, columnWidth, headerFormat, textColor } from "./format.ts";

/** Developer metadata of ours, by key. */
export const metadataKeys = {
  column: "rollbook.column",
  tab: "rollbook.tab",
  connection: "rollbook.connection",
  fence: "rollbook.generation",
  look: "rollbook.look",
} as const;

export function structureRequest(edit: StructureEdit): SheetsRequest {
  switch (edit.kind) {
    case "add_tab":
      return {
        addSheet: {
          properties: {
            sheetId: edit.sheetId,
            title: edit.title,
            hidden: edit.isHidden,
            gridProperties: { rowCount: edit.rowCount, columnCount: edit.columnCount },
          },
        },
      };
    case "append_columns":
      return {
        appendDimension: { sheetId: edit.sheetId, dimension: "COLUMNS", length: edit.count },
      };
    case "insert_rows":
      return {
        insertDimension: {
          range: {
            sheetId: edit.sheetId,
            dimension: "ROWS",
            startIndex: edit.at,
            endIndex: edit.at + edit.count,
          },
          inheritFromBefore: edit.at > 0,
        },
      };
    case "insert_columns":
      return {
        insertDimension: {
          range: {
            sheetId: edit.sheetId,
            dimension: "COLUMNS",
            startIndex: edit.at,
            endIndex: edit.at + edit.count,
          },
          inheritFromBefore: false,
        },
      };
    case "append_rows":
      return { appendDimension: { sheetId: edit.sheetId, dimension: "ROWS", length: edit.count } };
    case "bind_column":
    case "bind_tab":
    case "fence":
    case "drop_metadata":
      return metadataRequest(edit);
    case "copy_cell":
      return copyRequest(edit);
    default:
      return appearanceRequest(edit);
  }
}

type MetadataEdit = Extract<
  StructureEdit,
  { kind: "bind_column" | "bind_tab" | "fence" | "drop_metadata" }
>;

function metadataRequest(edit: MetadataEdit): SheetsRequest {
  const visibility = "DOCUMENT";
  switch (edit.kind) {
    case "bind_column":
      return createMetadata({
        ...(edit.metadataId === undefined ? {} : { metadataId: edit.metadataId }),
        metadataKey: edit.key,
        metadataValue: edit.value,
        visibility,
        location: columnLocation(edit),
      });
    case "bind_tab":
      return createMetadata({
        metadataKey: edit.key,
        metadataValue: edit.value,
        visibility,
        location: { sheetId: edit.sheetId },
      });
    case "fence":
      return createMetadata({
        metadataId: edit.metadataId,
        metadataKey: metadataKeys.fence,
        metadataValue: edit.value,
        visibility,
        location: { spreadsheet: true },
      });
    case "drop_metadata":
      return {
        deleteDeveloperMetadata: {
          dataFilter: { developerMetadataLookup: { metadataId: edit.metadataId, ...only(edit) } },
        },
      };
  }
}

const columnLocation = ({ sheetId, column }: { sheetId: number; column: number }) => ({
  dimensionRange: {
    sheetId,
    dimension: "COLUMNS",
    startIndex: column,
    endIndex: column + 1,
  },
});

const only = ({ beside }: Extract<StructureEdit, { kind: "drop_metadata" }>) =>
  beside === undefined
    ? {}
    : {
        metadataLocation: columnLocation(beside),
        locationMatchingStrategy: "EXACT_LOCATION",
      };

type MetadataBody = NonNullable<
  NonNullable<SheetsRequest["createDeveloperMetadata"]>["developerMetadata"]
>;

const createMetadata = (developerMetadata: MetadataBody): SheetsRequest => ({
  createDeveloperMetadata: { developerMetadata },
});

function copyRequest(edit: Extract<StructureEdit, { kind: "copy_cell" }>): SheetsRequest {
  const cell = (sheetId: number, row: number, column: number) => ({
    sheetId,
    startRowIndex: row,
    endRowIndex: row + 1,
    startColumnIndex: column,
    endColumnIndex: column + 1,
  });
  return {
    copyPaste: {
      source: cell(edit.fromSheetId, edit.fromRow, edit.fromColumn),
      destination: cell(edit.toSheetId, edit.toRow, edit.toColumn),
      pasteType: "PASTE_VALUES",
    },
  };
}

type AppearanceEdit = Extract<
  StructureEdit,
  {
    kind:
      | "hide_column"
      | "format_column"
      | "format_header"
      | "widen_column"
      | "freeze_rows"
      | "protect_columns"
      | "list_choices"
      | "checkboxes"
      | "color_by_text";
  }
>;

function appearanceRequest(edit: AppearanceEdit): SheetsRequest {
  switch (edit.kind) {
    case "hide_column":
      return {
        updateDimensionProperties: {
          range: {
            sheetId: edit.sheetId,
            dimension: "COLUMNS",
            startIndex: edit.column,
            endIndex: edit.column + 1,
          },
          properties: { hiddenByUser: true },
          fields: "hiddenByUser",
        },
      };
    case "format_column":
      return columnFormat(edit);
    case "format_header":
      return headerFormat(edit);
    case "widen_column":
      return columnWidth(edit);
    case "freeze_rows":
      return {
        updateSheetProperties: {
          properties: { sheetId: edit.sheetId, gridProperties: { frozenRowCount: edit.count } },
          fields: "gridProperties.frozenRowCount",
        },
      };
    case "protect_columns":
      return {
        addProtectedRange: {
          protectedRange: {
            range: {
              sheetId: edit.sheetId,
              startColumnIndex: edit.startColumn,
              endColumnIndex: edit.endColumn,
            },
            description: edit.description,
            warningOnly: true,
          },
        },
      };
    case "list_choices":
    case "checkboxes":
      return validationRequest(edit);
    case "color_by_text":
      return textColor(edit);
  }
}

function validationRequest(
  edit: Extract<StructureEdit, { kind: "list_choices" | "checkboxes" }>,
): SheetsRequest {
  const range = {
    sheetId: edit.sheetId,
    startRowIndex: edit.startRow,
    ...(edit.kind === "checkboxes" ? { endRowIndex: edit.endRow } : {}),
    startColumnIndex: edit.column,
    endColumnIndex: edit.column + 1,
  };
  const condition =
    edit.kind === "checkboxes"
      ? { type: "BOOLEAN" }
      : {
          type: "ONE_OF_LIST",
          values: edit.choices.map((userEnteredValue) => ({ userEnteredValue })),
        };
  return { setDataValidation: { range, rule: { condition, showCustomUi: true, strict: false } } };
}

/** Cell edits as few rectangles: neighbours in a row first, then equal rows below one another. */
export function cellRequests(edits: readonly CellEdit[]): SheetsRequest[] {
  const sorted = [...edits].sort(
    (a, b) =>
      a.sheetId - b.sheetId ||
      Number(a.isDateFormatNeeded === true) - Number(b.isDateFormatNeeded === true) ||
      a.row - b.row ||
      a.column - b.column,
  );
  const strips: CellEdit[][] = [];
  for (const edit of sorted) {
    const strip = strips.at(-1);
    const last = strip?.at(-1);
    if (strip !== undefined && last !== undefined && isRightOf({ last, edit })) strip.push(edit);
    else strips.push([edit]);
  }
  return rectanglesOf(strips).map(rectangleRequest);
}

function isRightOf(input: { last: CellEdit; edit: CellEdit }): boolean {
  const { last, edit } = input;
  return isSameKind(last, edit) && last.row === edit.row && last.column + 1 === edit.column;
}

const isSameKind = (a: CellEdit, b: CellEdit) =>
  a.sheetId === b.sheetId && (a.isDateFormatNeeded === true) === (b.isDateFormatNeeded === true);

function rectanglesOf(strips: CellEdit[][]): CellEdit[][][] {
  const rectangles: CellEdit[][][] = [];
  for (const strip of strips) {
    const above = rectangles.at(-1)?.at(-1);
    if (above !== undefined && isBelow({ above, strip })) rectangles.at(-1)?.push(strip);
    else rectangles.push([strip]);
  }
  return rectangles;
}

function isBelow(input: { above: CellEdit[]; strip: CellEdit[] }): boolean {
  const [a] = input.above;
  const [b] = input.strip;
  if (a === undefined || b === undefined || !isSameKind(a, b)) return false;
  return a.row + 1 === b.row && a.column === b.column && input.above.length === input.strip.length;
}

function rectangleRequest(rectangle: CellEdit[][]): SheetsRequest {
  const first = rectangle[0]?.[0];
  if (first === undefined) throw new Error("A rectangle of cells cannot be empty");
  return {
    updateCells: {
      start: { sheetId: first.sheetId, rowIndex: first.row, columnIndex: first.column },
      rows: rectangle.map((strip) => ({ values: strip.map(cellOf) })),
      fields:
        first.isDateFormatNeeded === true
          ? "userEnteredValue,userEnteredFormat.numberFormat"
          : "userEnteredValue",
    },
  };
}

function cellOf(edit: CellEdit): CellAnswer {
  const userEnteredValue = valueOf(edit.value);
  if (edit.isDateFormatNeeded !== true) return userEnteredValue;
  return { ...userEnteredValue, userEnteredFormat: { numberFormat: { type: "DATE" } } };
}

function valueOf(value: TypedValue): CellAnswer {
  switch (value.kind) {
    case "empty":
      return {};
    case "text":
      return { userEnteredValue: { stringValue: value.text } };
    case "number":
      return { userEnteredValue: { numberValue: value.number } };
    case "date":
      return { userEnteredValue: { numberValue: value.serial } };
    case "boolean":
      return { userEnteredValue: { boolValue: value.value } };
  }
}
