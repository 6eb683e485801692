import { columns, personAt, setStoredEmail, type Person, type World } from "./world.ts";
import { tabId, type Cell } from "./sheet.ts";

/** What a person does to the roster, between any two calls of ours. Each tells the trace what it was. */
type Act = {
  name: string;
  weight: number;
  isDuringSync: boolean;
  do: (world: World) => Promise<boolean>;
};

/** The row of a person; -1 where there is none, or where copies of it stand as well. */
async function rowOf(world: World, name: string): Promise<number> {
  const rows = await world.sheet.rows();
  const found = rows.flatMap((row, at) => (at > 0 && row[columns.name] === name ? [at] : []));
  return found.length === 1 ? (found[0] ?? -1) : -1;
}

const anyone = (world: World): Person => world.random.pick([...world.people.values()]);

const lastRow = async (world: World) => (await world.sheet.rows()).length;

async function typeEmail(world: World): Promise<boolean> {
  const person = anyone(world);
  const row = await rowOf(world, person.name);
  if (row < 0) return false;
  const email = `s${world.counts.edits}.${person.sheetEmails.length}@typed.example`;
  await world.sheet.type(row, await columnOf(world, "Email"), email);
  person.sheetEmails.push(email);
  world.trace.push(`row ${row + 1}, ${person.name}: ${email}`);
  return true;
}

async function typePrice(world: World): Promise<boolean> {
  const person = anyone(world);
  const row = await rowOf(world, person.name);
  if (row < 0) return false;
  const price = 100 + world.counts.edits + world.random.below(40);
  await world.sheet.type(row, await columnOf(world, "Price"), price);
  person.price = price;
  return true;
}

async function storeEmail(world: World): Promise<boolean> {
  const person = anyone(world);
  const email = `d${world.counts.edits}.${person.storedEmails.length}@stored.example`;
  if (!(await setStoredEmail(world, person.name, email))) return false;
  person.storedEmails.push(email);
  world.trace.push(`${person.name}: ${email}`);
  return true;
}

async function sortAll(world: World): Promise<boolean> {
  const column = world.random.pick([columns.name, columns.dob, columns.email]);
  await world.sheet.do([
    {
      sortRange: {
        range: { sheetId: tabId, startRowIndex: 1, endRowIndex: await lastRow(world) },
        sortSpecs: [
          {
            dimensionIndex: column,
            sortOrder: world.random.chance(0.5) ? "ASCENDING" : "DESCENDING",
          },
        ],
      },
    },
  ]);
  return true;
}

async function insertBlankRow(world: World): Promise<boolean> {
  const at = 1 + world.random.below(await lastRow(world));
  await world.sheet.do([
    {
      insertDimension: {
        range: { sheetId: tabId, dimension: "ROWS", startIndex: at, endIndex: at + 1 },
      },
    },
  ]);
  return true;
}

async function moveRow(world: World): Promise<boolean> {
  const row = await rowOf(world, anyone(world).name);
  if (row < 0) return false;
  await world.sheet.do([
    {
      moveDimension: {
        source: { sheetId: tabId, dimension: "ROWS", startIndex: row, endIndex: row + 1 },
        destinationIndex: 1 + world.random.below((await lastRow(world)) - 1),
      },
    },
  ]);
  return true;
}

async function addPerson(world: World): Promise<boolean> {
  const { person, row } = personAt(30 + world.people.size);
  if (world.people.has(person.name)) return false;
  const at = await lastRow(world);
  for (const [column, value] of row.entries()) {
    await world.sheet.type(at, await columnOf(world, headerAt(column)), value);
  }
  world.people.set(person.name, person);
  return true;
}

/** Copies a whole row to the end, our hidden ID included, and takes the copy away again before the end. */
async function copyRow(world: World): Promise<boolean> {
  const row = await rowOf(world, anyone(world).name);
  if (row < 0) return false;
  const at = await lastRow(world);
  await world.sheet.do([
    {
      copyPaste: {
        source: { sheetId: tabId, startRowIndex: row, endRowIndex: row + 1 },
        destination: { sheetId: tabId, startRowIndex: at, endRowIndex: at + 1 },
        pasteType: "PASTE_NORMAL",
      },
    },
  ]);
  return true;
}

async function deleteAndUndo(world: World): Promise<boolean> {
  const person = anyone(world);
  const row = await rowOf(world, person.name);
  if (row < 0) return false;
  const values = await cellsOfRow(world, row);
  await world.sheet.do([deleteRow(row)]);
  undo.set(world, [...(undo.get(world) ?? []), { values }]);
  return true;
}

/** What stands in a row, by the header above it: texts as texts, formulas as formulas. */
async function cellsOfRow(world: World, row: number): Promise<Map<string, Cell>> {
  const [first = []] = await world.sheet.rows();
  const values = (await world.sheet.rows())[row] ?? [];
  const formulas = (await world.sheet.formulas())[row] ?? [];
  return new Map(
    first.map((text, at) => {
      const source = text === "Letters" ? formulas : values;
      return [String(text), source[at] ?? ""];
    }),
  );
}

const deleteRow = (row: number) => ({
  deleteDimension: {
    range: { sheetId: tabId, dimension: "ROWS", startIndex: row, endIndex: row + 1 },
  },
});

const undo = new WeakMap<World, { values: Map<string, Cell> }[]>();

