import { rosterColumns } from "@rollbook/core/reconcile";
import type { RosterCell } from "@rollbook/core/roster";
import { expect, test } from "vitest";
import { findOwnColumns, planColumns } from "./columns.ts";
import { metadataKeys } from "./requests.ts";
import type { SnapshotTab } from "./snapshot.ts";

const cells = (texts: readonly string[]): RosterCell[] =>
  texts.map((text) => (text === "" ? { kind: "empty" } : { kind: "text", text }));

const tabOf = (
  rows: readonly (readonly string[])[],
  bound: readonly string[] = [],
  from = 0,
): SnapshotTab => ({
  sheetId: 1,
  title: "Members",
  index: 0,
  isHidden: false,
  rowCount: 10,
  columnCount: Math.max(5, ...rows.map((row) => row.length)),
  frozenRows: 0,
  rows: rows.map(cells),
  merges: [],
  hiddenRows: [],
  hiddenColumns: [],
  metadata: [],
  protections: [],
  coloredColumns: [],
  columnMetadata: bound.map((value, at) => ({
    id: at + 1,
    key: metadataKeys.column,
    value,
    column: from + at,
  })),
});

const keys = rosterColumns.map((column) => column.key);
const headers = rosterColumns.map((column) => column.header);
const plan = (tab: SnapshotTab) => planColumns({ tab, headerRow: 0, currency: "USD" });

test("P5: our columns stand to the right of everything, the ID among them and not at their edge", () => {
  const { columns, structure } = plan(
    tabOf([
      ["Name", "Start Date"],
      ["", "", "a note of theirs"],
    ]),
  );
  expect([...columns.values()]).toEqual(keys.map((_, at) => 3 + at));
  const id = columns.get("row_id") ?? 0;
  expect(Math.min(...columns.values())).toBeLessThan(id);
  expect(Math.max(...columns.values())).toBeGreaterThan(id);
  expect(structure[0]).toEqual({
    kind: "insert_columns",
    sheetId: 1,
    at: 3,
    count: keys.length,
  });
});

test("P5: a header that is theirs already gets our name behind it", () => {
  const { headers: written } = plan(tabOf([["Name", "start date"]]));
  expect(written[0]?.value).toEqual({ kind: "text", text: "Start date (Rollbook)" });
  expect(written[1]?.value).toEqual({ kind: "text", text: "Status" });
});

test("P16: columns that stand ask for nothing", () => {
  const tab = tabOf([["Name", ...headers]], keys, 1);
  expect(plan(tab)).toMatchObject({ structure: [], headers: [] });
});

test("P6: columns that were cut and pasted are found by their headers, and bound there", () => {
  const moved = tabOf([["Name", ...headers.map(() => ""), ...headers]], keys, 1);
  const found = findOwnColumns({ tab: moved, headerRow: 0 });
  expect(found.get("status")).toBe(1 + keys.length + 1);
  expect(plan(moved).structure.filter((edit) => edit.kind === "bind_column")).toHaveLength(
    keys.length,
  );
});

test("a column of ours that was deleted is added again", () => {
  const without = keys.slice(1);
  const tab = tabOf([["Name", ...headers.slice(1)]], without, 1);
  const { columns, headers: written } = plan(tab);
  expect(columns.get("start_date")).toBe(1 + without.length);
  expect(written).toHaveLength(1);
});
