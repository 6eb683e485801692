import { columnsOf, hashText, tabTitles } from "@rollbook/core/reconcile";
import { cellText, emptyCell, type RosterCell } from "@rollbook/core/roster";
import {
  metadataKeys,
  type CellEdit,
  type Snapshot,
  type SnapshotTab,
  type StructureEdit,
  type TypedValue,
} from "@rollbook/sheets";

import { typedAs } from "./inputCell.ts";

const keptMs = 24 * 60 * 60 * 1000;
const columns = columnsOf("rollbook").map((column) => column.key);

export const bookkeepingColumn = (key: string) => columns.indexOf(key);
export const firstPreImageRow = 2;

export type Bookkeeping = {
  sheetId: number;
  title: string;
  tab: SnapshotTab | null;
  generation: number | null;
};

/** Our hidden tab: the generation of the last write, and what stood in cells of theirs before we wrote them. */
export function findBookkeeping(snapshot: Snapshot): Bookkeeping {
  const tab = findTab({ snapshot, key: "rollbook" });
  if (tab === null) {
    return {
      sheetId: freeSheetId({ snapshot, key: "rollbook" }),
      title: freeTitle({ snapshot, title: tabTitles.rollbook }),
      tab: null,
      generation: null,
    };
  }
  const cell = tab.rows[1]?.[bookkeepingColumn("generation")];
  return {
    sheetId: tab.sheetId,
    title: tab.title,
    tab,
    generation: cell?.kind === "number" ? cell.number : null,
  };
}

/** A tab of theirs may have the title already. */
export function freeTitle(input: { snapshot: Snapshot; title: string }): string {
  const taken = new Set(input.snapshot.tabs.map((tab) => tab.title));
  if (!taken.has(input.title)) return input.title;
  let number = 1;
  const titleOf = () => `${input.title} (Rollbook${number === 1 ? "" : ` ${number}`})`;
  while (taken.has(titleOf())) number += 1;
  return titleOf();
}

export function findTab(input: { snapshot: Snapshot; key: string }): SnapshotTab | null {
  return (
    input.snapshot.tabs.find((tab) =>
      tab.metadata.some((entry) => entry.key === metadataKeys.tab && entry.value === input.key),
    ) ?? null
  );
}

export function freeSheetId(input: { snapshot: Snapshot; key: string }): number {
  const taken = new Set(input.snapshot.tabs.map((tab) => tab.sheetId));
  let candidate = numberFrom(`${input.snapshot.spreadsheetId}/${input.key}`);
  while (taken.has(candidate)) candidate += 1;
  return candidate;
}

/** A positive 31-bit number that belongs to a text. */
const numberFrom = (text: string) =>
  (Number.parseInt(hashText(text).slice(0, 9), 36) % 2_147_483_000) + 1;

/**
 * The number after the newest batch that stands in this very read: whoever planned from the same state has the same
 * number and the same fence, so only one of them can be applied, however late the other arrives.
 */
export function nextGeneration(input: {
  snapshot: Snapshot;
  roster: { confirmedGeneration: number };
}): number {
  const { generation } = findBookkeeping(input.snapshot);
  const fences = input.snapshot.metadata
    .filter((entry) => entry.key === metadataKeys.fence)
    .map((entry) => Number(entry.value.split(" ")[0]))
    .filter(Number.isInteger);
  return Math.max(generation ?? input.roster.confirmedGeneration, ...fences) + 1;
}

/** One ID for each generation of a roster: whoever writes the same generation a second time is refused as a whole. */
export const fenceId = (input: { rosterId: string; generation: number }) =>
  numberFrom(`${input.rosterId}/${input.generation}`);

export function bookkeepingEdits(input: {
  snapshot: Snapshot;
  book: Bookkeeping;
  rosterId: string;
  generation: number;
  instant: string;
  preImages: readonly WantedPreImage[];
  /** Of the batches of one sync: the first one builds the tab where it is missing. */
  isFirst: boolean;
}): { structure: StructureEdit[]; cells: CellEdit[] } {
  const { snapshot, book, generation, instant, preImages } = input;
  const { sheetId } = book;
  const isBuilding = input.isFirst && book.tab === null;
  const isWidened = input.isFirst && missingColumns(book) > 0;
  return {
    structure: [
      {
        kind: "fence",
        metadataId: fenceId(input),
        value: `${generation} ${instant}`,
      },
      ...(input.isFirst ? staleFences({ snapshot, instant }) : []),
      ...(isBuilding ? newTab(book) : []),
      ...(isWidened
        ? [{ kind: "append_columns", sheetId, count: missingColumns(book) } as const]
        : []),
      ...roomFor({ book, count: preImages.length }),
      ...preImages.flatMap((wanted, at) => preImageCopies({ sheetId, wanted, at })),
    ],
    cells: [
      ...(isBuilding || isWidened ? headerCells(sheetId) : []),
      {
        sheetId,
        row: 1,
        column: bookkeepingColumn("generation"),
        value: { kind: "number", number: generation },
      },
      ...preImages.flatMap((wanted, at) => preImageCells({ sheetId, wanted, at, generation })),
    ],
  };
}

