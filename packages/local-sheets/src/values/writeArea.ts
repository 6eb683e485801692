import { invalid } from "../model/apiError.ts";
import { type ResolvedRange } from "../model/a1.ts";
import { columnName, formatArea, formatRange, quoteTitle } from "../model/a1Text.ts";
import {
  isFormula,
  withEntered,
  cellOf,
  type Cell,
  slotOf,
  type Json,
  type Slot,
} from "../model/cell.ts";
import { writableRow, writableSheet, type Draft } from "../model/draft.ts";
import { isJsonObject, type Area, type Dimension, type Row } from "../model/document.ts";
import { isSurelyText, parseEntered } from "./parseEntered.ts";

export type ValueInputOption = "RAW" | "USER_ENTERED";

export interface Written {
  readonly area: Area;
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
}

function enteredSlot(
  before: Slot,
  value: Json,
  input: { option: ValueInputOption; locale: string },
): Slot {
  if (typeof value === "string") {
    if (input.option === "RAW")
      return before === undefined || typeof before !== "object"
        ? rawText(value)
        : withEntered(before, rawText(value));
    if (typeof before !== "object" && isSurelyText(value)) return value;
    if (isPlainText(before)) return withEntered(before, rawText(value));
    const parsed = parseEntered(value, input.locale);
    if (typeof before !== "object" || isReplaced(before, parsed.slot)) return parsed.slot;
    if (parsed.numberFormat === undefined) return withEntered(before, parsed.entered);
    const cell = cellOf(withEntered(before, parsed.entered));
    return slotOf({ ...cell, format: keepsFormat(cell.format, parsed.numberFormat) });
  }
  if (typeof value === "number" || typeof value === "boolean")
    return typeof before === "object" ? withEntered(before, value) : value;
  throw invalid(
    `Invalid values: list_value {...} or struct_value {...} cannot be written to a cell`,
  );
}

/** Nothing of the cell outlives the new entry. */
const isReplaced = (before: Cell, slot: Slot): boolean =>
  typeof slot === "object" &&
  before.format === slot.format &&
  before.note === undefined &&
  before.validation === undefined;

/** Cells formatted as text keep what is typed as it is. */
function isPlainText(slot: Slot): boolean {
  const format = typeof slot === "object" ? slot.format?.["numberFormat"] : undefined;
  return isJsonObject(format) && format["type"] === "TEXT";
}

const rawText = (text: string): string | undefined => (text === "" ? undefined : text);

function keepsFormat(
  format: ReturnType<typeof cellOf>["format"],
  numberFormat: NonNullable<ReturnType<typeof parseEntered>["numberFormat"]>,
) {
  const existing = format?.["numberFormat"];
  return existing === undefined ? { ...format, numberFormat } : format;
}

interface Entry {
  readonly option: ValueInputOption;
  readonly locale: string;
  readonly covered: readonly Area[];
}

const holdsFormula = (slot: Slot): boolean => typeof slot === "object" && isFormula(slot.entered);

/** Returns whether a formula was written. */
function writeRow(
  row: Row,
  values: readonly Json[],
  place: { row: number; column: number },
  entry: Entry,
): boolean {
  const { slots } = row;
  const { column } = place;
  let hasFormula = false;
  while (slots.length < column) slots.push(undefined);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    const at = column + index;
    const isLeft =
      value === null ||
      value === undefined ||
      (entry.covered.length > 0 && isCovered(entry.covered, place.row, at));
    const slot = isLeft ? slots[at] : enteredSlot(slots[at], value, entry);
    if (at < slots.length) slots[at] = slot;
    else slots.push(slot);
    if (!isLeft && holdsFormula(slot)) hasFormula = true;
  }
  row.touchedFrom = Math.min(row.touchedFrom, column);
  row.touchedTo = Math.max(row.touchedTo, column + values.length - 1);
  return hasFormula;
}

/** Inside a merge only its corner takes values; what is written to the others is lost, as in Sheets. */
const isCovered = (merges: readonly Area[], row: number, column: number): boolean =>
  merges.some(
    (merge) =>
      row >= merge.startRow &&
      row < merge.endRow &&
      column >= merge.startColumn &&
      column < merge.endColumn &&
      (row !== merge.startRow || column !== merge.startColumn),
  );

function checkBounds(target: ResolvedRange, rows: readonly Json[][], width: number): void {
  const { sheet, area, range } = target;
  const { rowCount, columnCount } = sheet.grid;
  const stated = `${quoteTitle(sheet.title)}!${formatArea(area)}`;
  const isOpenBelow = target.isCell || range.endRowIndex === undefined;
  const isOpenRight = target.isCell || range.endColumnIndex === undefined;
  if (!isOpenBelow && area.startRow + rows.length > area.endRow) {
    throw invalid(
      `Requested writing within range [${stated}], but tried writing to row [${area.endRow + 1}]`,
    );
  }
  if (!isOpenRight && area.startColumn + width > area.endColumn) {
    throw invalid(
      `Requested writing within range [${stated}], but tried writing to column [${columnName(area.endColumn)}]`,
    );
  }
  if (area.startRow + rows.length > rowCount || area.startColumn + width > columnCount) {
    const wanted: Area = {
      ...area,
      endRow: area.startRow + rows.length,
      endColumn: area.startColumn + width,
    };
    throw invalid(
      `Range (${formatRange(sheet, wanted)}) exceeds grid limits. Max rows: ${rowCount}, max columns: ${columnCount}`,
    );
  }
}

const writtenArea = ({ area }: ResolvedRange, height: number, width: number): Area => ({
  startRow: area.startRow,
  startColumn: area.startColumn,
  endRow: area.startRow + Math.max(height, 1),
  endColumn: area.startColumn + Math.max(width, 1),
});

/** Writes rows at a range: null leaves a cell as it is, "" empties it. */
export function writeValues(input: {
  draft: Draft;
  target: ResolvedRange;
  values: readonly Json[][];
  majorDimension: Dimension;
  option: ValueInputOption;
}): Written {
  const { draft, target } = input;
  const rows =
    input.majorDimension === "COLUMNS" ? transposeKeepingNulls(input.values) : input.values;
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  checkBounds(target, rows, width);
  const sheet = writableSheet(draft, target.sheet.sheetId);
  const { locale } = draft.document.properties;
  const entry: Entry = { option: input.option, locale, covered: sheet.merges };
  let cells = 0;
  rows.forEach((values, index) => {
    cells += values.length;
    if (values.length === 0) return;
    const row = writableRow(draft, sheet, target.area.startRow + index);
    const place = { row: target.area.startRow + index, column: target.area.startColumn };
    if (writeRow(row, values, place, entry)) sheet.hasFormulas = true;
  });
  return {
    area: writtenArea(target, rows.length, width),
    rows: rows.length,
    columns: width,
    cells,
  };
}

function transposeKeepingNulls(columns: readonly Json[][]): Json[][] {
  const height = columns.reduce((tallest, column) => Math.max(tallest, column.length), 0);
  return Array.from({ length: height }, (_, row) => columns.map((column) => column[row] ?? null));
}
