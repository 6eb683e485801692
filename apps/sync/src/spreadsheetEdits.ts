import type { CellEdit, ReadBackRange, StructureEdit } from "@rollbook/sheets";

/** Everything one batch does to a spreadsheet, and what its answer shall show. */
export type SpreadsheetEdits = {
  structure: StructureEdit[];
  cells: CellEdit[];
  readBack: ReadBackRange[];
};

export const isEmptyEdits = (edits: SpreadsheetEdits) =>
  edits.structure.length === 0 && edits.cells.length === 0;
