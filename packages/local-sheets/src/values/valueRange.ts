import { type ResolvedRange } from "../model/a1.ts";
import { formatRange } from "../model/a1Text.ts";
import type { JsonObject } from "../model/cell.ts";
import type { Dimension, Document } from "../model/document.ts";
import { readArea } from "./readArea.ts";
import type { RenderOptions } from "./render.ts";

export function valueRange(input: {
  document: Document;
  target: ResolvedRange;
  options: RenderOptions;
  majorDimension: Dimension;
}): JsonObject {
  const { document, target, options } = input;
  const { sheet, area } = target;
  const values = readArea({ document, sheet, area, options, majorDimension: input.majorDimension });
  return {
    range: formatRange(sheet, area),
    majorDimension: input.majorDimension,
    ...(values.length === 0 ? {} : { values }),
  };
}
