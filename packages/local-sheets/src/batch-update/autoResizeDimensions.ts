import { boundedArea } from "../model/area.ts";
import { defaultPixels } from "../model/defaults.ts";
import { slotAt, writableRow, writableSheet } from "../model/draft.ts";
import { textWidth } from "../formats/textWidth.ts";
import { effectiveValue, formattedText } from "../values/render.ts";
import { handler, spanOf, type DimensionRange } from "./context.ts";

const paddingPixels = 3;

export const autoResizeDimensions = handler<{ dimensions?: DimensionRange }>(
  (context, { dimensions }) => {
    const span = spanOf(context, dimensions);
    const sheet = writableSheet(context.draft, span.sheet.sheetId);
    const { document } = context.draft;
    const area = boundedArea({}, sheet.grid);
    for (let index = span.startIndex; index < span.endIndex; index += 1) {
      if (span.dimension === "ROWS") {
        if (sheet.rows[index])
          writableRow(context.draft, sheet, index).pixelSize = defaultPixels.ROWS;
        continue;
      }
      let widest = 0;
      for (let row = area.startRow; row < Math.min(area.endRow, sheet.rows.length); row += 1) {
        const value = effectiveValue({ document, sheet, row, column: index });
        if (value !== undefined)
          widest = Math.max(
            widest,
            textWidth(formattedText({ document, slot: slotAt(sheet, row, index), value })),
          );
      }
      const column = sheet.columns[index];
      if (column && widest > 0)
        sheet.columns[index] = { ...column, pixelSize: Math.ceil(widest) + paddingPixels };
    }
    return undefined;
  },
);
