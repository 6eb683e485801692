import { invalid } from "./apiError.ts";
import { newColumns } from "./defaults.ts";
import type { Dimension, Row, Sheet } from "./document.ts";
import { newRow, takeKeys, writableRow, writableSheet, type Draft } from "./draft.ts";
import { shiftReferences } from "./shiftReferences.ts";
import { type Slot, cellOf, emptyCell, slotOf } from "./cell.ts";

const formatOnly = (slot: Slot): Slot => {
  const { format, validation } = cellOf(slot);
  return format === undefined && validation === undefined
    ? undefined
    : slotOf({ ...emptyCell, format, validation });
};

function blankRow(draft: Draft, source: Row | undefined): Row {
  const row = newRow(draft);
  if (!source) return row;
  row.slots = source.slots.map(formatOnly);
  row.pixelSize = source.pixelSize;
  return row;
}

function spliceSlots(
  draft: Draft,
  sheet: Sheet,
  change: (slots: Slot[]) => void,
  from: number,
): void {
  sheet.rows.forEach((row, index) => {
    if (row && row.slots.length > from) change(writableRow(draft, sheet, index).slots);
  });
}

export function insertDimension(input: {
  draft: Draft;
  sheetId: number;
  dimension: Dimension;
  startIndex: number;
  count: number;
  inheritFromBefore: boolean;
}): void {
  const { draft, dimension, startIndex, count } = input;
  const sheet = writableSheet(draft, input.sheetId);
  const sourceIndex = input.inheritFromBefore ? startIndex - 1 : startIndex;
  if (dimension === "ROWS") {
    const source = sheet.rows[sourceIndex];
    if (startIndex < sheet.rows.length)
      sheet.rows.splice(
        startIndex,
        0,
        ...Array.from({ length: count }, () => blankRow(draft, source)),
      );
    else if (source)
      while (sheet.rows.length < startIndex + count)
        sheet.rows.push(sheet.rows.length < startIndex ? undefined : blankRow(draft, source));
    sheet.grid = { ...sheet.grid, rowCount: sheet.grid.rowCount + count };
  } else {
    const source = sheet.columns[sourceIndex];
    const added = newColumns(count, takeKeys(draft, count)).map((column) => ({
      ...column,
      pixelSize: source?.pixelSize,
    }));
    sheet.columns.splice(startIndex, 0, ...added);
    const insert = (slots: Slot[]): void => {
      slots.splice(
        startIndex,
        0,
        ...Array.from({ length: count }, () => formatOnly(slots[sourceIndex])),
      );
    };
    spliceSlots(draft, sheet, insert, Math.max(0, Math.min(startIndex, sourceIndex)));
    sheet.grid = { ...sheet.grid, columnCount: sheet.grid.columnCount + count };
  }
  sheet.isReshaped = true;
  shiftReferences({
    draft,
    sheetId: sheet.sheetId,
    dimension,
    shift: { kind: "insert", at: startIndex, count },
  });
}

export function deleteDimension(input: {
  draft: Draft;
  sheetId: number;
  dimension: Dimension;
  startIndex: number;
  endIndex: number;
}): void {
  const { draft, dimension, startIndex } = input;
  const sheet = writableSheet(draft, input.sheetId);
  const size = dimension === "ROWS" ? sheet.grid.rowCount : sheet.grid.columnCount;
  const endIndex = Math.min(input.endIndex, size);
  const count = endIndex - startIndex;
  if (count >= size)
    throw invalid(
      `You can't delete all the ${dimension === "ROWS" ? "rows" : "columns"} on the sheet.`,
    );
  if (dimension === "ROWS") {
    sheet.rows.splice(startIndex, count);
    sheet.grid = { ...sheet.grid, rowCount: size - count };
  } else {
    sheet.columns.splice(startIndex, count);
    spliceSlots(draft, sheet, (slots) => slots.splice(startIndex, count), startIndex);
    sheet.grid = { ...sheet.grid, columnCount: size - count };
  }
  sheet.isReshaped = true;
  shiftReferences({
    draft,
    sheetId: sheet.sheetId,
    dimension,
    shift: { kind: "delete", start: startIndex, end: endIndex },
  });
}

const moved = <T>(
  items: readonly T[],
  from: { start: number; end: number },
  destination: number,
): T[] => {
  const block = items.slice(from.start, from.end);
  const before = items.slice(0, Math.min(destination, from.start));
  if (destination <= from.start)
    return [...before, ...block, ...items.slice(destination, from.start), ...items.slice(from.end)];
  return [
    ...items.slice(0, from.start),
    ...items.slice(from.end, destination),
    ...block,
    ...items.slice(destination),
  ];
};

export function moveDimension(input: {
  draft: Draft;
  sheetId: number;
  dimension: Dimension;
  startIndex: number;
  endIndex: number;
  destinationIndex: number;
}): void {
  const {
    draft,
    dimension,
    startIndex: start,
    endIndex: end,
    destinationIndex: destination,
  } = input;
  const sheet = writableSheet(draft, input.sheetId);
  if (destination >= start && destination <= end) return;
  if (dimension === "ROWS") {
    while (sheet.rows.length < Math.max(end, destination)) sheet.rows.push(undefined);
    sheet.rows = moved(sheet.rows, { start, end }, destination);
  } else {
    sheet.columns = moved(sheet.columns, { start, end }, destination);
    const width = Math.max(end, destination);
    spliceSlots(
      draft,
      sheet,
      (slots) => {
        while (slots.length < width) slots.push(undefined);
        slots.splice(0, slots.length, ...moved(slots, { start, end }, destination));
      },
      Math.min(start, destination),
    );
  }
  sheet.isReshaped = true;
  shiftReferences({
    draft,
    sheetId: sheet.sheetId,
    dimension,
    shift: { kind: "move", start, end, destination },
  });
}
