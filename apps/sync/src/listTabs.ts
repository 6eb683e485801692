import type { Currency } from "@rollbook/core/money";
import {
  columnsOf,
  tabTitles,
  type ComputedValue,
  type LayoutColumn,
  type LayoutTab,
  type ListRow,
  type ListTab,
} from "@rollbook/core/reconcile";
import { cellText, type RosterCell } from "@rollbook/core/roster";
import {
  metadataKeys,
  type CellEdit,
  type Snapshot,
  type SnapshotTab,
  type StructureEdit,
} from "@rollbook/sheets";
import { findTab, freeSheetId, freeTitle } from "./bookkeepingTab.ts";
import { computedValueOf, typedValueOf } from "./computedCell.ts";
import { appearance, boxes, columnFormat, protections } from "./listLook.ts";

type Edits = { structure: StructureEdit[]; cells: CellEdit[] };

/** Brings our lists up to date by the ID of each row: rows stay where people sorted them, new ones come below. */
export function listTabEdits(input: {
  snapshot: Snapshot;
  tabs: readonly ListTab[];
  currency: Currency;
}): Edits {
  const edits = input.tabs.map((wanted) => {
    const tab = findTab({ snapshot: input.snapshot, key: wanted.tab });
    return tab === null
      ? newTab({ ...input, wanted })
      : presentTab({ tab, wanted, currency: input.currency });
  });
  return {
    structure: edits.flatMap((edit) => edit.structure),
    cells: edits.flatMap((edit) => edit.cells),
  };
}

// Formatted rows come with every read, also when nothing stands in them.
const spareRows = 20;

function newTab(input: { snapshot: Snapshot; wanted: ListTab; currency: Currency }): Edits {
  const { snapshot, wanted, currency } = input;
  const columns = columnsOf(wanted.tab);
  const sheetId = freeSheetId({ snapshot, key: wanted.tab });
  const title = freeTitle({ snapshot, title: tabTitles[wanted.tab] });
  const rowCount = wanted.rows.length + spareRows;
  const places = new Map(columns.map((column, at) => [column.key, at]));
  return {
    structure: [
      { kind: "add_tab", sheetId, title, rowCount, columnCount: columns.length, isHidden: false },
      { kind: "bind_tab", sheetId, key: metadataKeys.tab, value: wanted.tab },
      { kind: "freeze_rows", sheetId, count: 1 },
      { kind: "format_header", sheetId, columnCount: columns.length },
      ...columns.flatMap((column, at) => appearance({ sheetId, column, at, currency })),
      ...protections({ sheetId, columns }),
      ...boxes({ sheetId, rows: wanted.rows, startRow: 1, columns, places }),
    ],
    cells: [
      ...columns.map((column, at): CellEdit => ({
        sheetId,
        row: 0,
        column: at,
        value: { kind: "text", text: column.header },
      })),
      ...wanted.rows.flatMap((row, at) =>
        rowCells({ sheetId, tab: wanted.tab, row, at: at + 1, places, present: [], currency }),
      ),
    ],
  };
}

function presentTab(input: { tab: SnapshotTab; wanted: ListTab; currency: Currency }): Edits {
  const { tab, wanted, currency } = input;
  const { sheetId } = tab;
  const columns = columnsOf(wanted.tab);
  const { places, headers, added: newColumns } = placesOf({ tab, columns });
  const found = rowsById({ tab, at: places.get(columns[0]?.key ?? "") ?? 0 });
  const wantedIds = new Set(wanted.rows.map((row) => row.id));
  const gone = [...found].filter(([id]) => !wantedIds.has(id));
  const added = wanted.rows.filter((row) => !found.has(row.id));
  const firstFree = Math.max(1, tab.rows.findLastIndex((row) => row.some(isFilled)) + 1);
  const missing = firstFree + added.length - tab.rowCount;
  const shared = { sheetId, tab: wanted.tab, places, currency };
  const room = Math.max(0, ...newColumns.map(({ at }) => at + 1 - tab.columnCount));
  return {
    structure: [
      ...(room > 0 ? [{ kind: "append_columns", sheetId, count: room } as const] : []),
      ...(missing > 0
        ? [
            { kind: "append_rows", sheetId, count: missing + spareRows } as const,
            ...columns.map((column) =>
              columnFormat({
                sheetId,
                column,
                at: places.get(column.key) ?? 0,
                startRow: tab.rowCount,
                currency,
              }),
            ),
          ]
        : []),
      ...newColumns.flatMap(({ column, at }) => appearance({ sheetId, column, at, currency })),
      ...boxes({ sheetId, rows: added, startRow: firstFree, columns, places }),
    ],
    cells: [
      ...headers,
      ...wanted.rows.flatMap((row) => {
        const at = found.get(row.id);
        return at === undefined
          ? []
          : rowCells({ ...shared, row, at, present: tab.rows[at] ?? [] });
      }),
      ...gone.flatMap(([, at]) => blankRow({ tab, at, columns, places })),
      ...added.flatMap((row, at) => rowCells({ ...shared, row, at: firstFree + at, present: [] })),
    ],
  };
}