/** A cell of theirs that a batch is about to write, and where its row keeps our ID. */
export type WantedPreImage = {
  tabId: number;
  row: number;
  column: number;
  idColumn: number;
  /** Beside which it stands, and what it shows; what the batch types there. */
  rowId: string;
  read: RosterCell;
  written: TypedValue;
  field: string;
  /** A value of ours is taken away from where no member's value stands. */
  isStray: boolean;
};

/** Of a tab that an earlier version made. */
const missingColumns = ({ tab }: Bookkeeping) =>
  tab === null ? 0 : Math.max(0, columns.length - tab.columnCount);

const newTabRows = 100;

function roomFor(input: { book: Bookkeeping; count: number }): StructureEdit[] {
  const { book } = input;
  const missing = firstPreImageRow + input.count - (book.tab?.rowCount ?? newTabRows);
  return missing > 0 ? [{ kind: "append_rows", sheetId: book.sheetId, count: missing }] : [];
}

/** The batch itself copies what stands there at that moment, so nothing that was typed meanwhile is lost. */
function preImageCopies(input: {
  sheetId: number;
  wanted: WantedPreImage;
  at: number;
}): StructureEdit[] {
  const { wanted } = input;
  const toRow = firstPreImageRow + input.at;
  const copy = (fromColumn: number, key: string): StructureEdit => ({
    kind: "copy_cell",
    fromSheetId: wanted.tabId,
    fromRow: wanted.row,
    fromColumn,
    toSheetId: input.sheetId,
    toRow,
    toColumn: bookkeepingColumn(key),
  });
  return [copy(wanted.idColumn, "id_found"), copy(wanted.column, "value_found")];
}

function preImageCells(input: {
  sheetId: number;
  wanted: WantedPreImage;
  at: number;
  generation: number;
}): CellEdit[] {
  const { sheetId, wanted } = input;
  const row = firstPreImageRow + input.at;
  const text = (key: string, value: string): CellEdit => ({
    sheetId,
    row,
    column: bookkeepingColumn(key),
    value: { kind: "text", text: value },
  });
  return [
    text("what", wanted.isStray ? "stray" : "pre_image"),
    {
      sheetId,
      row,
      column: bookkeepingColumn("generation"),
      value: { kind: "number", number: input.generation },
    },
    text("row_id", wanted.rowId),
    text("field", wanted.field),
    text("place", `${wanted.row}:${wanted.column}`),
    { sheetId, row, column: bookkeepingColumn("value_read"), value: typedAs(wanted.read) },
    { sheetId, row, column: bookkeepingColumn("value_written"), value: wanted.written },
  ];
}

function newTab({ sheetId, title }: Bookkeeping): StructureEdit[] {
  return [
    {
      kind: "add_tab",
      sheetId,
      title,
      rowCount: newTabRows,
      columnCount: columns.length,
      isHidden: true,
    },
    { kind: "bind_tab", sheetId, key: metadataKeys.tab, value: "rollbook" },
  ];
}

function headerCells(sheetId: number): CellEdit[] {
  return [
    ...columns.map((text, column): CellEdit => ({
      sheetId,
      row: 0,
      column,
      value: { kind: "text", text },
    })),
    { sheetId, row: 1, column: 0, value: { kind: "text", text: "generation" } },
  ];
}

function staleFences(input: { snapshot: Snapshot; instant: string }): StructureEdit[] {
  const oldest = Date.parse(input.instant) - keptMs;
  return input.snapshot.metadata
    .filter((entry) => entry.key === metadataKeys.fence)
    .filter((entry) => Date.parse(entry.value.split(" ")[1] ?? "") < oldest)
    .map((entry) => ({ kind: "drop_metadata", metadataId: entry.id }) as const);
}

/** What stood in a cell of theirs, and beside which ID, when a batch of ours wrote it. */
export type PreImage = {
  generation: number;
  rowId: string;
  field: string;
  idFound: string;
  found: RosterCell;
  /** Where it was written; null in a tab of an earlier version. */
  place: { row: number; column: number } | null;
  /** What was to be found there, and what was written. */
  read: RosterCell;
  written: RosterCell;
  isStray: boolean;
};

export function preImagesIn(tab: SnapshotTab | null): PreImage[] {
  return (tab?.rows ?? []).slice(firstPreImageRow).flatMap((cells) => {
    const text = (key: string) => cellText(cells[bookkeepingColumn(key)]);
    const what = text("what");
    if (what !== "pre_image" && what !== "stray") return [];
    const cell = (key: string) => cells[bookkeepingColumn(key)] ?? emptyCell;
    const place = /^(\d+):(\d+)$/u.exec(text("place"));
    return [
      {
        generation: Number(text("generation")),
        rowId: text("row_id"),
        field: text("field"),
        idFound: text("id_found"),
        found: cell("value_found"),
        place: place === null ? null : { row: Number(place[1]), column: Number(place[2]) },
        read: cell("value_read"),
        written: cell("value_written"),
        isStray: what === "stray",
      },
    ];
  });
}
