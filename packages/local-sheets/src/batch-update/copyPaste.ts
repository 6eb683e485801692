import type { Slot } from "../model/cell.ts";
import type { Area, Document, GridRange, Place, Sheet } from "../model/document.ts";
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
interface Size {
  readonly rows: number;
  readonly columns: number;
}

function targetSize(destination: Area, source: Size): Size {
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

function pasteMerges(input: { from: Sheet; to: Sheet; source: Area; destination: Area }): void {
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

function slotsOf(sheet: Sheet, area: Area): Slot[][] {
  return Array.from({ length: height(area) }, (_, row) =>
    Array.from({ length: width(area) }, (__, column) =>
      slotAt(sheet, area.startRow + row, area.startColumn + column),
    ),
  );
}

interface Pasting {
  readonly document: Document;
  readonly from: Sheet;
  readonly to: Sheet;
  readonly source: Area;
  readonly destination: Area;
  readonly type: PasteType;
  readonly isTransposed: boolean;
}

/** Where in the source the cell stands that comes to a place of the destination. */
function originOf({ source, isTransposed }: Pasting, { row, column }: Place): Place {
  const [down, right] = isTransposed ? [column, row] : [row, column];
  return {
    row: source.startRow + (down % height(source)),
    column: source.startColumn + (right % width(source)),
  };
}

function pasteCells(context: BatchContext, pasting: Pasting, size: Size): void {
  const { document, from, to, source, destination, type } = pasting;
  const grid = slotsOf(from, source);
  for (let row = 0; row < size.rows; row += 1) {
    for (let column = 0; column < size.columns; column += 1) {
      const origin = originOf(pasting, { row, column });
      const target = { row: destination.startRow + row, column: destination.startColumn + column };
      const slot = pastedSlot({
        document,
        sheet: from,
        ...origin,
        source: grid[origin.row - source.startRow]?.[origin.column - source.startColumn],
        target: slotAt(to, target.row, target.column),
        type,
        rows: target.row - origin.row,
        columns: target.column - origin.column,
      });
      writeSlot(context.draft, to, target, slot);
    }
  }
}

export const copyPaste = handler<CopyPasteRequest>((context, request) => {
  const { draft } = context;
  const { sheet: found, area: source } = placeOf(context, request.source);
  const { sheet: into, area: destination } = placeOf(context, request.destination);
  const isTransposed = request.pasteOrientation === "TRANSPOSE";
  const type = request.pasteType ?? "PASTE_NORMAL";
  const document = context.switches.copyPasteSeesBatch ? draft.document : draft.base;
  const from = document.sheets.find(({ sheetId }) => sheetId === found.sheetId) ?? found;
  const shape = isTransposed
    ? { rows: width(source), columns: height(source) }
    : { rows: height(source), columns: width(source) };
  const size = targetSize(destination, shape);
  const to = writableSheet(draft, into.sheetId);
  const rowCount = destination.startRow + size.rows;
  growGrid({ draft, sheet: to, rowCount, columnCount: destination.startColumn + size.columns });
  pasteCells(context, { document, from, to, source, destination, type, isTransposed }, size);
  if (type === "PASTE_NORMAL" && !isTransposed) pasteMerges({ from, to, source, destination });
  return undefined;
});
