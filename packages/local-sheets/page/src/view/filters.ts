import type { FilterCriteria } from "../google/types.ts";
import type { SheetView } from "./sheetView.ts";

/** Column filter as the grid keeps it: the values that stay, and whether empty cells do. */
export interface GridFilterColumn {
  colId: number;
  filters: { filters: string[]; blank?: true };
}

export interface GridFilter {
  ref: { startRow: number; endRow: number; startColumn: number; endColumn: number };
  filterColumns: GridFilterColumn[];
}

export function toGridFilter(view: SheetView): GridFilter | undefined {
  const range = view.filter?.range;
  if (range === undefined) return undefined;
  const ref = {
    startRow: range.startRowIndex ?? 0,
    endRow: (range.endRowIndex ?? view.rowCount) - 1,
    startColumn: range.startColumnIndex ?? 0,
    endColumn: (range.endColumnIndex ?? view.columnCount) - 1,
  };
  const filterColumns: GridFilterColumn[] = [];
  for (const [key, criteria] of Object.entries(view.filter?.criteria ?? {})) {
    const hidden = criteria.hiddenValues;
    if (hidden === undefined || hidden.length === 0) continue;
    filterColumns.push({
      colId: Number(key),
      filters: keptValues({ view, ref, column: Number(key), hidden }),
    });
  }
  return { ref, filterColumns };
}

function keptValues({
  view,
  ref,
  column,
  hidden,
}: {
  view: SheetView;
  ref: GridFilter["ref"];
  column: number;
  hidden: readonly string[];
}): GridFilterColumn["filters"] {
  const hiddenSet = new Set(hidden);
  const kept = distinctValues({ view, ref, column }).filter((value) => !hiddenSet.has(value));
  const filters = kept.filter((value) => value !== "");
  return hiddenSet.has("") ? { filters } : { filters, blank: true };
}

export function distinctValues({
  view,
  ref,
  column,
}: {
  view: SheetView;
  ref: GridFilter["ref"];
  column: number;
}): string[] {
  const values = new Set<string>();
  for (let row = ref.startRow + 1; row <= ref.endRow; row += 1)
    values.add(view.rows[row]?.cells[column]?.formattedValue ?? "");
  return [...values];
}

/** A filter by condition is worked out by the server; the grid only hides its rows. */
export const isWorkedOutByServer = (criteria: FilterCriteria): boolean =>
  criteria.condition !== undefined;

export function rowsHiddenByServer(view: SheetView): Set<number> {
  const hidden = new Set<number>();
  const isByCondition = Object.values(view.filter?.criteria ?? {}).some(isWorkedOutByServer);
  view.rows.forEach((row, index) => {
    if (row === undefined) return;
    if (row.isHidden || (isByCondition && row.isFilteredOut)) hidden.add(index);
  });
  return hidden;
}
