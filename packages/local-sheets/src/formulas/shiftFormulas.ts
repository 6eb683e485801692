import type { Dimension } from "../model/document.ts";
import type { Draft } from "../model/draft.ts";
import type { Shift } from "../model/shift.ts";

export function shiftFormulas(_shifting: {
  draft: Draft;
  sheetId: number;
  dimension: Dimension;
  shift: Shift;
}): void {}