/** Brings deleted rows back, as undo does, and takes copies of rows away. */
export async function tidyUp(world: World): Promise<void> {
  for (const { values } of undo.get(world) ?? []) {
    const at = await lastRow(world);
    for (const [text, value] of values) {
      const column = await columnOf(world, text);
      if (value !== "" && column >= 0) await world.sheet.type(at, column, value);
    }
  }
  undo.delete(world);
  const seen = new Set<Cell>();
  const rows = await world.sheet.rows();
  const copies = rows.flatMap((row, at) => {
    const name = row[columns.name] ?? "";
    const isCopy = at > 0 && name !== "" && seen.has(name);
    seen.add(name);
    return isCopy ? [at] : [];
  });
  for (const at of copies.toReversed()) await world.sheet.do([deleteRow(at)]);
}

/** A sort that leaves our columns out, taken back before anything else is done. */
async function sortPartly(world: World): Promise<boolean> {
  // Before a row has its ID nothing tells whose cells were left behind.
  const ids = await columnOf(world, "Rollbook ID");
  const rows = await world.sheet.rows();
  if (
    ids < 0 ||
    rows.some((row) => row[columns.name] !== undefined && row[columns.name] !== "" && !row[ids])
  )
    return false;
  const end = await lastRow(world);
  const before = (await world.sheet.rows()).slice(1, end).map((row) => row.slice(0, 3));
  const columnsSorted = { startColumnIndex: 0, endColumnIndex: 3 };
  const range = { sheetId: tabId, startRowIndex: 1, endRowIndex: end, ...columnsSorted };
  const sortSpecs = [{ dimensionIndex: 0, sortOrder: "DESCENDING" }];
  await world.sheet.do([{ sortRange: { range, sortSpecs } }]);
  unsort.set(world, before);
  return true;
}

const unsort = new WeakMap<World, Cell[][]>();

/** Undo of a sort that left columns out. */
export async function undoSort(world: World): Promise<void> {
  const before = unsort.get(world);
  unsort.delete(world);
  for (const [at, row] of (before ?? []).entries()) {
    for (const column of [0, 1, 2]) {
      const value = row[column] ?? "";
      await world.sheet.type(at + 1, column, value === "" ? null : value);
    }
  }
}

async function typeOverStatus(world: World): Promise<boolean> {
  const row = await rowOf(world, anyone(world).name);
  const column = await columnOf(world, "Status");
  if (row < 0 || column < 0) return false;
  await world.sheet.type(row, column, "VIP");
  return true;
}

async function insertOwnColumn(world: World): Promise<boolean> {
  const [first = []] = await world.sheet.rows();
  if (first.includes("Mine")) return false;
  const at = 2 + world.random.below(6);
  await world.sheet.do([
    {
      insertDimension: {
        range: { sheetId: tabId, dimension: "COLUMNS", startIndex: at, endIndex: at + 1 },
      },
    },
  ]);
  await world.sheet.type(0, at, "Mine");
  return true;
}

async function spoilDate(world: World): Promise<boolean> {
  const { person, row } = personAt(60 + world.people.size);
  const at = await lastRow(world);
  const spoilt = row.map((value, column) => (column === 7 ? "31 February" : value));
  for (const [column, value] of spoilt.entries()) {
    await world.sheet.type(at, await columnOf(world, headerAt(column)), value);
  }
  unbillable.set(world, (unbillable.get(world) ?? new Set()).add(person.name));
  return true;
}

const unbillable = new WeakMap<World, Set<string>>();
/** People whose row has a mistake from the beginning: they must never become members. */
export const mistakenPeople = (world: World): ReadonlySet<string> =>
  unbillable.get(world) ?? new Set();

async function formulaText(world: World): Promise<boolean> {
  const person = anyone(world);
  const email = `=d${world.counts.edits}.${person.storedEmails.length}@stored.example`;
  if (!(await setStoredEmail(world, person.name, email))) return false;
  person.storedEmails.push(email);
  return true;
}

const headerAt = (column: number) =>
  [
    "Name",
    "Date of birth",
    "Email",
    "Phone",
    "Plan",
    "Billing cycle",
    "Price",
    "Last billed",
    "Our notes",
  ][column] ?? "";

export async function columnOf(world: World, text: string): Promise<number> {
  const [first = []] = await world.sheet.rows();
  return first.indexOf(text);
}

const acts: readonly Act[] = [
  { name: "type email", weight: 6, isDuringSync: true, do: typeEmail },
  { name: "type price", weight: 3, isDuringSync: true, do: typePrice },
  { name: "store email", weight: 5, isDuringSync: true, do: storeEmail },
  { name: "sort", weight: 4, isDuringSync: true, do: sortAll },
  { name: "insert row", weight: 2, isDuringSync: true, do: insertBlankRow },
  { name: "move row", weight: 2, isDuringSync: true, do: moveRow },
  { name: "add person", weight: 2, isDuringSync: true, do: addPerson },
  { name: "copy row", weight: 1, isDuringSync: true, do: copyRow },
  { name: "delete row", weight: 1, isDuringSync: true, do: deleteAndUndo },
  { name: "sort partly", weight: 1, isDuringSync: false, do: sortPartly },
  { name: "type over status", weight: 1, isDuringSync: true, do: typeOverStatus },
  { name: "insert column", weight: 1, isDuringSync: false, do: insertOwnColumn },
  { name: "spoil date", weight: 1, isDuringSync: true, do: spoilDate },
  { name: "store formula", weight: 1, isDuringSync: false, do: formulaText },
];

export async function actOnce(world: World, isDuringSync: boolean): Promise<void> {
  if (isDuringSync && unsort.has(world)) return;
  await undoSort(world);
  const possible = acts.filter((act) => !isDuringSync || act.isDuringSync);
  const bag = possible.flatMap((act) => Array.from({ length: act.weight }, () => act));
  const act = world.random.pick(bag);
  const isDone = await act.do(world);
  if (!isDone) return;
  world.counts.edits += 1;
  world.trace.push(`${isDuringSync ? "during: " : ""}${act.name}`);
}
