import type { Json } from "../model/cell.ts";
import type { Area, Dimension, Document, Row, Sheet } from "../model/document.ts";
import { renderSlot, type RenderOptions } from "./render.ts";

function readRow(input: {
  document: Document;
  sheet: Sheet;
  row: Row | undefined;
  index: number;
  area: Area;
  options: RenderOptions;
}): Json[] {
  const { document, sheet, row, index, area, options } = input;
  const result: Json[] = [];
  if (!row && !sheet.hasFormulas) return result;
  const slots = row?.slots ?? [];
  const end = sheet.hasFormulas ? area.endColumn : Math.min(area.endColumn, slots.length);
  let last = 0;
  for (let column = area.startColumn; column < end; column += 1) {
    const slot = slots[column];
    const isBlank = slot === undefined && !sheet.hasFormulas;
    const rendered =
      typeof slot === "string"
        ? slot
        : isBlank
          ? undefined
          : renderSlot({ document, sheet, row: index, column, slot, options });
    result.push(rendered ?? "");
    if (rendered !== undefined) last = result.length;
  }
  result.length = last;
  return result;
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

/** The values of an area with trailing empty rows and cells left out. */
export function readArea(input: {
  document: Document;
  sheet: Sheet;
  area: Area;
  options: RenderOptions;
  majorDimension: Dimension;
}): Json[][] {
  const { document, sheet, area, options } = input;
  const rows: Json[][] = [];
  const end = sheet.hasFormulas ? area.endRow : Math.min(area.endRow, sheet.rows.length);
  let last = 0;
  for (let index = area.startRow; index < end; index += 1) {
    const values = readRow({ document, sheet, row: sheet.rows[index], index, area, options });
    rows.push(values);
    if (values.length > 0) last = rows.length;
  }
  rows.length = last;
  return input.majorDimension === "COLUMNS" ? transpose(rows) : rows;
}
