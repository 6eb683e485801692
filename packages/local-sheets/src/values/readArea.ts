import { isFormula, type Json, type Scalar, type Slot } from "../model/cell.ts";
import type {
  Area,
  Dimension,
  Document,
  DocumentProperties,
  Row,
  Sheet,
} from "../model/document.ts";
import { evaluationOf } from "../formulas/evaluation.ts";
import { renderEntered, renderSlot, type RenderOptions } from "./render.ts";

interface Reading {
  readonly document: Document;
  readonly sheet: Sheet;
  readonly area: Area;
  readonly options: RenderOptions;
  readonly key: string;
}

interface KeptRow {
  readonly key: string;
  readonly properties: DocumentProperties;
  readonly values: Json[];
}

/** Rows never change once committed: what one without formulas reads as is kept with it. */
const kept = new WeakMap<Row, KeptRow>();

function readPlainRow(reading: Reading, row: Row): Json[] {
  const { document, area, options } = reading;
  const known = kept.get(row);
  if (known !== undefined && known.key === reading.key && known.properties === document.properties)
    return known.values;
  const { slots } = row;
  const shown = (slot: Slot): Scalar | undefined =>
    typeof slot !== "object" && typeof slot !== "number"
      ? plainText(slot, options)
      : renderEntered({ document, slot, options });
  let end = Math.min(area.endColumn, slots.length);
  while (end > area.startColumn && shown(slots[end - 1]) === undefined) end -= 1;
  const pushed: Json[] = [];
  for (let column = area.startColumn; column < end; column += 1) {
    pushed.push(shown(slots[column]) ?? "");
  }
  // A copy has no spare room: ten thousand of them lie closer together, and are read faster.
  const values = [...pushed];
  kept.set(row, { key: reading.key, properties: document.properties, values });
  return values;
}

/** Text and booleans need no look at formats. */
function plainText(slot: string | boolean | undefined, options: RenderOptions): Scalar | undefined {
  if (typeof slot !== "boolean" || options.value !== "FORMATTED_VALUE") return slot;
  return slot ? "TRUE" : "FALSE";
}

function readComputedRow(
  { document, sheet, area, options }: Reading,
  row: Row | undefined,
  index: number,
): Json[] {
  const values: Json[] = [];
  let last = 0;
  for (let column = area.startColumn; column < area.endColumn; column += 1) {
    const rendered = renderSlot({
      document,
      sheet,
      row: index,
      column,
      slot: row?.slots[column],
      options,
    });
    values.push(rendered ?? "");
    if (rendered !== undefined) last = values.length;
  }
  values.length = last;
  return values;
}

const plain = new WeakMap<Row, boolean>();

/** No formula stands in the row. */
export function isPlainRow(row: Row): boolean {
  const known = plain.get(row);
  if (known !== undefined) return known;
  const found = !row.slots.some((slot) => typeof slot === "object" && isFormula(slot.entered));
  plain.set(row, found);
  return found;
}

export function transpose(rows: readonly Json[][]): Json[][] {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const columns: Json[][] = [];
  for (let column = 0; column < width; column += 1) {
    const values = rows.map((row) => row[column] ?? "");
    while (values.length > 0 && values.at(-1) === "") values.pop();
    columns.push(values);
  }
  return columns;
}

/** The values of an area with trailing empty rows and cells left out. The lists are shared: whoever changes them copies them. */
export function readArea(input: {
  document: Document;
  sheet: Sheet;
  area: Area;
  options: RenderOptions;
  majorDimension: Dimension;
}): Json[][] {
  const { document, sheet, area, options } = input;
  const key = `${options.value} ${options.dateTime} ${area.startColumn} ${area.endColumn}`;
  const reading: Reading = { document, sheet, area, options, key };
  const spills = sheet.hasFormulas ? evaluationOf(document).spillRows(sheet) : undefined;
  const used = Math.max(sheet.rows.length, spills?.end ?? 0);
  const rows: Json[][] = [];
  let last = 0;
  for (let index = area.startRow; index < Math.min(area.endRow, used); index += 1) {
    const row = sheet.rows[index];
    const isComputed =
      spills !== undefined && (spills.rows.has(index) || (row !== undefined && !isPlainRow(row)));
    const values = isComputed
      ? readComputedRow(reading, row, index)
      : row
        ? readPlainRow(reading, row)
        : [];
    rows.push(values);
    if (values.length > 0) last = rows.length;
  }
  const filled = last === rows.length ? rows : rows.slice(0, last);
  return input.majorDimension === "COLUMNS" ? transpose(filled) : filled;
}
