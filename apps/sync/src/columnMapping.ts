import {
  cellText,
  matchHeader,
  type ColumnBinding,
  type RosterCell,
  type RosterFieldKey,
} from "@rollbook/core/roster";
import type { ColumnDoubt } from "@rollbook/core/reconcile";
import { metadataKeys, type SnapshotTab } from "@rollbook/sheets";

/** One of their columns as it was mapped when both sides last agreed. `column` counts from 1. */
export type MappedColumn = { column: number; header: string; field: RosterFieldKey | null };

export type FollowedColumn = { before: MappedColumn; now: MappedColumn };

export const inputBindingPrefix = "input:";

/**
 * Follows every mapped column to where it stands now: by its metadata while the header agrees, else by its header,
 * else, where nothing is left beside its metadata, by the only new header that means the same, else by its metadata alone
 * (a renamed header).
 */
export function followColumns(input: {
  tab: SnapshotTab;
  headerRow: number;
  mapped: readonly MappedColumn[];
  own: ReadonlySet<number>;
}): FollowedColumn[] {
  const { tab, headerRow, own } = input;
  const headers = (tab.rows[headerRow] ?? []).map(headerOf);
  const known = new Set(input.mapped.map((column) => column.header.trim()));
  const taken = new Set<number>();
  return input.mapped.flatMap((column) => {
    const at = placeOf({ column, headers, known, tab, headerRow, own, taken });
    if (at === null) return [];
    taken.add(at);
    return [{ before: column, now: { ...column, column: at + 1, header: headers[at] ?? "" } }];
  });
}

/** Followed columns whose metadata says something else than their header (SYN-18). */
export function findDoubts(input: {
  tab: SnapshotTab;
  headerRow: number;
  followed: readonly FollowedColumn[];
}): ColumnDoubt[] {
  const { tab, headerRow } = input;
  return input.followed.flatMap(({ before, now }): ColumnDoubt[] => {
    const bound = boundPlace({ column: before, tab });
    if (now.field === null || bound === null) return [];
    const isMoved = bound !== now.column - 1;
    if (!isMoved && before.header.trim() === now.header) return [];
    const { field, header, column } = now;
    const kind = isMoved ? "moved" : "renamed";
    const isOldPlaceBlank = isBlank({ tab, headerRow, column: bound });
    return [{ field, kind, header, column, isOldPlaceBlank }];
  });
}

const headerOf = (cell: RosterCell) => cellText(cell).trim();

function placeOf(input: {
  column: MappedColumn;
  headers: readonly string[];
  /** The headers that were mapped already. */
  known: ReadonlySet<string>;
  tab: SnapshotTab;
  headerRow: number;
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
  if (bound !== null && isFree(bound))
    return renamedElsewhere({ ...input, bound, isFree }) ?? bound;
  const before = column.column - 1;
  // A column without a header has only its place to be known by, and not where another one stands now.
  const isSameBlank = wanted === "" && (headers[before] ?? "") === "" && isFree(before);
  return sameHeader.includes(before) || isSameBlank ? before : null;
}

/** Where a column went that was cut, pasted and given another header: nothing is left where it was. */
function renamedElsewhere(input: {
  column: MappedColumn;
  headers: readonly string[];
  known: ReadonlySet<string>;
  tab: SnapshotTab;
  headerRow: number;
  bound: number;
  isFree: (at: number) => boolean;
}): number | null {
  const { column, headers, known, tab, headerRow, bound, isFree } = input;
  if (!isBlank({ tab, headerRow, column: bound })) return null;
  const alike = headers.flatMap((header, at) => {
    const isNew = header !== "" && !known.has(header) && isFree(at);
    return isNew && matchHeader(header)[0]?.field === column.field ? [at] : [];
  });
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

function isBlank(input: { tab: SnapshotTab; headerRow: number; column: number }): boolean {
  const { tab, headerRow, column } = input;
  return tab.rows.slice(headerRow).every((row) => (row[column]?.kind ?? "empty") === "empty");
}

/** Where the metadata of a mapped column stands. 0-based. */
export function boundPlace(input: { column: MappedColumn; tab: SnapshotTab }): number | null {
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

/** The mapping to remember; of a paused column the one that both sides last agreed on. */
export const mappedColumnsOf = (input: {
  columns: readonly ColumnBinding[];
  before: readonly MappedColumn[];
  paused: readonly { field: RosterFieldKey }[];
}): MappedColumn[] => {
  const isPaused = (field: RosterFieldKey | null) =>
    input.paused.some((one) => one.field === field);
  return [
    ...input.columns
      .filter(({ field }) => !isPaused(field))
      .map(({ column, header, field }) => ({ column, header, field })),
    ...input.before.filter(({ field }) => isPaused(field)),
  ];
};
