import type { Act, ActContext, GridLibraryRange } from "./act.ts";
import { nothing, requests, toGoogleRange } from "./act.ts";

const copyOnly = "0";

/** Dragging the corner of a selection, or filling down and right by keyboard. */
export function fillFrom(
  {
    sourceRange,
    targetRange,
    applyType,
  }: { sourceRange: GridLibraryRange; targetRange: GridLibraryRange; applyType?: string | number },
  context: ActContext,
): Act {
  const source = toGoogleRange(sourceRange, context.sheet);
  const filled = filledPart(sourceRange, targetRange);
  if (filled === undefined) return nothing;
  if (String(applyType ?? "") === copyOnly)
    return requests("fill", [
      {
        copyPaste: {
          source,
          destination: toGoogleRange(filled.range, context.sheet),
          pasteType: "PASTE_NORMAL",
          pasteOrientation: "NORMAL",
        },
      },
    ]);
  return requests("fill", [
    {
      autoFill: {
        useAlternateSeries: false,
        sourceAndDestination: { source, dimension: filled.dimension, fillLength: filled.length },
      },
    },
  ]);
}

/** Positive lengths run down or right, negative ones up or left, as Google counts them. */
function filledPart(
  source: GridLibraryRange,
  target: GridLibraryRange,
): { dimension: "ROWS" | "COLUMNS"; length: number; range: GridLibraryRange } | undefined {
  if (target.endRow > source.endRow)
    return {
      dimension: "ROWS",
      length: target.endRow - source.endRow,
      range: { ...target, startRow: source.endRow + 1 },
    };
  if (target.startRow < source.startRow)
    return {
      dimension: "ROWS",
      length: target.startRow - source.startRow,
      range: { ...target, endRow: source.startRow - 1 },
    };
  if (target.endColumn > source.endColumn)
    return {
      dimension: "COLUMNS",
      length: target.endColumn - source.endColumn,
      range: { ...target, startColumn: source.endColumn + 1 },
    };
  if (target.startColumn < source.startColumn)
    return {
      dimension: "COLUMNS",
      length: target.startColumn - source.startColumn,
      range: { ...target, endColumn: source.startColumn - 1 },
    };
  return undefined;
}
