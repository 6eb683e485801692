import type { Currency } from "@rollbook/core/money";
import {
  emptyComputed,
  rosterColumns,
  type ColumnDoubt,
  type ComputedKey,
  type ComputedValues,
  type KnownPlan,
  type LayoutType,
  type SheetRow,
} from "@rollbook/core/reconcile";
import {
  emptyCell,
  readRoster,
  type RosterCell,
  type RosterGrid,
  type RosterReading,
  type RosterSettings,
} from "@rollbook/core/roster";
import { findOwnColumns, type Snapshot, type SnapshotTab } from "@rollbook/sheets";
import {
  findDoubts,
  followColumns,
  type FollowedColumn,
  type MappedColumn,
} from "./columnMapping.ts";
import { computedValueOf } from "./computedCell.ts";
import { findHeaderRow, findRosterTab } from "./rosterTab.ts";

export type ObservedSheet = {
  kind: "observed";
  tab: SnapshotTab;
  reading: RosterReading;
  rows: SheetRow[];
  /** Our columns where they stand: layout key to 0-based column. */
  own: ReadonlyMap<string, number>;
  /** Columns whose metadata and header disagree. */
  doubts: readonly ColumnDoubt[];
  /** Cells of ours that stand beside no person any more. */
  leftovers: { record: number; key: ComputedKey | "row_id" }[];
};

export type Unobservable = { kind: "unobservable"; reason: string };

/** What the sheet says, typed: their columns through the roster reader, ours by layout. */
export function observeSheet(input: {
  snapshot: Snapshot;
  rosterId: string;
  sheetId: number | null;
  settings: RosterSettings;
  mapped: readonly MappedColumn[];
  plans: readonly KnownPlan[] | undefined;
  /** Made here of a file, which may have lost its merges. */
  isMadeOfFile?: boolean;
  /** Cells to read as something else than they show, by row and column. */
  patches?: ReadonlyMap<string, RosterCell>;
}): ObservedSheet | Unobservable {
  const found = findRosterTab(input);
  if (found.kind === "missing") return { kind: "unobservable", reason: found.reason };
  const tab = patchedTab(found.tab, input.patches);
  const knownHeaderRow =
    input.mapped.length === 0
      ? null
      : findHeaderRow({ rows: tab.rows, headers: input.mapped.map((column) => column.header) });
  const own = findOwnColumns({ tab, headerRow: knownHeaderRow });
  const followed = followedIn({ ...input, tab, headerRow: knownHeaderRow, own });
  const settings = settingsFor({ ...input, headerRow: knownHeaderRow, followed });
  const areMergesKnown = input.isMadeOfFile !== true;
  const grid = gridWithout({ tab, snapshot: input.snapshot, own, areMergesKnown });
  const reading = readRoster({
    grid,
    settings,
    ...(input.plans === undefined ? {} : { plans: input.plans }),
  });
  return {
    kind: "observed",
    tab,
    reading,
    own,
    doubts: knownHeaderRow === null ? [] : findDoubts({ tab, headerRow: knownHeaderRow, followed }),
    ...rowsOf({ tab, own, reading, currency: settings.currency as Currency }),
  };
}

function patchedTab(
  tab: SnapshotTab,
  patches: ReadonlyMap<string, RosterCell> | undefined,
): SnapshotTab {
  if (patches === undefined || patches.size === 0) return tab;
  const rows = tab.rows.map((row) => [...row]);
  for (const [key, cell] of patches) {
    const [row = 0, column = 0] = key.split(":").map(Number);
    const cells = (rows[row] ??= []);
    while (cells.length < column) cells.push(emptyCell);
    cells[column] = cell;
  }
  return { ...tab, rows };
}

function followedIn(input: {
  tab: SnapshotTab;
  mapped: readonly MappedColumn[];
  headerRow: number | null;
  own: ReadonlyMap<string, number>;
}): FollowedColumn[] {
  const { tab, mapped, headerRow } = input;
  if (mapped.length === 0 || headerRow === null) return [];
  return followColumns({ tab, headerRow, mapped, own: new Set(input.own.values()) });
}

function settingsFor(input: {
  settings: RosterSettings;
  mapped: readonly MappedColumn[];
  headerRow: number | null;
  followed: readonly FollowedColumn[];
}): RosterSettings {
  const { settings, mapped, headerRow } = input;
  if (mapped.length === 0 || headerRow === null) return settings;
  const columns = input.followed.map(({ now }) => now);
  return { ...settings, header_record: headerRow + 1, columns };
}

