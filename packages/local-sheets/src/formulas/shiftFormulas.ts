import { cellOf, isFormula, slotOf } from "../model/cell.ts";
import type { Area, Dimension, Sheet } from "../model/document.ts";
import { writableRow, writableSheet, type Draft } from "../model/draft.ts";
import { shiftSpan, type Shift } from "../model/shift.ts";
import { rewriteReferences, type WrittenCorner, type WrittenReference } from "./rewrite.ts";

/** Rewrites the formulas of all sheets. Rewritten cells do not count as written. */
export function rewriteFormulas(
  draft: Draft,
  change: (formula: string, home: Sheet) => string,
): void {
  for (const { sheetId, hasFormulas, rows } of draft.document.sheets) {
    if (!hasFormulas) continue;
    rows.forEach((row, rowIndex) => {
      row?.slots.forEach((slot, column) => {
        if (typeof slot !== "object" || !isFormula(slot.entered)) return;
        const home = draft.document.sheets.find((sheet) => sheet.sheetId === sheetId);
        const formula = home ? change(slot.entered.formula, home) : slot.entered.formula;
        if (formula === slot.entered.formula) return;
        writableRow(draft, writableSheet(draft, sheetId), rowIndex).slots[column] = slotOf({
          ...cellOf(slot),
          entered: { formula },
        });
      });
    });
  }
}

const pointsAt = (reference: WrittenReference, home: Sheet, target: Sheet): boolean =>
  reference.sheet === undefined
    ? home.sheetId === target.sheetId
    : reference.sheet.toLowerCase() === target.title.toLowerCase();

function shiftReference(
  reference: WrittenReference,
  dimension: Dimension,
  shift: Shift,
): WrittenReference | undefined {
  const { start, end } = reference;
  const read = (corner: WrittenCorner | undefined): number | undefined =>
    dimension === "ROWS" ? corner?.row : corner?.column;
  const put = (corner: WrittenCorner, index: number): WrittenCorner =>
    dimension === "ROWS" ? { ...corner, row: index } : { ...corner, column: index };
  const [first, last] = [read(start), end ? read(end) : read(start)];
  if (first === undefined && last === undefined) return reference;
  const open = 100_000_000;
  const span = shiftSpan({ start: first ?? 0, end: (last ?? open) + 1 }, shift);
  if (!span) return undefined;
  if (span.start === (first ?? 0) && span.end === (last ?? open) + 1) return reference;
  return {
    ...reference,
    start: first === undefined ? start : put(start, span.start),
    end: end && (last === undefined ? end : put(end, span.end - 1)),
  };
}

/** After rows or columns of a sheet were inserted, deleted or moved, formulas everywhere follow. */
export function shiftFormulas({
  draft,
  sheetId,
  dimension,
  shift,
}: {
  draft: Draft;
  sheetId: number;
  dimension: Dimension;
  shift: Shift;
}): void {
  const target = draft.document.sheets.find((sheet) => sheet.sheetId === sheetId);
  if (!target) return;
  rewriteFormulas(draft, (formula, home) =>
    rewriteReferences(formula, (reference) =>
      pointsAt(reference, home, target) ? shiftReference(reference, dimension, shift) : reference,
    ),
  );
}

const isWithin = (corner: WrittenCorner, area: Area): boolean =>
  corner.row !== undefined &&
  corner.column !== undefined &&
  corner.row >= area.startRow &&
  corner.row < area.endRow &&
  corner.column >= area.startColumn &&
  corner.column < area.endColumn;

/** After cells were cut and pasted: references wholly inside them follow to the new place. */
export function shiftFormulasForMove(input: {
  draft: Draft;
  from: number;
  to: number;
  area: Area;
  rows: number;
  columns: number;
}): void {
  const { draft, area, rows, columns } = input;
  const source = draft.document.sheets.find(({ sheetId }) => sheetId === input.from);
  const target = draft.document.sheets.find(({ sheetId }) => sheetId === input.to);
  if (!source || !target) return;
  const moved = (corner: WrittenCorner): WrittenCorner => ({
    ...corner,
    row: (corner.row ?? 0) + rows,
    column: (corner.column ?? 0) + columns,
  });
  rewriteFormulas(draft, (formula, home) =>
    rewriteReferences(formula, (reference) => {
      const isInside =
        pointsAt(reference, home, source) &&
        isWithin(reference.start, area) &&
        (!reference.end || isWithin(reference.end, area));
      if (!isInside) return reference;
      const sheet =
        home.sheetId === target.sheetId && reference.sheet === undefined ? undefined : target.title;
      return { sheet, start: moved(reference.start), end: reference.end && moved(reference.end) };
    }),
  );
}
