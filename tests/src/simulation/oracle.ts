import { columnOf, mistakenPeople } from "./actors.ts";
import {
  columns,
  conflictsOf,
  historyOf,
  membershipsOf,
  storedPatients,
  type Person,
  type World,
} from "./world.ts";

export type Violation = { property: string; detail: string };

/** What must hold at the end, reckoned from what people did and from both sides as they stand; nothing of the engine. */
export async function judge(world: World): Promise<Violation[]> {
  const rows = await world.sheet.rows();
  const stored = await storedPatients(world);
  const found: Violation[] = [];
  const emailColumn = await columnOf(world, "Email");
  const idColumn = await columnOf(world, "Rollbook ID");
  const statusColumn = await columnOf(world, "Status");
  const notesColumn = await columnOf(world, "Our notes");
  const conflicts = await conflictsOf(world);
  const history = JSON.stringify(await historyOf(world));
  found.push(...(await judgeNumbers(world, stored)));
  const ids = new Set<string>();
  for (const person of world.people.values()) {
    const mine = rows.filter((row, at) => at > 0 && row[columns.name] === person.name);
    const [row] = mine;
    const patients = stored.filter((patient) => patient.name === person.name);
    if (row === undefined || mine.length !== 1 || patients.length !== 1) {
      const detail = `${person.name}: ${mine.length} rows, ${patients.length} patients`;
      found.push({ property: "P8", detail });
      continue;
    }
    const id = String(row[idColumn] ?? "");
    if (id === "" || ids.has(id))
      found.push({ property: "P6", detail: `${person.name} has the ID "${id}"` });
    ids.add(id);
    if (row[notesColumn] !== `note of ${person.name}`) {
      found.push({
        property: "P5",
        detail: `${person.name} has the note ${String(row[notesColumn])}`,
      });
    }
    const status = String(row[statusColumn] ?? "");
    if (status !== "Deferred")
      found.push({ property: "P1", detail: `${person.name} has the status ${status}` });
    const shown = String(row[emailColumn] ?? "");
    const isConflict = conflicts.some(
      (conflict) => conflict.rowId === id && conflict.field === "email",
    );
    found.push(
      ...judgeEmail({
        person,
        shown,
        kept: patients[0]?.email ?? "",
        isConflict,
        told: history + JSON.stringify(conflicts),
      }),
    );
  }
  return [...found, ...(await judgeFormulas(world))];
}

async function judgeNumbers(
  world: World,
  stored: readonly { name: string }[],
): Promise<Violation[]> {
  const names = stored.map((patient) => patient.name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const unknown = names.filter((name) => !world.people.has(name));
  const mistaken = names.filter((name) => mistakenPeople(world).has(name));
  const memberships = await membershipsOf(world);
  const perPatient = new Set(memberships.map((membership) => membership.patientId));
  const ended = memberships.filter((membership) => membership.endDate !== null);
  return [
    ...twice.map((name) => ({ property: "P8", detail: `${name} is there twice` })),
    ...unknown.map((name) => ({ property: "P4", detail: `${name} was never typed` })),
    ...mistaken.map((name) => ({
      property: "P14",
      detail: `${name} has a mistake and is a member`,
    })),
    ...(perPatient.size === memberships.length
      ? []
      : [{ property: "P14", detail: "two memberships of one patient" }]),
    ...(ended.length === 0
      ? []
      : [{ property: "P9", detail: `${ended.length} memberships were ended` }]),
  ];
}

/** Both sides agree or the conflict is open; what was typed last on either side is the value, in a conflict or in the history. */
function judgeEmail(input: {
  person: Person;
  shown: string;
  kept: string;
  isConflict: boolean;
  told: string;
}): Violation[] {
  const { person, shown, kept, isConflict, told } = input;
  const typed = person.sheetEmails.at(-1);
  const set = person.storedEmails.at(-1);
  const possible = new Set([person.firstEmail, ...person.sheetEmails, ...person.storedEmails]);
  const isTold = (value: string) =>
    value === shown || value === kept || told.includes(JSON.stringify(value).slice(1, -1));
  return [
    ...(shown === kept || isConflict
      ? []
      : [{ property: "P1", detail: `${person.name}: sheet ${shown}, database ${kept}` }]),
    ...[shown, kept]
      .filter((value) => !possible.has(value))
      .map((value) => ({ property: "P4", detail: `${person.name}: nobody typed ${value}` })),
    ...[typed, set]
      .filter((value) => value !== undefined)
      .filter((value) => !isTold(value))
      .map((value) => ({
        property: "P3",
        detail: `${person.name}: ${value} is lost (sheet ${shown}, database ${kept})`,
      })),
    ...(typed === undefined && set === undefined && shown !== person.firstEmail
      ? [
          {
            property: "P4",
            detail: `${person.name}: ${shown} replaced an email that nobody touched`,
          },
        ]
      : []),
  ];
}

async function judgeFormulas(world: World): Promise<Violation[]> {
  const column = await columnOf(world, "Letters");
  const emailColumn = await columnOf(world, "Email");
  const formulas = await world.sheet.formulas();
  const rows = await world.sheet.rows();
  return formulas.flatMap((row, at) => {
    const name = String(rows[at]?.[columns.name] ?? "");
    const hasFormula = String(row[column] ?? "").startsWith("=LEN(");
    const isOriginal =
      at > 0 &&
      world.people.has(name) &&
      rows[at]?.[column] !== undefined &&
      rows[at]?.[column] !== "";
    const shown = rows[at]?.[emailColumn];
    const formula = row[emailColumn];
    return [
      ...(isOriginal && !hasFormula
        ? [{ property: "P5", detail: `the formula beside ${name} is gone` }]
        : []),
      ...(at > 0 && formula !== shown
        ? [{ property: "P12", detail: `the email of ${name} became a formula` }]
        : []),
    ];
  });
}
