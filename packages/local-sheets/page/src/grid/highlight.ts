import type { FUniver } from "@univerjs/core/facade";
import "@univerjs/preset-sheets-core";
import type { CellChange } from "../view/planChanges.ts";
import { gridSheetId } from "../view/toWorkbook.ts";

const shownForMs = 4_000;
const maximumShapes = 400;

/** Marks cells that somebody else has just written, for a moment. Tells how many it marked. */
export function highlight({
  api,
  sheetId,
  cells,
}: {
  api: FUniver;
  sheetId: number;
  cells: readonly Pick<CellChange, "row" | "column">[];
}): number {
  const workbook = api.getActiveWorkbook();
  const sheet = workbook?.getActiveSheet();
  if (!sheet || sheet.getSheetId() !== gridSheetId(sheetId) || cells.length === 0) return 0;
  const runs = columnRuns(cells).slice(0, maximumShapes);
  const ranges = runs.map(({ row, column, height }) => sheet.getRange(row, column, height, 1));
  const shown = sheet.highlightRanges(ranges, {
    stroke: "#e8a400",
    strokeWidth: 1.5,
    fill: "rgba(255, 214, 64, 0.35)",
    widgets: {},
  });
  setTimeout(() => shown.dispose(), shownForMs);
  return cells.length;
}

export function columnRuns(
  cells: readonly Pick<CellChange, "row" | "column">[],
): { row: number; column: number; height: number }[] {
  const sorted = cells.toSorted(
    (left, right) => left.column - right.column || left.row - right.row,
  );
  const runs: { row: number; column: number; height: number }[] = [];
  for (const { row, column } of sorted) {
    const last = runs.at(-1);
    if (last?.column === column && last.row + last.height === row) last.height += 1;
    else runs.push({ row, column, height: 1 });
  }
  return runs;
}