const isFilled = (cell: RosterCell) => cell.kind !== "empty";

/**
 * Our columns by their headers, wherever people moved them. A header that is gone is written again where it was; a column
 * of a newer layout comes to the right of everything.
 */
function placesOf(input: { tab: SnapshotTab; columns: readonly LayoutColumn[] }) {
  const texts = (input.tab.rows[0] ?? []).map((cell) => cellText(cell).trim());
  const places = new Map<string, number>();
  for (const column of input.columns) {
    const found = texts.indexOf(column.header);
    if (found !== -1) places.set(column.key, found);
  }
  const taken = new Set(places.values());
  const missing = input.columns.flatMap((column, at) =>
    places.has(column.key) ? [] : [{ column, at }],
  );
  let next = Math.max(texts.length, ...input.tab.rows.map((row) => row.length));
  const headers: CellEdit[] = [];
  const added: { column: LayoutColumn; at: number }[] = [];
  for (const { column, at } of missing) {
    const isBack = !taken.has(at) && (texts[at] ?? "") === "" && at < input.tab.columnCount;
    const place = isBack ? at : next;
    if (!isBack) {
      next += 1;
      added.push({ column, at: place });
    }
    taken.add(place);
    places.set(column.key, place);
    const { sheetId } = input.tab;
    headers.push({ sheetId, row: 0, column: place, value: { kind: "text", text: column.header } });
  }
  return { places, headers, added };
}

/** The first row of each ID; a copy below it is nobody's. */
export function rowsById(input: { tab: SnapshotTab; at: number }): Map<string, number> {
  const rows = new Map<string, number>();
  input.tab.rows.forEach((cells, row) => {
    const id = cellText(cells[input.at]).trim();
    if (row > 0 && id !== "" && !rows.has(id)) rows.set(id, row);
  });
  return rows;
}

function rowCells(input: {
  sheetId: number;
  tab: LayoutTab;
  row: ListRow;
  at: number;
  places: ReadonlyMap<string, number>;
  present: readonly RosterCell[];
  currency: Currency;
}): CellEdit[] {
  const { sheetId, row, present, currency } = input;
  return columnsOf(input.tab).flatMap((column, index): CellEdit[] => {
    const value = index === 0 ? row.id : heldByCell(row.cells[column.key]);
    if (column.owner === "input" && !(column.key in row.cells)) return [];
    const at = input.places.get(column.key) ?? index;
    const cell = present[at];
    if (typeof value === "boolean") {
      const isTicked = cell?.kind === "boolean" && cell.value;
      const isRight = cell?.kind === "boolean" && isTicked === value;
      return isRight
        ? []
        : [{ sheetId, row: input.at, column: at, value: { kind: "boolean", value } }];
    }
    const found: ComputedValue = computedValueOf({ cell, type: column.type, currency });
    if (found === value) return [];
    const typed = typedValueOf({ value, type: column.type, currency });
    return [{ sheetId, row: input.at, column: at, value: typed }];
  });
}

/** A cell holds no empty text: it is empty, and would be written again by every sync. */
const heldByCell = (value: ListRow["cells"][string] | undefined) =>
  value === undefined || value === "" ? null : value;

function blankRow(input: {
  tab: SnapshotTab;
  at: number;
  columns: readonly LayoutColumn[];
  places: ReadonlyMap<string, number>;
}): CellEdit[] {
  const cells = input.tab.rows[input.at] ?? [];
  return input.columns.flatMap((column, index): CellEdit[] => {
    const at = input.places.get(column.key) ?? index;
    const isBlank = (cells[at]?.kind ?? "empty") === "empty";
    if (isBlank) return [];
    return [{ sheetId: input.tab.sheetId, row: input.at, column: at, value: { kind: "empty" } }];
  });
}

/** The cells of one column of our lists, by row ID; empty ones as well. */
export function readInList(input: {
  snapshot: Snapshot;
  tab: LayoutTab;
  key: string;
}): Map<string, RosterCell> {
  const tab = findTab({ snapshot: input.snapshot, key: input.tab });
  const cells = new Map<string, RosterCell>();
  if (tab === null) return cells;
  const { places } = placesOf({ tab, columns: columnsOf(input.tab) });
  const idAt = places.get(columnsOf(input.tab)[0]?.key ?? "") ?? 0;
  const at = places.get(input.key) ?? -1;
  for (const [id, row] of rowsById({ tab, at: idAt })) {
    cells.set(id, tab.rows[row]?.[at] ?? { kind: "empty" });
  }
  return cells;
}

/** What people typed into one of our lists, by row ID. */
export function typedInList(input: {
  snapshot: Snapshot;
  tab: LayoutTab;
  key: string;
}): Map<string, RosterCell> {
  return new Map([...readInList(input)].filter(([, cell]) => isFilled(cell)));
}