/** The roster as its owners made it: our own columns are blanked before it is read. */
function gridWithout(input: {
  tab: SnapshotTab;
  snapshot: Snapshot;
  own: ReadonlyMap<string, number>;
  areMergesKnown: boolean;
}): RosterGrid {
  const { tab, snapshot } = input;
  const own = [...input.own.values()];
  const first = Math.min(...own);
  const isAtEnd = own.length > 0 && tab.rows.every((row) => row.length <= first + own.length);
  const isTogether = own.length > 0 && Math.max(...own) - first + 1 === own.length;
  const ownSet = new Set(own);
  const rows =
    own.length === 0
      ? tab.rows
      : isAtEnd && isTogether
        ? tab.rows.map((row) => row.slice(0, first))
        : tab.rows.map((row) => row.map((cell, at) => (ownSet.has(at) ? emptyCell : cell)));
  return {
    sheetName: tab.title,
    ...(snapshot.locale === undefined ? {} : { locale: snapshot.locale }),
    ...(snapshot.timeZone === undefined ? {} : { timeZone: snapshot.timeZone }),
    rows,
    merges: tab.merges,
    areMergesKnown: input.areMergesKnown,
    hiddenRows: tab.hiddenRows,
  };
}

const computedColumns = rosterColumns.filter((column) => column.key !== "row_id");

function rowsOf(input: {
  tab: SnapshotTab;
  own: ReadonlyMap<string, number>;
  reading: RosterReading;
  currency: Currency;
}): { rows: SheetRow[]; leftovers: ObservedSheet["leftovers"] } {
  const rows: SheetRow[] = [];
  const emptied: { cells: readonly RosterCell[]; record: number }[] = [];
  const { own, currency } = input;
  const computed = computedColumns.map(({ key, type }) => ({ key, type, at: own.get(key) ?? -1 }));
  for (const row of input.reading.rows) {
    const cells = input.tab.rows[row.record - 1] ?? [];
    if (row.outcome === "skip") {
      if (row.skipReason !== "header") emptied.push({ cells, record: row.record });
      continue;
    }
    rows.push({
      record: row.record,
      rowId: rowIdIn({ cells, own }),
      row,
      computed: computedIn({ cells, columns: computed, currency }),
    });
  }
  const placed = new Set(emptied.length === 0 ? [] : rows.map((row) => row.rowId));
  return { rows, leftovers: emptied.flatMap((row) => leftoversOf({ ...input, ...row, placed })) };
}

function rowIdIn(input: {
  cells: readonly RosterCell[];
  own: ReadonlyMap<string, number>;
}): string | null {
  const at = input.own.get("row_id");
  const cell = at === undefined ? undefined : input.cells[at];
  return cell?.kind === "text" && cell.text.trim() !== "" ? cell.text.trim() : null;
}

/** `at` is -1 for a column that is not there. */
function computedIn(input: {
  cells: readonly RosterCell[];
  columns: readonly { key: string; type: LayoutType; at: number }[];
  currency: Currency;
}): ComputedValues {
  const values: Record<string, ComputedValues[ComputedKey]> = { ...emptyComputed };
  for (const { key, type, at } of input.columns) {
    const cell = at < 0 ? undefined : input.cells[at];
    values[key] = computedValueOf({ cell, type, currency: input.currency });
  }
  return values as ComputedValues;
}

/**
 * A row that was emptied keeps nothing of ours; one with an ID is left alone until its member is settled or stands
 * elsewhere with that ID.
 */
function leftoversOf(input: {
  cells: readonly RosterCell[];
  own: ReadonlyMap<string, number>;
  record: number;
  placed: ReadonlySet<string | null>;
}): ObservedSheet["leftovers"] {
  const { cells, own, record } = input;
  const rowId = rowIdIn({ cells, own });
  if (rowId !== null && !input.placed.has(rowId)) return [];
  return rosterColumns.flatMap((column) => {
    const at = own.get(column.key);
    const cell = at === undefined ? undefined : cells[at];
    const isFilled = cell !== undefined && cell.kind !== "empty" && cell.formula === undefined;
    return isFilled ? [{ record, key: column.key as ComputedKey | "row_id" }] : [];
  });
}
