import {
  cellOf,
  enteredOf,
  isFormula,
  type Entered,
  type Json,
  type JsonObject,
  type Slot,
  type Value,
} from "../model/cell.ts";
import { defaultPixels } from "../model/defaults.ts";
import type { Area, Document, DocumentProperties, Row, Sheet } from "../model/document.ts";
import { dimensionMetadata, renderMetadata } from "../developer-metadata/renderMetadata.ts";
import { effectiveFormat, effectiveNumberFormat } from "../formats/effectiveFormat.ts";
import { evaluationOf } from "../formulas/evaluation.ts";
import { applyFieldMask, maskAt, type FieldMask } from "../schema/fieldMask.ts";
import { isPlainRow } from "../values/readArea.ts";
import { effectiveValue, formattedText, shownFormat } from "../values/render.ts";

function extendedValue(value: Entered | Value): JsonObject {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "number") return { numberValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (isFormula(value)) return { formulaValue: value.formula };
  const { errorType: type, message } = value;
  return { errorValue: { type, ...(message === "" ? {} : { message }) } };
}

interface CellMask {
  readonly entered: FieldMask | undefined;
  readonly effective: FieldMask | undefined;
  readonly formatted: boolean;
  readonly hasDetails: boolean;
  readonly userFormat: FieldMask | undefined;
  readonly effectiveFormat: FieldMask | undefined;
  readonly isNumberFormatAlone: boolean;
  readonly note: boolean;
  readonly validation: FieldMask | undefined;
  readonly runs: boolean;
  readonly hyperlink: boolean;
}

const detailNames = [
  "userEnteredFormat",
  "effectiveFormat",
  "note",
  "dataValidation",
  "textFormatRuns",
  "hyperlink",
];

function cellMask(mask: FieldMask | undefined): CellMask | undefined {
  if (mask === undefined) return undefined;
  const has = (name: string): boolean => maskAt(mask, name) !== undefined;
  return {
    entered: maskAt(mask, "userEnteredValue"),
    effective: maskAt(mask, "effectiveValue"),
    formatted: has("formattedValue"),
    hasDetails: detailNames.some(has),
    userFormat: maskAt(mask, "userEnteredFormat"),
    effectiveFormat: maskAt(mask, "effectiveFormat"),
    isNumberFormatAlone: isAlone(maskAt(mask, "effectiveFormat"), "numberFormat"),
    note: has("note"),
    validation: maskAt(mask, "dataValidation"),
    runs: has("textFormatRuns"),
    hyperlink: has("hyperlink"),
  };
}

const isAlone = (mask: FieldMask | undefined, name: string): boolean =>
  typeof mask === "object" && Object.keys(mask).every((key) => key === name);

export function hyperlinkOf(
  entered: Entered | undefined,
  value: Value | undefined,
): string | undefined {
  if (isFormula(entered)) return /^=\s*HYPERLINK\(\s*"([^"]+)"/i.exec(entered.formula)?.[1];
  return typeof value === "string" && /^https?:\/\/\S+$/.test(value) ? value : undefined;
}

interface CellPlace {
  readonly document: Document;
  readonly sheet?: Sheet;
  readonly slot: Slot;
  readonly value: Value | undefined;
}

const masked = (value: Json, mask: FieldMask): Json =>
  mask === true ? value : applyFieldMask(value, mask);

function addDetails(result: JsonObject, place: CellPlace, mask: CellMask): void {
  const { document, slot, value } = place;
  const cell = cellOf(slot);
  if (mask.userFormat !== undefined && cell.format) {
    result["userEnteredFormat"] = masked(cell.format, mask.userFormat);
  }
  if (mask.effectiveFormat !== undefined && (value !== undefined || cell.format !== undefined)) {
    const inherited = shownFormat(place);
    const format = mask.isNumberFormatAlone
      ? effectiveNumberFormat({ document, cell, inherited })
      : effectiveFormat({ document, cell, value, inherited });
    result["effectiveFormat"] = masked(format, mask.effectiveFormat);
  }
  if (mask.hyperlink) {
    const link = hyperlinkOf(cell.entered, value);
    if (link !== undefined) result["hyperlink"] = link;
  }
  if (mask.note && cell.note !== undefined) result["note"] = cell.note;
  if (mask.runs && cell.textFormatRuns) result["textFormatRuns"] = cell.textFormatRuns;
  if (mask.validation !== undefined && cell.validation) {
    result["dataValidation"] = masked(cell.validation, mask.validation);
  }
}

