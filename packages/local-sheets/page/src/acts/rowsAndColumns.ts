import type { BatchRequest } from "../google/types.ts";
import type { Act, ActContext, GridLibraryRange } from "./act.ts";
import { bounded, requests, toGoogleRange } from "./act.ts";

type Dimension = "ROWS" | "COLUMNS";

const before = { up: 0, left: 3 } as const;

export interface InsertParams {
  range: GridLibraryRange;
  direction?: number;
}

/** Inserts before the range's first row or column; the new ones look like those before (or after) them. */
export function insertDimension(dimension: Dimension) {
  return ({ range, direction }: InsertParams, context: ActContext): Act => {
    const { startIndex, endIndex } = spanOf({ dimension, range });
    const isBefore = direction === before.up || direction === before.left;
    return requests(dimension === "ROWS" ? "insert rows" : "insert columns", [
      {
        insertDimension: {
          range: { sheetId: context.sheet.sheetId, dimension, startIndex, endIndex },
          inheritFromBefore: !isBefore && startIndex > 0,
        },
      },
    ]);
  };
}

export function deleteDimension(dimension: Dimension) {
  return (params: { range?: GridLibraryRange } | undefined, context: ActContext): Act => {
    const ranges = params?.range === undefined ? context.selections : [params.range];
    const spans = ranges
      .map((range) => spanOf({ dimension, range: bounded(range, context.sheet) }))
      .toSorted((left, right) => right.startIndex - left.startIndex);
    return requests(
      dimension === "ROWS" ? "delete rows" : "delete columns",
      spans.map((span) => ({
        deleteDimension: { range: { sheetId: context.sheet.sheetId, dimension, ...span } },
      })),
    );
  };
}

export function moveDimension(dimension: Dimension) {
  return (
    {
      fromRange,
      toRange,
      range,
    }: { fromRange: GridLibraryRange; toRange: GridLibraryRange; range?: GridLibraryRange },
    context: ActContext,
  ): Act => {
    const span = spanOf({ dimension, range: range ?? fromRange });
    const destinationIndex = dimension === "ROWS" ? toRange.startRow : toRange.startColumn;
    return requests(dimension === "ROWS" ? "move rows" : "move columns", [
      {
        moveDimension: {
          source: { sheetId: context.sheet.sheetId, dimension, ...span },
          destinationIndex,
        },
      },
    ]);
  };
}

export function setHidden({ dimension, isHidden }: { dimension: Dimension; isHidden: boolean }) {
  return (params: { ranges?: GridLibraryRange[] } | undefined, context: ActContext): Act =>
    requests(
      `${isHidden ? "hide" : "show"} ${dimension === "ROWS" ? "rows" : "columns"}`,
      (params?.ranges ?? context.selections).map((range) =>
        updateDimension({ dimension, range, properties: { hiddenByUser: isHidden }, context }),
      ),
    );
}

/** The library tells sizes only when it sets them, so this reads its mutation and not its command. */
export function setSizes(dimension: Dimension) {
  return (
    params: {
      ranges: GridLibraryRange[];
      rowHeight?: number | Record<number, number>;
      colWidth?: number | Record<number, number>;
    },
    context: ActContext,
  ): Act => {
    const sizes = dimension === "ROWS" ? params.rowHeight : params.colWidth;
    const list: BatchRequest[] = [];
    for (const range of params.ranges) {
      if (typeof sizes === "number") {
        list.push(
          updateDimension({
            dimension,
            range,
            properties: { pixelSize: Math.round(sizes) },
            context,
          }),
        );
        continue;
      }
      const { startIndex, endIndex } = spanOf({ dimension, range: bounded(range, context.sheet) });
      for (let index = startIndex; index < endIndex; index += 1) {
        const size = sizes?.[index];
        if (size === undefined) continue;
        const one = {
          ...range,
          ...(dimension === "ROWS"
            ? { startRow: index, endRow: index }
            : { startColumn: index, endColumn: index }),
        };
        list.push(
          updateDimension({
            dimension,
            range: one,
            properties: { pixelSize: Math.round(size) },
            context,
          }),
        );
      }
    }
    return requests("change the size", list);
  };
}

function updateDimension({
  dimension,
  range,
  properties,
  context,
}: {
  dimension: Dimension;
  range: GridLibraryRange;
  properties: { hiddenByUser?: boolean; pixelSize?: number };
  context: ActContext;
}): BatchRequest {
  return {
    updateDimensionProperties: {
      range: {
        sheetId: context.sheet.sheetId,
        dimension,
        ...spanOf({ dimension, range: bounded(range, context.sheet) }),
      },
      properties,
      fields: Object.keys(properties).join(","),
    },
  };
}

const spanOf = ({ dimension, range }: { dimension: Dimension; range: GridLibraryRange }) =>
  dimension === "ROWS"
    ? { startIndex: range.startRow, endIndex: range.endRow + 1 }
    : { startIndex: range.startColumn, endIndex: range.endColumn + 1 };

export function insertRange(shiftDimension: Dimension) {
  return (params: { range?: GridLibraryRange } | undefined, context: ActContext): Act =>
    requests(
      "insert cells",
      (params?.range === undefined ? context.selections : [params.range]).map((range) => ({
        insertRange: { range: toGoogleRange(range, context.sheet), shiftDimension },
      })),
    );
}

export function deleteRange(shiftDimension: Dimension) {
  return (params: { range?: GridLibraryRange } | undefined, context: ActContext): Act =>
    requests(
      "delete cells",
      (params?.range === undefined ? context.selections : [params.range]).map((range) => ({
        deleteRange: { range: toGoogleRange(range, context.sheet), shiftDimension },
      })),
    );
}

export function moveRange(
  { fromRange, toRange }: { fromRange: GridLibraryRange; toRange: GridLibraryRange },
  context: ActContext,
): Act {
  const destination = toGoogleRange(toRange, context.sheet);
  return requests("move cells", [
    {
      cutPaste: {
        source: toGoogleRange(fromRange, context.sheet),
        destination: {
          sheetId: context.sheet.sheetId,
          rowIndex: destination.startRowIndex,
          columnIndex: destination.startColumnIndex,
        },
        pasteType: "PASTE_NORMAL",
      },
    },
  ]);
}

export function setFrozen(
  params: { startRow: number; startColumn: number } | undefined,
  context: ActContext,
): Act {
  return requests("freeze rows or columns", [
    {
      updateSheetProperties: {
        properties: {
          sheetId: context.sheet.sheetId,
          gridProperties: {
            frozenRowCount: Math.max(params?.startRow ?? 0, 0),
            frozenColumnCount: Math.max(params?.startColumn ?? 0, 0),
          },
        },
        fields: "gridProperties.frozenRowCount,gridProperties.frozenColumnCount",
      },
    },
  ]);
}
