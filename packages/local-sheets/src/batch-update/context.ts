import { invalid } from "../model/apiError.ts";
import { areaOfRange } from "../model/area.ts";
import type { JsonObject } from "../model/cell.ts";
import type { Area, Dimension, GridRange, Sheet } from "../model/document.ts";
import type { Draft } from "../model/draft.ts";
import type { Clock } from "../workspace/clock.ts";
import type { Random } from "../workspace/random.ts";
import type { Switches } from "../workspace/switches.ts";

export interface BatchContext {
  readonly draft: Draft;
  readonly random: Random;
  readonly clock: Clock;
  readonly switches: Switches;
}

/** One kind of request. What it returns is its reply; nothing means an empty one. */
export type RequestHandler = (context: BatchContext, request: JsonObject) => JsonObject | undefined;

export const handler =
  <T>(run: (context: BatchContext, request: T) => JsonObject | undefined): RequestHandler =>
  (context, request) =>
    run(context, request as T);

export function sheetOf(context: BatchContext, sheetId: number | undefined): Sheet {
  const id = sheetId ?? 0;
  const found = context.draft.document.sheets.find((sheet) => sheet.sheetId === id);
  if (!found) throw invalid(`No grid with id: ${id}`);
  return found;
}

/** The sheet as the draft has it, and the range within its grid. @throws 400 beyond the grid. */
export function placeOf(
  context: BatchContext,
  range: GridRange | undefined,
): { sheet: Sheet; area: Area } {
  if (!range) throw invalid("range is required.");
  const sheet = sheetOf(context, range.sheetId);
  const { startRowIndex = 0, endRowIndex, startColumnIndex = 0, endColumnIndex } = range;
  if (startRowIndex < 0 || startColumnIndex < 0) throw invalid("range has a negative index");
  if (endRowIndex !== undefined && endRowIndex <= startRowIndex)
    throw invalid(`GridRange end row ${endRowIndex} must be after start row ${startRowIndex}`);
  if (endColumnIndex !== undefined && endColumnIndex <= startColumnIndex) {
    throw invalid(
      `GridRange end column ${endColumnIndex} must be after start column ${startColumnIndex}`,
    );
  }
  return { sheet, area: areaOfRange(range, sheet) };
}

export interface DimensionRange {
  sheetId?: number;
  dimension?: Dimension | "DIMENSION_UNSPECIFIED";
  startIndex?: number;
  endIndex?: number;
}

export interface DimensionSpan {
  readonly sheet: Sheet;
  readonly dimension: Dimension;
  readonly startIndex: number;
  readonly endIndex: number;
}

export function spanOf(context: BatchContext, range: DimensionRange | undefined): DimensionSpan {
  if (!range) throw invalid("range is required.");
  const sheet = sheetOf(context, range.sheetId);
  if (range.dimension !== "ROWS" && range.dimension !== "COLUMNS")
    throw invalid("dimension must be specified.");
  const size = range.dimension === "ROWS" ? sheet.grid.rowCount : sheet.grid.columnCount;
  return {
    sheet,
    dimension: range.dimension,
    startIndex: range.startIndex ?? 0,
    endIndex: range.endIndex ?? size,
  };
}

export function requireFields(fields: string | undefined): string {
  if (fields === undefined || fields === "")
    throw invalid(
      "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
    );
  return fields;
}
