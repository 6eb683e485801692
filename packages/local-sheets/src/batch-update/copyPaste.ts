import type { Slot } from "../model/cell.ts";
import type { Area, GridRange, Sheet } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { growGrid } from "../model/growGrid.ts";
import { handler, placeOf, type BatchContext } from "./context.ts";
import { pastedSlot, type PasteType } from "./paste.ts";

interface CopyPasteRequest {
  source?: GridRange;
  destination?: GridRange;
  pasteType?: PasteType;
  pasteOrientation?: "NORMAL" | "TRANSPOSE";
}

const height = (area: Area): number => area.endRow - area.startRow;
const width = (area: Area): number => area.endColumn - area.startColumn;

/** A destination that is a multiple of the source is filled with copies; otherwise one copy stands at its corner. */
function targetSize(
  destination: Area,
  source: { rows: number; columns: number },
): { rows: number; columns: number } {
  const rows =
    height(destination) % source.rows === 0
      ? Math.max(height(destination), source.rows)
      : source.rows;
  const columns =
    width(destination) % source.columns === 0
      ? Math.max(width(destination), source.columns)
      : source.columns;
  return { rows, columns };
}

function pasteMerges(input: {
  context: BatchContext;
  from: Sheet;
  to: Sheet;
  source: Area;
  destination: Area;
}): void {
  const { from, source, destination } = input;
  const inside = from.merges.filter(
    (merge) =>
      merge.startRow >= source.startRow &&
      merge.endRow <= source.endRow &&
      merge.startColumn >= source.startColumn &&
      merge.endColumn <= source.endColumn,
  );
  if (inside.length === 0) return;
  const rows = destination.startRow - source.startRow;
  const columns = destination.startColumn - source.startColumn;
  const copies = inside.map((merge) => ({
    startRow: merge.startRow + rows,
    endRow: merge.endRow + rows,
    startColumn: merge.startColumn + columns,
    endColumn: merge.endColumn + columns,
  }));
  input.to.merges = [...input.to.merges, ...copies];
}

export const copyPaste = handler<CopyPasteRequest>((context, request) => {
  const { draft } = context;
  const source = placeOf(context, request.source);
  const destination = placeOf(context, request.destination);
  const isTransposed = request.pasteOrientation === "TRANSPOSE";
  const type = request.pasteType ?? "PASTE_NORMAL";
  const seen = context.switches.copyPasteSeesBatch ? draft.document : draft.base;
  const sourceSheet =
    seen.sheets.find((sheet) => sheet.sheetId === source.sheet.sheetId) ?? source.sheet;
  const grid: Slot[][] = Array.from({ length: height(source.area) }, (_, row) =>
    Array.from({ length: width(source.area) }, (__, column) =>
      slotAt(sourceSheet, source.area.startRow + row, source.area.startColumn + column),
    ),
  );
  const shape = isTransposed
    ? { rows: width(source.area), columns: height(source.area) }
    : { rows: height(source.area), columns: width(source.area) };
  const size = targetSize(destination.area, shape);
  const sheet = writableSheet(draft, destination.sheet.sheetId);
  growGrid({
    draft,
    sheet,
    rowCount: destination.area.startRow + size.rows,
    columnCount: destination.area.startColumn + size.columns,
  });
  for (let row = 0; row < size.rows; row += 1) {
    for (let column = 0; column < size.columns; column += 1) {
      const from = isTransposed
        ? { row: column % shape.columns, column: row % shape.rows }
        : { row: row % shape.rows, column: column % shape.columns };
      const place = {
        row: source.area.startRow + from.row,
        column: source.area.startColumn + from.column,
      };
      const target = {
        row: destination.area.startRow + row,
        column: destination.area.startColumn + column,
      };
      const slot = pastedSlot({
        document: seen,
        sheet: sourceSheet,
        ...place,
        source: grid[from.row]?.[from.column],
        target: slotAt(sheet, target.row, target.column),
        type,
        rows: target.row - place.row,
        columns: target.column - place.column,
      });
      writeSlot(draft, sheet, target.row, target.column, slot);
    }
  }
  if (type === "PASTE_NORMAL" && !isTransposed)
    pasteMerges({
      context,
      from: sourceSheet,
      to: sheet,
      source: source.area,
      destination: destination.area,
    });
  return undefined;
});
