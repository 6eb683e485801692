import {
  cellOf,
  enteredOf,
  isCellError,
  isFormula,
  type Entered,
  type Json,
  type JsonObject,
  type Slot,
  type Value,
} from "../model/cell.ts";
import { defaultPixels } from "../model/defaults.ts";
import type { Area, Document, Row, Sheet } from "../model/document.ts";
import { dimensionMetadata, renderMetadata } from "../developer-metadata/renderMetadata.ts";
import { effectiveFormat } from "../formats/effectiveFormat.ts";
import { maskAt, type FieldMask } from "../schema/fieldMask.ts";
import { effectiveValue, formattedText } from "../values/render.ts";

function extendedValue(value: Entered | Value): JsonObject {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "number") return { numberValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (isFormula(value)) return { formulaValue: value.formula };
  const { errorType: type, message } = value;
  return { errorValue: { type, ...(message === "" ? {} : { message }) } };
}

interface CellMask {
  readonly entered: boolean;
  readonly effective: boolean;
  readonly formatted: boolean;
  readonly userFormat: FieldMask | undefined;
  readonly effectiveFormat: FieldMask | undefined;
  readonly note: boolean;
  readonly validation: boolean;
  readonly runs: boolean;
  readonly hyperlink: boolean;
}

function cellMask(mask: FieldMask | undefined): CellMask | undefined {
  if (mask === undefined) return undefined;
  const has = (name: string): boolean => maskAt(mask, name) !== undefined;
  return {
    entered: has("userEnteredValue"),
    effective: has("effectiveValue"),
    formatted: has("formattedValue"),
    userFormat: maskAt(mask, "userEnteredFormat"),
    effectiveFormat: maskAt(mask, "effectiveFormat"),
    note: has("note"),
    validation: has("dataValidation"),
    runs: has("textFormatRuns"),
    hyperlink: has("hyperlink"),
  };
}

export function hyperlinkOf(
  entered: Entered | undefined,
  value: Value | undefined,
): string | undefined {
  if (isFormula(entered)) return /^=\s*HYPERLINK\(\s*"([^"]+)"/i.exec(entered.formula)?.[1];
  return typeof value === "string" && /^https?:\/\/\S+$/.test(value) ? value : undefined;
}

interface CellPlace {
  readonly document: Document;
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  readonly slot: Slot;
}

function renderCell(place: CellPlace, mask: CellMask): JsonObject {
  const { document, slot } = place;
  const result: JsonObject = {};
  const entered = enteredOf(slot);
  const value = effectiveValue(place);
  if (entered !== undefined && mask.entered) result["userEnteredValue"] = extendedValue(entered);
  if (value !== undefined) {
    if (mask.effective) result["effectiveValue"] = extendedValue(value);
    if (mask.formatted)
      result["formattedValue"] =
        isCellError(value) || typeof value !== "string"
          ? formattedText({ document, slot, value })
          : value;
  }
  const cell = cellOf(slot);
  if (mask.userFormat !== undefined && cell.format) result["userEnteredFormat"] = cell.format;
  const isShown = value !== undefined || cell.format !== undefined;
  if (mask.effectiveFormat !== undefined && isShown)
    result["effectiveFormat"] = effectiveFormat({ document, cell, value });
  if (mask.hyperlink) {
    const link = hyperlinkOf(entered, value);
    if (link !== undefined) result["hyperlink"] = link;
  }
  if (mask.note && cell.note !== undefined) result["note"] = cell.note;
  if (mask.runs && cell.textFormatRuns) result["textFormatRuns"] = cell.textFormatRuns;
  if (mask.validation && cell.validation) result["dataValidation"] = cell.validation;
  return result;
}

const isBlank = (cell: JsonObject): boolean => {
  for (const _ in cell) return false;
  return true;
};

function renderRow(input: {
  document: Document;
  sheet: Sheet;
  row: Row | undefined;
  index: number;
  area: Area;
  mask: CellMask;
}): JsonObject {
  const { document, sheet, row, index, area, mask } = input;
  if (!row && !sheet.hasFormulas) return {};
  const values: JsonObject[] = [];
  const slots = row?.slots ?? [];
  const end = sheet.hasFormulas ? area.endColumn : Math.min(area.endColumn, slots.length);
  let last = 0;
  for (let column = area.startColumn; column < end; column += 1) {
    const cell = renderCell({ document, sheet, row: index, column, slot: slots[column] }, mask);
    values.push(cell);
    if (!isBlank(cell)) last = values.length;
  }
  values.length = last;
  return last === 0 ? {} : { values };
}

function renderRows(input: {
  document: Document;
  sheet: Sheet;
  area: Area;
  mask: CellMask;
}): JsonObject[] {
  const { sheet, area } = input;
  const rows: JsonObject[] = [];
  const end = sheet.hasFormulas ? area.endRow : Math.min(area.endRow, sheet.rows.length);
  let last = 0;
  for (let index = area.startRow; index < end; index += 1) {
    const rendered = renderRow({ ...input, row: sheet.rows[index], index });
    rows.push(rendered);
    if (rendered["values"] !== undefined) last = rows.length;
  }
  rows.length = last;
  return rows;
}

function metadataFor(
  document: Document,
  sheet: Sheet,
  dimension: "ROWS" | "COLUMNS",
  index: number,
): JsonObject {
  const found = dimensionMetadata({ document, sheetId: sheet.sheetId, dimension, index });
  return found.length === 0 ? {} : { developerMetadata: found.map(renderMetadata) };
}

function renderRowMetadata(document: Document, sheet: Sheet, area: Area): Json[] {
  const hasMetadata = document.developerMetadata.some(
    ({ location }) => location.kind === "dimension" && location.dimension === "ROWS",
  );
  return Array.from({ length: area.endRow - area.startRow }, (_, offset) => {
    const row = sheet.rows[area.startRow + offset];
    return {
      ...(row?.hiddenByFilter ? { hiddenByFilter: true } : {}),
      ...(row?.hiddenByUser ? { hiddenByUser: true } : {}),
      pixelSize: row?.pixelSize ?? defaultPixels.ROWS,
      ...(hasMetadata ? metadataFor(document, sheet, "ROWS", area.startRow + offset) : {}),
    };
  });
}

function renderColumnMetadata(document: Document, sheet: Sheet, area: Area): Json[] {
  return Array.from({ length: area.endColumn - area.startColumn }, (_, offset) => {
    const column = sheet.columns[area.startColumn + offset];
    return {
      ...(column?.hiddenByUser ? { hiddenByUser: true } : {}),
      pixelSize: column?.pixelSize ?? defaultPixels.COLUMNS,
      ...metadataFor(document, sheet, "COLUMNS", area.startColumn + offset),
    };
  });
}

export function renderGridData(input: {
  document: Document;
  sheet: Sheet;
  area: Area;
  mask: FieldMask;
}): JsonObject {
  const { document, sheet, area, mask } = input;
  const values = maskAt(mask, "rowData", "values");
  const cells = cellMask(values);
  const rowData = cells ? renderRows({ document, sheet, area, mask: cells }) : [];
  return {
    ...(area.startRow === 0 ? {} : { startRow: area.startRow }),
    ...(area.startColumn === 0 ? {} : { startColumn: area.startColumn }),
    ...(rowData.length === 0 ? {} : { rowData }),
    ...(maskAt(mask, "rowMetadata") === undefined
      ? {}
      : { rowMetadata: renderRowMetadata(document, sheet, area) }),
    ...(maskAt(mask, "columnMetadata") === undefined
      ? {}
      : { columnMetadata: renderColumnMetadata(document, sheet, area) }),
  };
}
