import { invalid } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import type { Dimension } from "../model/document.ts";
import { writableRow, writableSheet } from "../model/draft.ts";
import { growGrid } from "../model/growGrid.ts";
import * as reshape from "../model/reshape.ts";
import { parseFieldMask } from "../schema/fieldMask.ts";
import {
  handler,
  requireFields,
  sheetOf,
  spanOf,
  type DimensionRange,
  type DimensionSpan,
} from "./context.ts";

const sizeOf = ({ sheet, dimension }: Pick<DimensionSpan, "sheet" | "dimension">): number =>
  dimension === "ROWS" ? sheet.grid.rowCount : sheet.grid.columnCount;

function checkSpan(span: DimensionSpan): void {
  const { startIndex, endIndex } = span;
  if (startIndex < 0) throw invalid(`range.startIndex[${startIndex}] is invalid. Must be >= 0.`);
  if (endIndex <= startIndex)
    throw invalid(
      `range.endIndex[${endIndex}] must be greater than range.startIndex[${startIndex}].`,
    );
}

export const insertDimension = handler<{ range?: DimensionRange; inheritFromBefore?: boolean }>(
  (context, request) => {
    const span = spanOf(context, request.range);
    checkSpan(span);
    const { sheet, dimension, startIndex, endIndex } = span;
    if (startIndex > sizeOf(span)) {
      throw invalid(
        `range.startIndex[${startIndex}] is too large, sheet only has ${sizeOf(span)} ${dimension.toLowerCase()}`,
      );
    }
    if (request.inheritFromBefore && startIndex === 0)
      throw invalid("inheritFromBefore cannot be true if inserting at the start of the sheet.");
    reshape.insertDimension({
      draft: context.draft,
      sheetId: sheet.sheetId,
      dimension,
      startIndex,
      count: endIndex - startIndex,
      inheritFromBefore: request.inheritFromBefore === true,
    });
    return undefined;
  },
);

export const deleteDimension = handler<{ range?: DimensionRange }>((context, request) => {
  const span = spanOf(context, request.range);
  checkSpan(span);
  const { sheet, dimension, startIndex, endIndex } = span;
  if (startIndex >= sizeOf(span)) {
    throw invalid(
      `Cannot delete a ${dimension === "ROWS" ? "row" : "column"} that doesn't exist. Tried to delete ${dimension === "ROWS" ? "row" : "column"} index ${startIndex} but there are only ${sizeOf(span)} ${dimension.toLowerCase()}.`,
    );
  }
  reshape.deleteDimension({
    draft: context.draft,
    sheetId: sheet.sheetId,
    dimension,
    startIndex,
    endIndex,
  });
  return undefined;
});

export const moveDimension = handler<{ source?: DimensionRange; destinationIndex?: number }>(
  (context, request) => {
    const span = spanOf(context, request.source);
    checkSpan(span);
    const { sheet, dimension, startIndex, endIndex } = span;
    const destinationIndex = request.destinationIndex ?? 0;
    if (endIndex > sizeOf(span) || destinationIndex > sizeOf(span))
      throw invalid("Cannot move past the end of the sheet.");
    reshape.moveDimension({
      draft: context.draft,
      sheetId: sheet.sheetId,
      dimension,
      startIndex,
      endIndex,
      destinationIndex,
    });
    return undefined;
  },
);

export const appendDimension = handler<{
  sheetId?: number;
  dimension?: Dimension;
  length?: number;
}>((context, request) => {
  const { dimension, length = 0 } = request;
  if (dimension !== "ROWS" && dimension !== "COLUMNS")
    throw invalid("dimension must be specified.");
  if (length < 1) throw invalid("length must be greater than 0");
  const sheet = writableSheet(context.draft, sheetOf(context, request.sheetId).sheetId);
  const { rowCount, columnCount } = sheet.grid;
  growGrid({
    draft: context.draft,
    sheet,
    ...(dimension === "ROWS"
      ? { rowCount: rowCount + length }
      : { columnCount: columnCount + length }),
  });
  return undefined;
});

export const updateDimensionProperties = handler<{
  range?: DimensionRange;
  properties?: JsonObject;
  fields?: string;
}>((context, request) => {
  const { properties = {} } = request;
  const mask = parseFieldMask(requireFields(request.fields));
  const has = (name: string): boolean => mask === true || name in mask;
  const { sheet: found, dimension, startIndex, endIndex } = spanOf(context, request.range);
  const sheet = writableSheet(context.draft, found.sheetId);
  const { pixelSize, hiddenByUser } = properties;
  const size = typeof pixelSize === "number" ? pixelSize : undefined;
  for (
    let index = startIndex;
    index < Math.min(endIndex, sizeOf({ sheet, dimension }));
    index += 1
  ) {
    if (dimension === "ROWS") {
      const row = writableRow(context.draft, sheet, index);
      if (has("pixelSize")) row.pixelSize = size;
      if (has("hiddenByUser")) row.hiddenByUser = hiddenByUser === true;
    } else {
      const column = sheet.columns[index];
      if (!column) continue;
      sheet.columns[index] = {
        key: column.key,
        pixelSize: has("pixelSize") ? size : column.pixelSize,
        hiddenByUser: has("hiddenByUser") ? hiddenByUser === true : column.hiddenByUser,
      };
    }
  }
  return undefined;
});
