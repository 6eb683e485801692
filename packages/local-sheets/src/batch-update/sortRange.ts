import { invalid } from "../model/apiError.ts";
import {
  enteredOf,
  isFormula,
  withEntered,
  type JsonObject,
  type Slot,
  type Value,
} from "../model/cell.ts";
import type { Area, Document, GridRange, Sheet } from "../model/document.ts";
import { slotAt, writableRow, writableSheet, setSlot } from "../model/draft.ts";
import { moveFormula } from "../formulas/moveFormula.ts";
import { effectiveValue } from "../values/render.ts";
import { compareValues } from "../values/compareValues.ts";
import { handler, placeOf, type BatchContext } from "./context.ts";

export interface SortSpec {
  dimensionIndex?: number;
  sortOrder?: "ASCENDING" | "DESCENDING" | "SORT_ORDER_UNSPECIFIED";
  foregroundColor?: JsonObject;
  backgroundColor?: JsonObject;
}

function compareRows(
  left: readonly (Value | undefined)[],
  right: readonly (Value | undefined)[],
  specs: readonly SortSpec[],
): number {
  for (const [index, spec] of specs.entries()) {
    const [first, second] = [left[index], right[index]];
    if (first === undefined || second === undefined) {
      if (first === second) continue;
      return first === undefined ? 1 : -1;
    }
    const order = compareValues(first, second);
    if (order !== 0) return spec.sortOrder === "DESCENDING" ? -order : order;
  }
  return 0;
}

/** The rows of the area in their new order, as indexes of the rows they are now. */
export function sortedRows(input: {
  document: Document;
  sheet: Sheet;
  area: Area;
  specs: readonly SortSpec[];
}): number[] {
  const { document, sheet, area, specs } = input;
  const keys = Array.from({ length: area.endRow - area.startRow }, (_, offset) => {
    const row = area.startRow + offset;
    return {
      row,
      values: specs.map((spec) =>
        effectiveValue({ document, sheet, row, column: spec.dimensionIndex ?? 0 }),
      ),
    };
  });
  return keys
    .sort((left, right) => compareRows(left.values, right.values, specs))
    .map(({ row }) => row);
}

const movedSlot = (slot: Slot, rows: number): Slot => {
  const entered = enteredOf(slot);
  return isFormula(entered) && rows !== 0
    ? withEntered(slot, { formula: moveFormula({ formula: entered.formula, rows, columns: 0 }) })
    : slot;
};

/** Puts rows of the area into a given order: cells go, rows stay where they are. */
export function reorderRows(
  context: BatchContext,
  sheet: Sheet,
  area: Area,
  order: readonly number[],
): void {
  const columns = area.endColumn - area.startColumn;
  const before = order.map((row) =>
    Array.from({ length: columns }, (_, offset) => slotAt(sheet, row, area.startColumn + offset)),
  );
  before.forEach((slots, index) => {
    const target = area.startRow + index;
    const from = order[index] ?? target;
    if (from === target) return;
    if (slots.every((slot) => slot === undefined) && !sheet.rows[target]) return;
    const row = writableRow(context.draft, sheet, target);
    slots.forEach((slot, offset) =>
      setSlot(row, area.startColumn + offset, movedSlot(slot, target - from)),
    );
  });
  if (context.switches.metadataFollowsSort) moveRowMetadata(context, sheet, area, order);
}

function moveRowMetadata(
  context: BatchContext,
  sheet: Sheet,
  area: Area,
  order: readonly number[],
): void {
  const places = new Map(order.map((row, index) => [row, area.startRow + index]));
  const { document } = context.draft;
  document.developerMetadata = document.developerMetadata.map((entry) => {
    const { location } = entry;
    if (
      location.kind !== "dimension" ||
      location.sheetId !== sheet.sheetId ||
      location.dimension !== "ROWS"
    )
      return entry;
    const startIndex = places.get(location.startIndex);
    return startIndex === undefined
      ? entry
      : { ...entry, location: { ...location, startIndex, endIndex: startIndex + 1 } };
  });
}

export const sortRange = handler<{ range?: GridRange; sortSpecs?: SortSpec[] }>(
  (context, { range, sortSpecs = [] }) => {
    const { sheet: found, area } = placeOf(context, range);
    if (sortSpecs.length === 0) throw invalid("At least one sort spec must be specified.");
    const outside = sortSpecs.find(
      ({ dimensionIndex = 0 }) =>
        dimensionIndex < area.startColumn || dimensionIndex >= area.endColumn,
    );
    if (outside)
      throw invalid(
        `Sort column index ${outside.dimensionIndex ?? 0} is outside of the sort range.`,
      );
    const sheet = writableSheet(context.draft, found.sheetId);
    reorderRows(
      context,
      sheet,
      area,
      sortedRows({ document: context.draft.document, sheet, area, specs: sortSpecs }),
    );
    return undefined;
  },
);

export const randomizeRange = handler<{ range?: GridRange }>((context, { range }) => {
  const { sheet: found, area } = placeOf(context, range);
  const rows = Array.from(
    { length: area.endRow - area.startRow },
    (_, offset) => area.startRow + offset,
  );
  for (let last = rows.length - 1; last > 0; last -= 1) {
    const other = context.random.integer(last + 1);
    const held = rows[last] ?? 0;
    rows[last] = rows[other] ?? 0;
    rows[other] = held;
  }
  reorderRows(context, writableSheet(context.draft, found.sheetId), area, rows);
  return undefined;
});
