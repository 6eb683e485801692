import { cellOf, slotOf, type Slot } from "../model/cell.ts";
import type { Area, GridRange, Sheet } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { growGrid } from "../model/growGrid.ts";
import { shiftFormulasForMove } from "../formulas/shiftFormulas.ts";
import { effectiveValue } from "../values/render.ts";
import { handler, placeOf, sheetOf, type BatchContext } from "./context.ts";
import { pastedSlot, type PasteType } from "./paste.ts";

interface CutPasteRequest {
  source?: GridRange;
  destination?: { sheetId?: number; rowIndex?: number; columnIndex?: number };
  pasteType?: PasteType;
}

function emptied(slot: Slot, type: PasteType): Slot {
  const cell = cellOf(slot);
  switch (type) {
    case "PASTE_VALUES":
    case "PASTE_FORMULA":
      return slotOf({ ...cell, entered: undefined, textFormatRuns: undefined });
    case "PASTE_FORMAT":
      return slotOf({ ...cell, format: undefined });
    case "PASTE_DATA_VALIDATION":
      return slotOf({ ...cell, validation: undefined });
    case "PASTE_CONDITIONAL_FORMATTING":
      return slot;
    case "PASTE_NORMAL":
    case "PASTE_NO_BORDERS":
      return undefined;
  }
}

function take(context: BatchContext, sheet: Sheet, area: Area, type: PasteType): Slot[][] {
  const slots: Slot[][] = [];
  for (let row = area.startRow; row < area.endRow; row += 1) {
    const taken: Slot[] = [];
    for (let column = area.startColumn; column < area.endColumn; column += 1) {
      const slot = slotAt(sheet, row, column);
      taken.push(slot);
      if (slot !== undefined) writeSlot(context.draft, sheet, { row, column }, emptied(slot, type));
    }
    slots.push(taken);
  }
  return slots;
}

/** Moves cells. Rows, columns and what hangs on them stay; references to the cells follow. */
export const cutPaste = handler<CutPasteRequest>((context, request) => {
  const { draft } = context;
  const source = placeOf(context, request.source);
  const { rowIndex = 0, columnIndex = 0 } = request.destination ?? {};
  const type = request.pasteType ?? "PASTE_NORMAL";
  const before = { document: { ...draft.document }, sheet: source.sheet };
  const from = writableSheet(draft, source.sheet.sheetId);
  const values = source.area;
  const computed = type === "PASTE_VALUES" ? valuesOf(before, values) : undefined;
  const slots = take(context, from, values, type);
  const sheet = writableSheet(draft, sheetOf(context, request.destination?.sheetId).sheetId);
  growGrid({
    draft,
    sheet,
    rowCount: rowIndex + slots.length,
    columnCount: columnIndex + values.endColumn - values.startColumn,
  });
  slots.forEach((row, rowOffset) => {
    row.forEach((slot, columnOffset) => {
      const target = { row: rowIndex + rowOffset, column: columnIndex + columnOffset };
      const pasted = computed
        ? slotOf({
            ...cellOf(slotAt(sheet, target.row, target.column)),
            entered: computed[rowOffset]?.[columnOffset],
          })
        : pastedSlot({
            ...before,
            row: 0,
            column: 0,
            source: slot,
            target: slotAt(sheet, target.row, target.column),
            type,
            rows: 0,
            columns: 0,
          });
      writeSlot(draft, sheet, target, pasted);
    });
  });
  if (type === "PASTE_NORMAL")
    followCells({ context, from, to: sheet, area: values, row: rowIndex, column: columnIndex });
  return undefined;
});

function valuesOf(
  before: { document: BatchContext["draft"]["document"]; sheet: Sheet },
  area: Area,
): ReturnType<typeof cellOf>["entered"][][] {
  return Array.from({ length: area.endRow - area.startRow }, (_, rowOffset) =>
    Array.from({ length: area.endColumn - area.startColumn }, (__, columnOffset) => {
      const [row, column] = [area.startRow + rowOffset, area.startColumn + columnOffset];
      return effectiveValue({ ...before, row, column });
    }),
  );
}

function followCells(input: {
  context: BatchContext;
  from: Sheet;
  to: Sheet;
  area: Area;
  row: number;
  column: number;
}): void {
  const { context, from, to, area } = input;
  const rows = input.row - area.startRow;
  const columns = input.column - area.startColumn;
  const isInside = (merge: Area): boolean =>
    merge.startRow >= area.startRow &&
    merge.endRow <= area.endRow &&
    merge.startColumn >= area.startColumn &&
    merge.endColumn <= area.endColumn;
  const moving = from.merges.filter(isInside);
  from.merges = from.merges.filter((merge) => !isInside(merge));
  to.merges = [
    ...to.merges,
    ...moving.map((merge) => ({
      startRow: merge.startRow + rows,
      endRow: merge.endRow + rows,
      startColumn: merge.startColumn + columns,
      endColumn: merge.endColumn + columns,
    })),
  ];
  shiftFormulasForMove({
    draft: context.draft,
    from: from.sheetId,
    to: to.sheetId,
    area,
    rows,
    columns,
  });
  if (context.switches.metadataFollowsCut && from.sheetId === to.sheetId)
    moveColumnMetadata(context, from, area, columns);
}

function moveColumnMetadata(
  context: BatchContext,
  sheet: Sheet,
  area: Area,
  columns: number,
): void {
  if (area.startRow > 0 || area.endRow < sheet.grid.rowCount) return;
  const { document } = context.draft;
  document.developerMetadata = document.developerMetadata.map((entry) => {
    const { location } = entry;
    const isMoved =
      location.kind === "dimension" &&
      location.sheetId === sheet.sheetId &&
      location.dimension === "COLUMNS" &&
      location.startIndex >= area.startColumn &&
      location.endIndex <= area.endColumn;
    return isMoved
      ? {
          ...entry,
          location: {
            ...location,
            startIndex: location.startIndex + columns,
            endIndex: location.endIndex + columns,
          },
        }
      : entry;
  });
}
