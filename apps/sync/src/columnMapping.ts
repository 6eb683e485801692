import {
  cellText,
  type ColumnBinding,
  type RosterCell,
  type RosterFieldKey,
} from "@rollbook/core/roster";
import { metadataKeys, type SnapshotTab } from "@rollbook/sheets";

/** One of their columns as it was mapped when both sides last agreed. `column` counts from 1. */
export type MappedColumn = { column: number; header: string; field: RosterFieldKey | null };

export const inputBindingPrefix = "input:";

/**
 * Follows every mapped column to where it stands now: by its metadata while the header agrees, else by its header,
 * else by its metadata alone (a renamed header).
 */
export function followColumns(input: {
  tab: SnapshotTab;
  headerRow: number;
  mapped: readonly MappedColumn[];
  own: ReadonlySet<number>;
}): MappedColumn[] {
  const headers = (input.tab.rows[input.headerRow] ?? []).map(headerOf);
  const taken = new Set<number>();
  return input.mapped.flatMap((column) => {
    const at = placeOf({ column, headers, tab: input.tab, own: input.own, taken });
    if (at === null) return [];
    taken.add(at);
    return [{ ...column, column: at + 1, header: headers[at] ?? "" }];
  });
}

const headerOf = (cell: RosterCell) => cellText(cell).trim();

function placeOf(input: {
  column: MappedColumn;
  headers: readonly string[];
  tab: SnapshotTab;
  own: ReadonlySet<number>;
  taken: ReadonlySet<number>;
}): number | null {
  const { column, headers, own, taken } = input;
  const bound = boundPlace(input);
  const isFree = (at: number) => !own.has(at) && !taken.has(at);
  const wanted = column.header.trim();
  if (bound !== null && isFree(bound) && headers[bound] === wanted) return bound;
  const sameHeader = headers.flatMap((header, at) =>
    header === wanted && header !== "" && isFree(at) ? [at] : [],
  );
  if (sameHeader.length === 1) return sameHeader[0] ?? null;
  if (bound !== null && isFree(bound)) return bound;
  const before = column.column - 1;
  return sameHeader.includes(before) || (wanted === "" && isFree(before)) ? before : null;
}

function boundPlace(input: { column: MappedColumn; tab: SnapshotTab }): number | null {
  const { field } = input.column;
  if (field === null) return null;
  const entries = input.tab.columnMetadata.filter(
    (entry) => entry.key === metadataKeys.column && entry.value === bindingValue(input.column),
  );
  return entries.length === 1 ? (entries[0]?.column ?? null) : null;
}

/** Two columns may feed one field, so the binding names the header as well. */
export const bindingValue = (column: Pick<MappedColumn, "field" | "header">) =>
  `${inputBindingPrefix}${column.field ?? ""}:${column.header.trim()}`.slice(0, 200);

export const mappedColumnsOf = (columns: readonly ColumnBinding[]): MappedColumn[] =>
  columns.map(({ column, header, field }) => ({ column, header, field }));
