import { serialOf, trackedFields, type Person, type TrackedField } from "./people.ts";
import { columnIn, type Violation, type World } from "./world.ts";
import { nameColumn } from "./acts/act.ts";
import { readParked, readStored, type Stored } from "./stored.ts";
import type { Cell } from "./sheet.ts";

type Sides = {
  rows: Cell[][];
  stored: Stored;
  idColumn: number;
  columns: Record<TrackedField, number>;
};

type Seen = { rowId: string; shown: string; kept: string; isConflict: boolean; isHeld: boolean };

async function bothSides(world: World): Promise<Sides> {
  const rows = world.sheet.rows();
  const stored = await readStored(world);
  const columns = {
    Email: columnIn(rows, "Email"),
    City: columnIn(rows, "City"),
  };
  return { rows, stored, idColumn: columnIn(rows, "Rollbook ID"), columns };
}

function seenOf(sides: Sides, person: Person, field: TrackedField): Seen | null {
  const mine = sides.rows.filter((row, at) => at > 0 && row[0] === person.name);
  const patients = sides.stored.patients.filter((patient) => patient.name === person.name);
  const [row] = mine;
  const [patient] = patients;
  if (row === undefined || patient === undefined || mine.length + patients.length > 2) return null;
  const rowId = String(row[sides.idColumn] ?? "");
  const key = field.toLowerCase();
  return {
    rowId,
    shown: String(row[sides.columns[field]] ?? ""),
    kept: (field === "Email" ? patient.email : patient.city) ?? "",
    isConflict: sides.stored.conflicts.some((one) => one.rowId === rowId && one.field === key),
    isHeld: sides.stored.heldRowIds.includes(rowId) || rowId === "" || isStray(sides, row, person),
  };
}

/** One of several rows with the ID of somebody else, as a copy that a partial sort gave another name: nobody's row. */
function isStray({ rows, stored, idColumn }: Sides, row: Cell[], person: Person): boolean {
  const id = row[idColumn] ?? "";
  const isRepeated = rows.filter((other) => other[idColumn] === id).length > 1;
  return isRepeated && stored.nameOfRow[String(id)] !== person.name;
}

/**
 * After a run that nothing disturbed: what people did on one side only is on both sides now, and from here on that is
 * what was agreed.
 */
export async function judgeAgreement(world: World): Promise<Violation[]> {
  const sides = await bothSides(world);
  return [...world.people.values()].flatMap((person) =>
    trackedFields.flatMap((field) => {
      const seen = seenOf(sides, person, field);
      if (seen === null || seen.isConflict || seen.isHeld) return [];
      if (seen.shown !== seen.kept) {
        if (field === "City" && person.hasFormula) return [];
        const detail = `${person.name}: sheet ${seen.shown}, database ${seen.kept}`;
        return [{ property: "P1", detail }];
      }
      const found = judgeOneSided({ person, field, shown: seen.shown });
      person.fields[field] = { agreed: seen.shown, sheet: [], stored: [] };
      return found;
    }),
  );
}

/** Where only one side was touched since both agreed, the last touch is what stands there. */
function judgeOneSided(input: { person: Person; field: TrackedField; shown: string }): Violation[] {
  const { person, field, shown } = input;
  const { agreed, sheet, stored } = person.fields[field];
  if (sheet.length > 0 && stored.length > 0) return [];
  const expected = sheet.at(-1) ?? stored.at(-1) ?? agreed;
  if (shown === expected) return [];
  const property = sheet.length + stored.length === 0 ? "P4" : "P3";
  return [{ property, detail: `${person.name}: ${shown} stands where ${expected} was meant` }];
}

/** After one read without rows nobody counts as gone, and nobody's membership is parked or ended for it. */
export async function judgeRead(
  world: World,
  parkedBefore: readonly string[],
): Promise<Violation[]> {
  const parked = (await readParked(world)).filter((id) => !parkedBefore.includes(id));
  return parked.map((id) => ({
    property: "P9",
    detail: `a read without rows parked or ended ${id}`,
  }));
}

