import { rosterColumns, type LayoutColumn } from "@rollbook/core/reconcile";
import type { RosterCell } from "@rollbook/core/roster";
import type { CellEdit, StructureEdit } from "./edit.ts";
import { metadataKeys } from "./requests.ts";
import type { SnapshotTab } from "./snapshot.ts";

/** Where our roster columns stand: key to 0-based column. */
export type OwnColumns = ReadonlyMap<string, number>;

export type ColumnPlan = {
  columns: OwnColumns;
  structure: StructureEdit[];
  headers: CellEdit[];
};

/**
 * Finds our columns by their metadata. A column whose header moved elsewhere is found there: cut and paste moves
 * cells and leaves metadata behind.
 */
export function findOwnColumns(input: { tab: SnapshotTab; headerRow: number | null }): OwnColumns {
  const { tab, headerRow } = input;
  const headers = headerRow === null ? [] : (tab.rows[headerRow] ?? []).map(headerText);
  const found = new Map<string, number>();
  for (const column of rosterColumns) {
    const bound = tab.columnMetadata.find((entry) => isBindingOf({ entry, key: column.key }));
    if (bound === undefined) continue;
    found.set(column.key, movedTo({ tab, headers, column, bound: bound.column }) ?? bound.column);
  }
  return found;
}

/** Where a column was cut and pasted to: its old place is blank as a whole and its header stands once elsewhere. */
function movedTo(input: {
  tab: SnapshotTab;
  headers: readonly string[];
  column: LayoutColumn;
  bound: number;
}): number | null {
  const { tab, headers, column, bound } = input;
  if (tab.rows.some((row) => (row[bound]?.kind ?? "empty") !== "empty")) return null;
  const places = headers.flatMap((text, at) => (isHeaderOf({ text, column }) ? [at] : []));
  return places.length === 1 ? (places[0] ?? null) : null;
}

const isBindingOf = (input: { entry: { key: string; value: string }; key: string }) =>
  input.entry.key === metadataKeys.column && input.entry.value === input.key;

const headerText = (cell: RosterCell) => (cell.kind === "text" ? cell.text.trim() : "");

const suffix = " (Rollbook)";
const ownHeader = (column: LayoutColumn) => `${column.header}${suffix}`;

function isHeaderOf(input: { text: string; column: LayoutColumn }): boolean {
  return input.text === input.column.header || input.text === ownHeader(input.column);
}

/** Adds what is missing of our columns to the right of everything that stands, and repairs bindings and headers. */
export function planColumns(input: {
  tab: SnapshotTab;
  headerRow: number;
  currency: string;
}): ColumnPlan {
  const { tab, headerRow } = input;
  const present = findOwnColumns({ tab, headerRow });
  const columns = new Map(present);
  const structure: StructureEdit[] = [];
  const headers: CellEdit[] = [];
  const taken = headersOfOthers({ tab, headerRow, own: present });
  const firstFree = firstFreeColumn(tab);
  let next = firstFree;
  for (const column of rosterColumns) {
    const at = present.get(column.key) ?? next;
    if (!present.has(column.key)) {
      next += 1;
      columns.set(column.key, at);
      structure.push(...newColumn({ tab, column, at, headerRow, currency: input.currency }));
    } else {
      structure.push(...repairBinding({ tab, column, at }));
    }
    if (!isHeaderCellFilled({ tab, headerRow, at, isNew: !present.has(column.key) })) {
      headers.push(headerCell({ tab, headerRow, at, column, taken }));
    }
  }
  const room = roomFor({ tab, at: firstFree, count: next - firstFree });
  return { columns, structure: [...room, ...structure], headers };
}

/** The first column right of everything that holds a value, metadata or a merge. */
function firstFreeColumn(tab: SnapshotTab): number {
  const used = tab.rows.reduce((widest, row) => Math.max(widest, lastFilled(row) + 1), 0);
  const bound = tab.columnMetadata.reduce((widest, entry) => Math.max(widest, entry.column + 1), 0);
  const merged = tab.merges.reduce((widest, merge) => Math.max(widest, merge.endColumn), 0);
  return Math.max(used, bound, merged);
}

function lastFilled(row: readonly RosterCell[]): number {
  return row.findLastIndex((cell) => cell.kind !== "empty");
}

/** Inserted and not taken: a column that somebody inserts meanwhile pushes one of theirs to where ours come. */
function roomFor(input: { tab: SnapshotTab; at: number; count: number }): StructureEdit[] {
  const { at, count } = input;
  const { sheetId, columnCount } = input.tab;
  if (count === 0) return [];
  return [
    // Inserted before a column that is blank, they take over no format of theirs.
    ...(at < columnCount ? [] : [{ kind: "append_columns", sheetId, count: 1 } as const]),
    { kind: "insert_columns", sheetId, at, count },
  ];
}

function newColumn(input: {
  tab: SnapshotTab;
  column: LayoutColumn;
  at: number;
  headerRow: number;
  currency: string;
}): StructureEdit[] {
  const { tab, column, at } = input;
  const { sheetId } = tab;
  return [
    { kind: "bind_column", sheetId, column: at, key: metadataKeys.column, value: column.key },
    {
      kind: "format_column",
      sheetId,
      column: at,
      startRow: input.headerRow + 1,
      type: column.type,
      currency: input.currency,
      isShaded: true,
    },
    ...(column.isHidden === true ? [{ kind: "hide_column", sheetId, column: at } as const] : []),
  ];
}

function repairBinding(input: {
  tab: SnapshotTab;
  column: LayoutColumn;
  at: number;
}): StructureEdit[] {
  const { tab, column, at } = input;
  const bindings = tab.columnMetadata.filter((entry) => isBindingOf({ entry, key: column.key }));
  const stale = bindings.filter((entry) => entry.column !== at);
  const isBound = bindings.some((entry) => entry.column === at);
  const { sheetId } = tab;
  return [
    ...stale.map((entry) => ({ kind: "drop_metadata", metadataId: entry.id }) as const),
    ...(isBound
      ? []
      : [
          {
            kind: "bind_column",
            sheetId,
            column: at,
            key: metadataKeys.column,
            value: column.key,
          } as const,
        ]),
  ];
}

function isHeaderCellFilled(input: {
  tab: SnapshotTab;
  headerRow: number;
  at: number;
  isNew: boolean;
}): boolean {
  if (input.isNew) return false;
  const cell = input.tab.rows[input.headerRow]?.[input.at];
  return cell !== undefined && cell.kind !== "empty";
}

function headersOfOthers(input: {
  tab: SnapshotTab;
  headerRow: number;
  own: OwnColumns;
}): ReadonlySet<string> {
  const own = new Set(input.own.values());
  const row = input.tab.rows[input.headerRow] ?? [];
  return new Set(row.flatMap((cell, at) => (own.has(at) ? [] : [headerText(cell).toLowerCase()])));
}

function headerCell(input: {
  tab: SnapshotTab;
  headerRow: number;
  at: number;
  column: LayoutColumn;
  taken: ReadonlySet<string>;
}): CellEdit {
  const { column } = input;
  const isTaken = input.taken.has(column.header.toLowerCase());
  return {
    sheetId: input.tab.sheetId,
    row: input.headerRow,
    column: input.at,
    value: { kind: "text", text: isTaken ? ownHeader(column) : column.header },
  };
}
