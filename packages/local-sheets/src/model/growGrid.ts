import { newColumns } from "./defaults.ts";
import type { Sheet } from "./document.ts";
import { takeKeys, type Draft } from "./draft.ts";

/** Makes the grid at least this large. */
export function growGrid(input: {
  draft: Draft;
  sheet: Sheet;
  rowCount?: number;
  columnCount?: number;
}): void {
  const { draft, sheet } = input;
  const rowCount = Math.max(sheet.grid.rowCount, input.rowCount ?? 0);
  const columnCount = Math.max(sheet.grid.columnCount, input.columnCount ?? 0);
  const missing = columnCount - sheet.columns.length;
  if (missing > 0) sheet.columns.push(...newColumns(missing, takeKeys(draft, missing)));
  sheet.grid = { ...sheet.grid, rowCount, columnCount };
}
