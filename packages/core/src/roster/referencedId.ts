import { cellText, type RosterGrid } from "./grid.ts";
import type { MappedColumn } from "./mapColumns.ts";
import { cleanText } from "./values/text.ts";

const rowsLookedAt = 2000;

/** Of two columns that may be the ID, the one that payers are named by (ROS-3). */
export function preferReferencedId({
  grid,
  headerRow,
  columns,
}: {
  grid: RosterGrid;
  headerRow: number;
  columns: MappedColumn[];
}): MappedColumn[] {
  const payer = columns.find(({ field }) => field === "payer_external_id");
  const chosen = columns.find(
    ({ field, source }) => field === "external_id" && source === "header",
  );
  if (payer === undefined || chosen === undefined) return columns;
  const named = valuesOf(grid, headerRow, payer.index);
  const share = ({ index }: MappedColumn): number =>
    overlap(named, valuesOf(grid, headerRow, index));
  if (share(chosen) > 0.3) return columns;
  const better = columns.find(
    (column) =>
      column.field === null &&
      column.alternatives.some(({ field }) => field === "external_id") &&
      share(column) > 0.7,
  );
  if (better === undefined) return columns;
  return columns.map((column): MappedColumn => {
    if (column === better)
      return { ...column, field: "external_id", source: "values", confidence: chosen.confidence };
    return column === chosen ? { ...column, field: null, source: "none", confidence: 0 } : column;
  });
}

function valuesOf(grid: RosterGrid, headerRow: number, index: number): Set<string> {
  const rows = grid.rows.slice(headerRow + 1, headerRow + 1 + rowsLookedAt);
  return new Set(
    rows.map((cells) => cleanText(cellText(cells[index]))).filter((text) => text !== ""),
  );
}

function overlap(named: ReadonlySet<string>, known: ReadonlySet<string>): number {
  if (named.size === 0) return 1;
  return [...named].filter((id) => known.has(id)).length / named.size;
}
