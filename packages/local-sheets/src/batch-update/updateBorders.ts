import { cellOf, slotOf, type Json, type JsonObject } from "../model/cell.ts";
import { isJsonObject, type GridRange } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { pairColors } from "../formats/pairColors.ts";
import { handler, placeOf } from "./context.ts";

interface UpdateBordersRequest {
  range?: GridRange;
  top?: JsonObject;
  bottom?: JsonObject;
  left?: JsonObject;
  right?: JsonObject;
  innerHorizontal?: JsonObject;
  innerVertical?: JsonObject;
}

const widths: Readonly<Record<string, number>> = {
  SOLID: 1,
  DOTTED: 1,
  DASHED: 1,
  SOLID_MEDIUM: 2,
  SOLID_THICK: 3,
  DOUBLE: 3,
};

function line(border: JsonObject | undefined): JsonObject | null | undefined {
  if (border === undefined) return undefined;
  const style = typeof border["style"] === "string" ? border["style"] : "NONE";
  if (style === "NONE") return null;
  const { width: _width, ...rest } = border;
  return pairColors({ ...rest, width: widths[style] ?? 1, color: border["color"] ?? {} });
}

function withSides(
  borders: Json | undefined,
  sides: Readonly<Record<string, JsonObject | null | undefined>>,
): JsonObject | undefined {
  const result: JsonObject = isJsonObject(borders) ? { ...borders } : {};
  for (const [side, value] of Object.entries(sides)) {
    if (value === null) delete result[side];
    else if (value !== undefined) result[side] = value;
  }
  return Object.keys(result).length === 0 ? undefined : result;
}

export const updateBorders = handler<UpdateBordersRequest>((context, request) => {
  const { sheet: found, area } = placeOf(context, request.range);
  const sheet = writableSheet(context.draft, found.sheetId);
  const lines = {
    top: line(request.top),
    bottom: line(request.bottom),
    left: line(request.left),
    right: line(request.right),
    horizontal: line(request.innerHorizontal),
    vertical: line(request.innerVertical),
  };
  for (let row = area.startRow; row < area.endRow; row += 1) {
    for (let column = area.startColumn; column < area.endColumn; column += 1) {
      const cell = cellOf(slotAt(sheet, row, column));
      const borders = withSides(cell.format?.["borders"], {
        top: row === area.startRow ? lines.top : lines.horizontal,
        bottom: row === area.endRow - 1 ? lines.bottom : lines.horizontal,
        left: column === area.startColumn ? lines.left : lines.vertical,
        right: column === area.endColumn - 1 ? lines.right : lines.vertical,
      });
      const { borders: _before, ...rest } = cell.format ?? {};
      const format = borders ? { ...rest, borders } : rest;
      writeSlot(
        context.draft,
        sheet,
        { row, column },
        slotOf({ ...cell, format: Object.keys(format).length === 0 ? undefined : format }),
      );
    }
  }
  return undefined;
});