/** What must hold at the end, reckoned from what people did and from both sides as they stand; nothing of the engine. */
export async function judge(world: World): Promise<Violation[]> {
  const sides = await bothSides(world);
  return [
    ...judgeNumbers(world, sides.stored),
    ...judgeIds(world, sides),
    ...[...world.people.values()].flatMap((person) => judgePerson(sides, person)),
    ...judgeTheirs(world, sides.rows),
    ...judgeStrays(sides.rows),
    ...judgeStrangers(sides.stored),
  ];
}

function judgeNumbers(world: World, stored: Stored): Violation[] {
  const names = stored.patients.map((patient) => patient.name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const mistaken = names.filter((name) => world.mistaken.has(name));
  const unknown = names.filter((name) => !world.people.has(name) && !world.mistaken.has(name));
  const perPatient = new Set(stored.memberships.map((membership) => membership.patientId));
  const ended = stored.memberships.filter((membership) => membership.endDate !== null);
  const missing = stored.memberships.filter((membership) =>
    membership.holds.includes("row_missing"),
  );
  const found = (property: string, detail: string): Violation => ({ property, detail });
  return [
    ...twice.map((name) => found("P8", `${name} is there twice`)),
    ...unknown.map((name) => found("P4", `${name} was never typed`)),
    ...mistaken.map((name) => found("P14", `${name} has a mistake and is a member`)),
    ...(perPatient.size === stored.memberships.length
      ? []
      : [found("P14", "two memberships of one patient")]),
    ...(ended.length === 0 ? [] : [found("P9", `${ended.length} memberships were ended`)]),
    ...(missing.length === 0 ? [] : [found("P9", `${missing.length} rows count as missing`)]),
  ];
}

function judgeIds(world: World, sides: Sides): Violation[] {
  const ids = sides.rows.slice(1).map((row) => String(row[sides.idColumn] ?? ""));
  const given = ids.filter((id) => id !== "");
  const twice = given.filter((id, at) => given.indexOf(id) !== at);
  const strange = sides.rows.slice(1).flatMap((row) => {
    const isPerson = world.people.has(String(row[0] ?? ""));
    return (row[sides.idColumn] ?? "") !== "" && !isPerson ? [String(row[0])] : [];
  });
  return [
    ...twice.map((id) => ({ property: "P6", detail: `the ID ${id} stands twice` })),
    ...strange.map((name) => ({ property: "P6", detail: `"${name}" has an ID` })),
  ];
}

function judgePerson(sides: Sides, person: Person): Violation[] {
  const { rows, stored, idColumn } = sides;
  const mine = rows.filter((row, at) => at > 0 && row[0] === person.name);
  const patients = stored.patients.filter((patient) => patient.name === person.name);
  const [row] = mine;
  const [patient] = patients;
  if (row === undefined || patient === undefined || mine.length + patients.length > 2) {
    const detail = `${person.name}: ${mine.length} rows, ${patients.length} patients`;
    return [{ property: "P8", detail }];
  }
  const found: Violation[] = [];
  const expect = (property: string, what: string, is: unknown, wanted: unknown) => {
    if (is === wanted) return;
    found.push({
      property,
      detail: `${person.name}: ${what} is ${String(is)}, not ${String(wanted)}`,
    });
  };
  const at = (header: string) => row[columnIn(rows, header)] ?? "";
  const held = stored.heldRowIds.includes(String(at("Rollbook ID")));
  if (String(row[idColumn] ?? "") === "") expect("P6", "the ID", "missing", "there");
  expect("P6", "the ID's patient", stored.nameOfRow[String(row[idColumn])], person.name);
  expect("P5", "the note", at("Our notes"), person.note);
  expect("P13", "the birth date in the database", patient.birthDate, person.birthDate);
  const typedDate = at("Date of birth");
  if (typeof typedDate === "number") {
    expect("P13", "the birth date in the sheet", typedDate, serialOf(person.birthDate));
  }
  if (held !== person.isPriceSpoilt) {
    const isInDoubt = stored.memberships.length === 0;
    if (!isInDoubt) expect("P14", "whether the row is held", held, person.isPriceSpoilt);
  }
  if (!held) {
    expect("P1", "the status", at("Status"), "Deferred");
    expect("P13", "the start date", at("Start date"), serialOf("2026-06-01"));
    expect("P1", "the next charge", at("Next charge amount"), person.price);
    expect("P1", "the price", stored.priceOf[person.name], person.price * 100);
  }
  for (const field of trackedFields) found.push(...judgeField({ sides, person, field }));
  return found;
}

/** What was typed last on either side is the value, in a conflict or in the history; nothing else stands there. */
function judgeField(input: { sides: Sides; person: Person; field: TrackedField }): Violation[] {
  const { sides, person, field } = input;
  const seen = seenOf(sides, person, field);
  if (seen === null) return [];
  const { shown, kept } = seen;
  const { told } = sides.stored;
  const { sheet, stored } = person.fields[field];
  const isTold = (value: string) =>
    value === shown || value === kept || told.includes(JSON.stringify(value));
  const isFormula = field === "City" && person.hasFormula;
  return [
    ...(shown === kept || seen.isConflict || seen.isHeld || isFormula
      ? judgeSettled({ person, field, seen })
      : [{ property: "P1", detail: `${person.name}: sheet ${shown}, database ${kept}` }]),
    ...[shown, kept]
      .filter((value) => !person.ever[field].has(value))
      .map((value) => ({ property: "P4", detail: `${person.name}: nobody typed ${value}` })),
    ...[sheet.at(-1), stored.at(-1)]
      .filter((value) => value !== undefined)
      .filter((value) => !isTold(value))
      .map((value) => ({
        property: "P3",
        detail: `${person.name}: ${value} is lost (sheet ${shown}, database ${kept})`,
      })),
  ];
}

const judgeSettled = (input: { person: Person; field: TrackedField; seen: Seen }) =>
  input.seen.isConflict || input.seen.isHeld || input.seen.shown !== input.seen.kept
    ? []
    : judgeOneSided({ ...input, shown: input.seen.shown });

/** Formulas, remarks and colours that people made. */
function judgeTheirs(world: World, rows: Cell[][]): Violation[] {
  const formulas = world.sheet.formulas();
  const email = columnIn(rows, "Email");
  const city = columnIn(rows, "City");
  const letters = columnIn(rows, "Letters");
  const found: Violation[] = ["Our notes", "Letters"]
    .filter((header) => columnIn(rows, header) < 0)
    .map((header) => ({ property: "P5", detail: `the column ${header} of theirs is gone` }));
  for (const [at, row] of rows.entries()) {
    const name = String(row[0] ?? "");
    const person = world.people.get(name);
    if (at === 0 || person === undefined) continue;
    const formula = formulas[at] ?? [];
    const is = (column: number, start: string) => String(formula[column] ?? "").startsWith(start);
    if ((row[letters] ?? "") !== "" && !is(letters, "=LEN(")) {
      found.push({ property: "P5", detail: `the formula beside ${name} is gone` });
    }
    if (formula[email] !== row[email] && !is(email, "=LOWER(")) {
      found.push({ property: "P12", detail: `the email of ${name} became a formula` });
    }
    const isFormulaLeft = person.hasFormula && is(city, "=LOWER(");
    const isExcused = person.fields.City.sheet.length > 0 || world.sheet.watch.covered.has(name);
    if (person.hasFormula && !isFormulaLeft && !isExcused) {
      found.push({ property: "P5", detail: `the formula in the city of ${name} is gone` });
    }
  }
  return found;
}

/** A row without a name and a column without a header hold nothing, nor does a column that people inserted. */
function judgeStrays(rows: Cell[][]): Violation[] {
  const [headers = []] = rows;
  return rows.slice(1).flatMap((row, at) =>
    row.flatMap((cell, column) => {
      const header = headers[column] ?? "";
      const isBlank = (row[nameColumn] ?? "") === "" || header === "" || header === "Mine";
      if (cell === "" || !isBlank) return [];
      const detail = `row ${at + 2}, ${header || "no header"}: ${cell} was left lying about`;
      return [{ property: "P5", detail }];
    }),
  );
}

/** What was typed in copies of the tab or of the file. */
const judgeStrangers = (stored: Stored): Violation[] =>
  stored.patients
    .filter((patient) => (patient.email ?? "").startsWith("copied@"))
    .map((patient) => ({ property: "P14", detail: `${patient.name} took ${patient.email}` }));
