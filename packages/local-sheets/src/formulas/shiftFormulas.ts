import type { Area, Dimension } from "../model/document.ts";
import type { Draft } from "../model/draft.ts";
import type { Shift } from "../model/shift.ts";

export function shiftFormulas(_shifting: {
  draft: Draft;
  sheetId: number;
  dimension: Dimension;
  shift: Shift;
}): void {}

export function shiftFormulasForMove(_input: {
  draft: Draft;
  from: number;
  to: number;
  area: Area;
  rows: number;
  columns: number;
}): void {}
