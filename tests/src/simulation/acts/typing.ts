import { setStored, type World } from "../world.ts";
import { headers, personAt, trackedFields, type Person, type TrackedField } from "../people.ts";
import { tabId, type Cell } from "../sheet.ts";
import { anyone, columnOf, firstFreeRow, rowOf, textAt, typeRow } from "./act.ts";

/** A person's value was typed in the sheet: what the observer remembers of it. */
function remember(world: World, person: Person, field: TrackedField, value: string): void {
  person.fields[field].sheet.push(value);
  person.ever[field].add(value);
  if (field !== "City") return;
  const cell = world.sheet.formulas()[rowOf(world, person.name)]?.[columnOf(world, "City")];
  person.hasFormula = String(cell ?? "").startsWith("=LOWER(");
}

/** After an undo: whatever stands there now is what the person wants. */
export function rememberShown(world: World, person: Person, field: TrackedField): void {
  const row = rowOf(world, person.name);
  const column = columnOf(world, field);
  if (row >= 0 && column >= 0) remember(world, person, field, textAt(world, row, column));
}

const valueFor = (world: World, field: TrackedField, mark: string) => {
  const number = `${mark}${world.counts.edits}.${world.random.below(10)}`;
  return field === "Email" ? `${number}@typed.example` : `City ${number}`;
};

export function typeField(world: World): boolean {
  const person = anyone(world);
  const field = world.random.pick(trackedFields);
  const row = rowOf(world, person.name);
  const column = columnOf(world, field);
  if (row < 0 || column < 0) return false;
  const value = valueFor(world, field, "s");
  world.sheet.type(row, column, value);
  remember(world, person, field, value);
  world.onUndo = { tell: () => rememberShown(world, person, field) };
  world.trace.push(`row ${row + 1}, ${person.name}: ${value}`);
  return true;
}

/** Types what stands there already. */
export function retype(world: World): boolean {
  const person = anyone(world);
  const field = world.random.pick(trackedFields);
  const row = rowOf(world, person.name);
  const column = columnOf(world, field);
  if (row < 0 || column < 0) return false;
  const value = textAt(world, row, column);
  if (value === "") return false;
  world.sheet.type(row, column, value);
  remember(world, person, field, value);
  return true;
}

/** Pulls a value down over the next rows, whoever stands there. */
export function fillDown(world: World): boolean {
  const rows = world.sheet.rows();
  const row = rowOf(world, anyone(world).name);
  const column = columnOf(world, "City");
  const count = 1 + world.random.below(2);
  if (row < 0 || column < 0) return false;
  const below = rows.slice(row + 1, row + 1 + count).map((cells) => String(cells[0] ?? ""));
  const people = below.map((name) => world.people.get(name));
  const value = textAt(world, row, column);
  const isSafe = people.every((one) => one !== undefined && rowOf(world, one.name) > 0);
  if (below.length < count || !isSafe || value === "") return false;
  world.sheet.do([
    {
      copyPaste: {
        source: cellsAt(row, column, 1),
        destination: cellsAt(row + 1, column, count),
        pasteType: "PASTE_VALUES",
      },
    },
  ]);
  for (const person of people) if (person !== undefined) remember(world, person, "City", value);
  return true;
}

const cellsAt = (row: number, column: number, count: number) => ({
  sheetId: tabId,
  startRowIndex: row,
  endRowIndex: row + count,
  startColumnIndex: column,
  endColumnIndex: column + 1,
});

export function typePrice(world: World): boolean {
  const person = anyone(world);
  const row = rowOf(world, person.name);
  const column = columnOf(world, "Price");
  if (row < 0 || column < 0) return false;
  const price = 100 + world.counts.edits + world.random.below(40);
  world.sheet.type(row, column, price);
  person.price = price;
  person.isPriceSpoilt = false;
  return true;
}

/** A price that is none: the row is held with its last good one, and not billed. */
export function spoilPrice(world: World): boolean {
  const person = anyone(world);
  const row = rowOf(world, person.name);
  const column = columnOf(world, "Price");
  const id = columnOf(world, "Rollbook ID");
  // Of somebody new a price that is none is no question: the plan's is taken.
  if (row < 0 || column < 0 || id < 0 || textAt(world, row, id) === "") return false;
  world.sheet.type(row, column, "to be agreed");
  person.isPriceSpoilt = true;
  return true;
}

/** A formula of theirs where the engine may want to write: it must never be replaced. */
export function typeFormula(world: World): boolean {
  const person = anyone(world);
  const row = rowOf(world, person.name);
  const column = columnOf(world, "City");
  if (row < 0 || column < 0 || person.hasFormula) return false;
  const text = `city ${world.counts.edits}`;
  world.sheet.type(row, column, `=LOWER("${text}")`);
  remember(world, person, "City", text);
  return true;
}

export async function store(world: World): Promise<boolean> {
  const person = anyone(world);
  const field = world.random.pick(trackedFields);
  return storeValue(world, { person, field, value: valueFor(world, field, "d") });
}

/** A text that a spreadsheet would take for a formula, typed into a web form. */
export async function storeFormula(world: World): Promise<boolean> {
  const person = anyone(world);
  const value = `=d${world.counts.edits}.${world.random.below(10)}@stored.example`;
  return storeValue(world, { person, field: "Email", value });
}

async function storeValue(
  world: World,
  change: { person: Person; field: TrackedField; value: string },
): Promise<boolean> {
  const { person, field, value } = change;
  if (!(await setStored(world, { name: person.name, field, value }))) return false;
  person.fields[field].stored.push(value);
  person.ever[field].add(value);
  world.trace.push(`${person.name}: ${value}`);
  return true;
}

export function typeOverComputed(world: World): boolean {
  const row = rowOf(world, anyone(world).name);
  const column = columnOf(world, world.random.pick(["Status", "Start date", "Needs attention"]));
  if (row < 0 || column < 0) return false;
  world.sheet.type(row, column, "VIP");
  return true;
}

function newRow(input: { index: number; dateOfBilling: string }): {
  person: Person;
  values: Map<string, Cell>;
} {
  const { person, row } = personAt(input.index);
  const values = new Map<string, Cell>(headers.map((header, at) => [header, row[at] ?? ""]));
  values.set("Last billed", input.dateOfBilling);
  values.delete("Letters");
  return { person, values };
}

export function addPerson(world: World): boolean {
  const { person, values } = newRow({
    index: 30 + world.people.size,
    dateOfBilling: "2026-05-01",
  });
  if (world.people.has(person.name)) return false;
  typeRow(world, firstFreeRow(world), values);
  world.people.set(person.name, person);
  return true;
}

/** Somebody whose date cannot be: the row is told so, and nobody is made of it. */
export function addMistaken(world: World): boolean {
  const { person, values } = newRow({
    index: 130 + world.mistaken.size,
    dateOfBilling: "31 February",
  });
  typeRow(world, firstFreeRow(world), values);
  world.mistaken.add(person.name);
  return true;
}
