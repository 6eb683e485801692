import type { RosterCell } from "@rollbook/core/roster";
import type { SnapshotTab } from "@rollbook/sheets";
import { expect, test } from "vitest";
import { followColumns } from "./columnMapping.ts";

const text = (header: string): RosterCell =>
  header === "" ? { kind: "empty" } : { kind: "text", text: header };

const tabOf = (headers: readonly string[]): SnapshotTab => ({
  sheetId: 1,
  title: "Members",
  index: 0,
  isHidden: false,
  rowCount: 10,
  columnCount: headers.length,
  frozenRows: 0,
  rows: [headers.map(text)],
  merges: [],
  hiddenRows: [],
  hiddenColumns: [],
  metadata: [],
  columnMetadata: [],
  protections: [],
  coloredColumns: [],
});

const follow = (headers: readonly string[]) =>
  followColumns({
    tab: tabOf(headers),
    headerRow: 0,
    own: new Set([1]),
    mapped: [
      { column: 1, header: "Name", field: "full_name" },
      { column: 3, header: "", field: null },
      { column: 4, header: "City", field: "city" },
    ],
  }).map(({ now }) => now);

test("SYN-18: a column without a header stays in its place", () => {
  expect(follow(["Name", "Status", "", "City"])).toEqual([
    { column: 1, header: "Name", field: "full_name" },
    { column: 3, header: "", field: null },
    { column: 4, header: "City", field: "city" },
  ]);
});

test("SYN-18: a column that was moved to where one without a header stood keeps its meaning", () => {
  expect(follow(["Name", "Status", "City", ""])).toEqual([
    { column: 1, header: "Name", field: "full_name" },
    { column: 3, header: "City", field: "city" },
  ]);
});
