import { columnsOf } from "@rollbook/core/reconcile";
import type { RosterCell } from "@rollbook/core/roster";
import type { SnapshotTab } from "@rollbook/sheets";
import { expect, test } from "vitest";
import { bookkeepingEdits, preImagesIn } from "./bookkeepingTab.ts";

const cells = (...texts: string[]): RosterCell[] =>
  texts.map((text) => (text === "" ? { kind: "empty" } : { kind: "text", text }));

/** As an earlier version made it: without places, and without what was read and written. */
const earlierTab: SnapshotTab = {
  sheetId: 5,
  title: "_rollbook",
  index: 3,
  isHidden: true,
  rowCount: 100,
  columnCount: 6,
  frozenRows: 0,
  rows: [cells("what"), [], cells("pre_image", "4", "rb-1", "email", "rb-2", "a@example.org")],
  merges: [],
  hiddenRows: [],
  hiddenColumns: [],
  metadata: [],
  columnMetadata: [],
  protections: [],
  coloredColumns: [],
};

const edits = (tab: SnapshotTab) =>
  bookkeepingEdits({
    snapshot: {
      spreadsheetId: "s",
      title: "Roster",
      locale: "en_US",
      timeZone: "UTC",
      metadata: [],
      tabs: [tab],
    },
    book: { sheetId: 5, title: "_rollbook", tab, generation: 4 },
    rosterId: "ros_1",
    generation: 5,
    instant: "2026-05-15T15:00:00Z",
    preImages: [],
    isFirst: true,
  });

test("P8: a bookkeeping tab of an earlier version gets the columns that it lacks", () => {
  const count = columnsOf("rollbook").length - 6;
  const { structure, cells: written } = edits(earlierTab);
  expect(structure).toContainEqual({ kind: "append_columns", sheetId: 5, count });
  expect(written.filter(({ row }) => row === 0)).toHaveLength(columnsOf("rollbook").length);
  const { structure: later } = edits({ ...earlierTab, columnCount: 6 + count });
  expect(later.map(({ kind }) => kind)).toEqual(["fence"]);
});

test("P3: what an earlier version covered is still read, without its place", () => {
  expect(preImagesIn(earlierTab)).toEqual([
    {
      generation: 4,
      rowId: "rb-1",
      field: "email",
      idFound: "rb-2",
      found: { kind: "text", text: "a@example.org" },
      place: null,
      read: { kind: "empty" },
      written: { kind: "empty" },
      isStray: false,
    },
  ]);
});