function renderCell(place: CellPlace, mask: CellMask): JsonObject {
  const { slot, value } = place;
  const result: JsonObject = {};
  const entered = enteredOf(slot);
  if (entered !== undefined && mask.entered !== undefined) {
    result["userEnteredValue"] = masked(extendedValue(entered), mask.entered);
  }
  if (value !== undefined) {
    if (mask.effective !== undefined) {
      result["effectiveValue"] = masked(extendedValue(value), mask.effective);
    }
    if (mask.formatted) {
      result["formattedValue"] =
        typeof value === "string" ? value : formattedText({ ...place, value });
    }
  }
  if (mask.hasDetails) addDetails(result, place, mask);
  return result;
}

const isBlank = (cell: JsonObject): boolean => {
  for (const _ in cell) return false;
  return true;
};

interface RowsRendering {
  readonly document: Document;
  readonly sheet: Sheet;
  readonly area: Area;
  readonly mask: CellMask;
  /** The mask as it was read: the same for the same text. */
  readonly source: FieldMask;
}

function rowFrom(values: JsonObject[], last: number): JsonObject {
  values.length = last;
  return last === 0 ? {} : { values };
}

interface KeptRow {
  readonly source: FieldMask;
  readonly area: Area;
  readonly properties: DocumentProperties;
  readonly row: JsonObject;
}

/** Rows never change once committed: what one without formulas renders to is kept with it. */
const kept = new WeakMap<Row, KeptRow>();

function renderPlainRow(rendering: RowsRendering, row: Row): JsonObject {
  const { document, area, mask, source } = rendering;
  const known = kept.get(row);
  const isCurrent =
    known?.source === source &&
    known.properties === document.properties &&
    known.area.startColumn === area.startColumn &&
    known.area.endColumn === area.endColumn;
  if (known && isCurrent) return known.row;
  const values: JsonObject[] = [];
  const { slots } = row;
  const end = Math.min(area.endColumn, slots.length);
  let last = 0;
  for (let column = area.startColumn; column < end; column += 1) {
    const slot = slots[column];
    const entered = enteredOf(slot);
    const value = isFormula(entered) ? undefined : entered;
    const cell = slot === undefined ? {} : renderCell({ document, slot, value }, mask);
    values.push(cell);
    if (!isBlank(cell)) last = values.length;
  }
  const rendered = rowFrom(values, last);
  kept.set(row, { source, area, properties: document.properties, row: rendered });
  return rendered;
}

function renderComputedRow(
  { document, sheet, area, mask }: RowsRendering,
  row: Row | undefined,
  index: number,
): JsonObject {
  const values: JsonObject[] = [];
  let last = 0;
  for (let column = area.startColumn; column < area.endColumn; column += 1) {
    const value = effectiveValue({ document, sheet, row: index, column });
    const cell = renderCell({ document, sheet, slot: row?.slots[column], value }, mask);
    values.push(cell);
    if (!isBlank(cell)) last = values.length;
  }
  return rowFrom(values, last);
}

function renderRows(rendering: RowsRendering): JsonObject[] {
  const { document, sheet, area } = rendering;
  const spills = sheet.hasFormulas ? evaluationOf(document).spillRows(sheet) : undefined;
  const used = Math.max(sheet.rows.length, spills?.end ?? 0);
  const rows: JsonObject[] = [];
  let last = 0;
  for (let index = area.startRow; index < Math.min(area.endRow, used); index += 1) {
    const row = sheet.rows[index];
    const isComputed =
      spills !== undefined && (spills.rows.has(index) || (row !== undefined && !isPlainRow(row)));
    const rendered = isComputed
      ? renderComputedRow(rendering, row, index)
      : row
        ? renderPlainRow(rendering, row)
        : {};
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
  const rowData =
    cells && values !== undefined
      ? renderRows({ document, sheet, area, mask: cells, source: values })
      : [];
  const has = (name: string): boolean => maskAt(mask, name) !== undefined;
  return {
    ...(area.startRow === 0 || !has("startRow") ? {} : { startRow: area.startRow }),
    ...(area.startColumn === 0 || !has("startColumn") ? {} : { startColumn: area.startColumn }),
    ...(rowData.length === 0 ? {} : { rowData }),
    ...metadataBlock("rowMetadata", mask, () => renderRowMetadata(document, sheet, area)),
    ...metadataBlock("columnMetadata", mask, () => renderColumnMetadata(document, sheet, area)),
  };
}

function metadataBlock(name: string, mask: FieldMask, render: () => Json[]): JsonObject {
  const below = maskAt(mask, name);
  return below === undefined ? {} : { [name]: masked(render(), below) };
}
