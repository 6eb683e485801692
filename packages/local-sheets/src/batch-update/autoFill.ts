import { invalid } from "../model/apiError.ts";
import { cellOf, enteredOf, isFormula, slotOf, type Entered, type Slot } from "../model/cell.ts";
import type { Area, Dimension, GridRange, Place, Sheet } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { moveFormula } from "../formulas/moveFormula.ts";
import { handler, placeOf, type BatchContext } from "./context.ts";

interface AutoFillRequest {
  useAlternateSeries?: boolean;
  range?: GridRange;
  sourceAndDestination?: { source?: GridRange; dimension?: Dimension; fillLength?: number };
}

interface Line {
  readonly source: Slot[];
  readonly places: readonly Place[];
  readonly isBackwards: boolean;
  readonly origin: readonly Place[];
  readonly useAlternate: boolean;
}

function step(numbers: readonly number[], useAlternate: boolean): number {
  if (numbers.length < 2) return useAlternate ? 1 : 0;
  return ((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)) / (numbers.length - 1);
}

/** The entry that stands `distance` places after the last of the source. */
function filled(line: Line, distance: number): Entered | undefined {
  const { source, useAlternate } = line;
  const numbers = source.map(enteredOf).filter((entered) => typeof entered === "number");
  if (numbers.length === source.length) {
    const by = step(line.isBackwards ? numbers.toReversed() : numbers, useAlternate);
    const last = line.isBackwards ? (numbers[0] ?? 0) : (numbers.at(-1) ?? 0);
    return last + by * distance;
  }
  const index = line.isBackwards
    ? source.length - 1 - ((distance - 1) % source.length)
    : (distance - 1) % source.length;
  const entered = enteredOf(source[index]);
  if (typeof entered !== "string") return entered;
  const counted = /^(.*?)(\d+)$/.exec(entered);
  return counted && source.length === 1
    ? `${counted[1]}${Number(counted[2]) + (line.isBackwards ? -distance : distance)}`
    : entered;
}

function fillLine(context: BatchContext, sheet: Sheet, line: Line): void {
  const { origin } = line;
  line.places.forEach((place, index) => {
    const pick = line.isBackwards
      ? line.source.length - 1 - (index % line.source.length)
      : index % line.source.length;
    const entered = filled(line, index + 1);
    const from = origin[pick] ?? place;
    const moved = isFormula(entered)
      ? {
          formula: moveFormula({
            formula: entered.formula,
            rows: place.row - from.row,
            columns: place.column - from.column,
          }),
        }
      : entered;
    writeSlot(
      context.draft,
      sheet,
      place,
      slotOf({ ...cellOf(line.source[pick]), note: undefined, entered: moved }),
    );
  });
}

interface Filling {
  readonly area: Area;
  readonly dimension: Dimension;
  readonly length: number;
  readonly useAlternate: boolean;
}

function fill(context: BatchContext, sheet: Sheet, filling: Filling): void {
  const { area, dimension, length, useAlternate } = filling;
  const isRows = dimension === "ROWS";
  const [start, end] = isRows ? [area.startRow, area.endRow] : [area.startColumn, area.endColumn];
  const [crossStart, crossEnd] = isRows
    ? [area.startColumn, area.endColumn]
    : [area.startRow, area.endRow];
  const size = isRows ? sheet.grid.rowCount : sheet.grid.columnCount;
  for (let cross = crossStart; cross < crossEnd; cross += 1) {
    const at = (along: number): Place =>
      isRows ? { row: along, column: cross } : { row: cross, column: along };
    const origin = Array.from({ length: end - start }, (_, offset) => at(start + offset));
    const source = origin.map(({ row, column }) => slotAt(sheet, row, column));
    const places = Array.from({ length: Math.abs(length) }, (_, offset) =>
      at(length > 0 ? end + offset : start - 1 - offset),
    );
    const inside = places.filter(
      ({ row, column }) => (isRows ? row : column) >= 0 && (isRows ? row : column) < size,
    );
    const isBackwards = length < 0;
    fillLine(context, sheet, { source, places: inside, isBackwards, origin, useAlternate });
  }
}

function filledArea(sheet: Sheet, area: Area): Area {
  let endRow = area.startRow;
  while (endRow < area.endRow && enteredOf(slotAt(sheet, endRow, area.startColumn)) !== undefined)
    endRow += 1;
  return { ...area, endRow: Math.max(endRow, area.startRow + 1) };
}

export const autoFill = handler<AutoFillRequest>((context, request) => {
  const useAlternate = request.useAlternateSeries === true;
  if (request.range) {
    const { sheet: found, area } = placeOf(context, request.range);
    const sheet = writableSheet(context.draft, found.sheetId);
    const source = filledArea(sheet, area);
    const length = area.endRow - source.endRow;
    fill(context, sheet, { area: source, dimension: "ROWS", length, useAlternate });
    return undefined;
  }
  const stated = request.sourceAndDestination;
  if (!stated) throw invalid("Must specify range or sourceAndDestination.");
  const { sheet: found, area } = placeOf(context, stated.source);
  fill(context, writableSheet(context.draft, found.sheetId), {
    area,
    dimension: stated.dimension === "COLUMNS" ? "COLUMNS" : "ROWS",
    length: stated.fillLength ?? 0,
    useAlternate,
  });
  return undefined;
});
