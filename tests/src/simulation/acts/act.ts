import { columnIn, type World } from "../world.ts";
import type { Person } from "../people.ts";
import { tabId, type Cell } from "../sheet.ts";

/** What a person does to the roster, between any two calls of ours; false where it was not possible. */
export type Act = {
  name: string;
  weight: number;
  /** Also between our read and our write; others only while no sync is under way. */
  isDuringSync: boolean;
  do: (world: World) => Promise<boolean> | boolean;
};

export const anyone = (world: World): Person => world.random.pick([...world.people.values()]);

export const nameColumn = 0;

/** The row of a person; -1 where there is none, or where copies of it stand as well. */
export function rowOf(world: World, name: string): number {
  const found = world.sheet
    .rows()
    .flatMap((row, at) => (at > 0 && row[nameColumn] === name ? [at] : []));
  return found.length === 1 ? (found[0] ?? -1) : -1;
}

export const columnOf = (world: World, header: string) => columnIn(world.sheet.rows(), header);

export const firstFreeRow = (world: World) => world.sheet.rows().length;

export const textAt = (world: World, row: number, column: number): string =>
  String(world.sheet.rows()[row]?.[column] ?? "");

export const rowRange = (row: number, count = 1) => ({
  sheetId: tabId,
  startRowIndex: row,
  endRowIndex: row + count,
});

export const columnRange = (column: number) => ({
  sheetId: tabId,
  startColumnIndex: column,
  endColumnIndex: column + 1,
});

export const deleteRow = (row: number) => ({
  deleteDimension: {
    range: { sheetId: tabId, dimension: "ROWS", startIndex: row, endIndex: row + 1 },
  },
});

/** Types a whole row, each value under its header; columns that are gone are left out. */
export function typeRow(world: World, row: number, values: ReadonlyMap<string, Cell>): void {
  for (const [header, value] of values) {
    const column = columnOf(world, header);
    if (value !== "" && column >= 0) world.sheet.type(row, column, value);
  }
}
