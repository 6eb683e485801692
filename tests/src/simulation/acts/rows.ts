import { firstHeader, type World } from "../world.ts";
import { trackedFields } from "../people.ts";
import { tabId, type Cell } from "../sheet.ts";
import {
  anyone,
  columnOf,
  deleteRow,
  firstFreeRow,
  nameColumn,
  rowOf,
  rowRange,
  textAt,
  typeRow,
} from "./act.ts";
import { rememberShown } from "./typing.ts";

export function sortAll(world: World): boolean {
  const column = columnOf(world, world.random.pick(["Name", "Date of birth", "Email", "City"]));
  if (column < 0) return false;
  const sortOrder = world.random.chance(0.5) ? "ASCENDING" : "DESCENDING";
  const range = rowRange(1, firstFreeRow(world) - 1);
  world.sheet.do([{ sortRange: { range, sortSpecs: [{ dimensionIndex: column, sortOrder }] } }]);
  world.onUndo = { tell: (before) => rememberChanged(world, before) };
  return true;
}

/** A sort that leaves our columns out; taken back before anything else is done. */
export function sortPartly(world: World): boolean {
  // Before a row has its ID nothing tells whose cells were left behind.
  const ids = columnOf(world, "Rollbook ID");
  const rows = world.sheet.rows();
  const isWithoutId = (row: Cell[]) => (row[nameColumn] ?? "") !== "" && !row[ids];
  if (ids < 0 || rows.some(isWithoutId)) return false;
  const columns = { startColumnIndex: 0, endColumnIndex: 3 };
  const range = { ...rowRange(1, rows.length - 1), ...columns };
  const sortSpecs = [{ dimensionIndex: 0, sortOrder: "DESCENDING" }];
  const before = rows.slice(1).map((row) => row.slice(0, 3));
  world.sheet.do([{ sortRange: { range, sortSpecs } }]);
  world.isSortedPartly = true;
  world.tidying.push(() => {
    world.isSortedPartly = false;
    for (const [at, row] of before.entries()) {
      for (const column of [0, 1, 2]) {
        const value = row[column] ?? "";
        world.sheet.type(at + 1, column, value === "" ? null : value);
      }
    }
    // Whatever was written there meanwhile is typed over; what a write of ours had covered there was never meant.
    const column = columnOf(world, "Email");
    for (const person of column < 3 ? world.people.values() : []) {
      const shown = textAt(world, rowOf(world, person.name), column);
      if (person.ever.Email.has(shown)) rememberShown(world, person, "Email");
    }
  });
  return true;
}

export function insertRow(world: World): boolean {
  const at = 1 + world.random.below(firstFreeRow(world));
  const range = { sheetId: tabId, dimension: "ROWS", startIndex: at, endIndex: at + 1 };
  world.sheet.do([{ insertDimension: { range } }]);
  world.onUndo = { tell: (before) => rememberChanged(world, before) };
  return true;
}

export function moveRow(world: World): boolean {
  const row = rowOf(world, anyone(world).name);
  if (row < 0) return false;
  const destinationIndex = 1 + world.random.below(firstFreeRow(world) - 1);
  const source = { sheetId: tabId, dimension: "ROWS", startIndex: row, endIndex: row + 1 };
  world.sheet.do([{ moveDimension: { source, destinationIndex } }]);
  world.onUndo = { tell: (before) => rememberChanged(world, before) };
  return true;
}

/** Going back may take what was written since away with it: whatever is shown now in its place is meant. */
function rememberChanged(world: World, before: ReadonlyMap<string, string>): void {
  const now = shownValues(world);
  for (const person of world.people.values()) {
    for (const field of trackedFields) {
      const key = `${person.name}/${field}`;
      if (now.get(key) !== before.get(key)) rememberShown(world, person, field);
    }
  }
}

function shownValues(world: World): Map<string, string> {
  return new Map(
    [...world.people.values()].flatMap(({ name }) =>
      trackedFields.map((field) => {
        const [row, column] = [rowOf(world, name), columnOf(world, field)];
        return [`${name}/${field}`, row < 0 || column < 0 ? "" : textAt(world, row, column)];
      }),
    ),
  );
}

/** Copies a whole row to the end, our hidden ID included; the copy is taken away before the end. */
export function copyRow(world: World): boolean {
  const { name } = anyone(world);
  const row = rowOf(world, name);
  if (row < 0) return false;
  world.sheet.do([
    {
      copyPaste: {
        source: rowRange(row),
        destination: rowRange(firstFreeRow(world)),
        pasteType: "PASTE_NORMAL",
      },
    },
  ]);
  world.tidying.push(() => dropCopies(world, name));
  return true;
}

function dropCopies(world: World, name: string): void {
  const rows = world.sheet.rows();
  const [first, ...copies] = rows.flatMap((row, at) => (row[nameColumn] === name ? [at] : []));
  const person = world.people.get(name);
  if (first === undefined || person === undefined) return;
  // Of copies that differ the one that is kept is meant.
  const differing = trackedFields.filter((field) => {
    const column = columnOf(world, field);
    return copies.some((at) => rows[at]?.[column] !== rows[first]?.[column]);
  });
  for (const at of copies.toReversed()) world.sheet.do([deleteRow(at)]);
  for (const field of differing) {
    // What a write of ours had covered there for a moment was never meant.
    const shown = textAt(world, rowOf(world, name), columnOf(world, field));
    if (person.ever[field].has(shown)) rememberShown(world, person, field);
  }
}

/** Deletes a row, whose values are typed again before the end, as an undo some days later would. */
export function deleteAndRestore(world: World): boolean {
  const { name } = anyone(world);
  const row = rowOf(world, name);
  if (row < 0) return false;
  const values = cellsOfRow(world, row);
  world.sheet.do([deleteRow(row)]);
  world.tidying.push(() => {
    // A row that was given to a member over the API is given again when nobody saw it arrive.
    if (rowOf(world, name) < 0) typeRow(world, firstFreeRow(world), values);
  });
  return true;
}

/** What stands in a row, by the first header above it: texts as texts, formulas as formulas. */
function cellsOfRow(world: World, row: number): Map<string, Cell> {
  const [first = []] = world.sheet.rows();
  const values = world.sheet.rows()[row] ?? [];
  const formulas = world.sheet.formulas()[row] ?? [];
  return new Map(
    first.map((text, at) => {
      const isFormula = String(formulas[at] ?? "").startsWith("=L");
      return [firstHeader(String(text)), (isFormula ? formulas[at] : values[at]) ?? ""];
    }),
  );
}

/** Undoes the newest act of a person, if that is one whose meaning the observer knows. */
export function undoNewest(world: World): boolean {
  const { onUndo } = world;
  if (onUndo === null) return false;
  const before = shownValues(world);
  if (!world.sheet.undo()) return false;
  onUndo.tell(before);
  return true;
}
