import type { PlainDate } from "../calendar/index.ts";
import { nameOf } from "./checkRows.ts";
import { isGiven } from "./given.ts";
import { issue } from "./messages.ts";
import type { RosterReading, RosterRow, RosterValues } from "./reading.ts";
import { tally } from "./tally.ts";
import { nameKey } from "./values/name.ts";

/** Somebody whom the practice has already. */
export type KnownPerson = {
  id: string;
  externalId: string | null;
  name: string;
  dob: PlainDate | null;
  email: string | null;
};

type Found =
  | { kind: "new" }
  | { kind: "present"; person: KnownPerson }
  | { kind: "doubtful"; person: KnownPerson; reason: string };

/**
 * A file for a practice that has people: those it has already are skipped, so that the same file twice adds nobody, and
 * who may be one of them is held, with those they pay for (ROS-27).
 */
export function withoutPresent({
  reading,
  people,
}: {
  reading: RosterReading;
  people: readonly KnownPerson[];
}): RosterReading {
  if (people.length === 0) return reading;
  const index = indexPeople(people);
  const found = new Map(
    reading.rows
      .filter(({ outcome }) => outcome !== "skip")
      .map((row) => [row.record, findPerson(row, index)] as const),
  );
  const rows = reading.rows.map((row) => settled(row, found));
  return { ...reading, rows, ...tally(rows) };
}

function settled(row: RosterRow, found: ReadonlyMap<number, Found>): RosterRow {
  const own = found.get(row.record);
  if (own === undefined) return row;
  if (own.kind === "present") return { ...row, ...nothing, outcome: "skip", skipReason: "present" };
  if (own.kind === "doubtful") return held(row, own.reason, "duplicate_row");
  const payer = row.payerRecord === undefined ? undefined : found.get(row.payerRecord);
  if (payer === undefined || payer.kind === "new") return row;
  return held(
    row,
    `${payer.person.name}, who pays for this row, is a patient here already: attach ${nameOf(row.values)} to that household by hand.`,
    "payer_row_has_error",
  );
}

const nothing = { start: null, startDate: null, status: null, openings: [] } as const;

function held(
  row: RosterRow,
  message: string,
  code: "duplicate_row" | "payer_row_has_error",
): RosterRow {
  const reason = issue({ code, field: null, level: "error", message, found: nameOf(row.values) });
  const outcome = row.outcome === "needs_choice" ? row.outcome : "error";
  return { ...row, ...nothing, outcome, issues: [...row.issues, reason] };
}

export type PeopleIndex = {
  byId: Map<string, KnownPerson>;
  byName: Map<string, KnownPerson[]>;
  byEmail: Map<string, KnownPerson[]>;
};

/** People by what a row may name them with. */
export function indexPeople(people: readonly KnownPerson[]): PeopleIndex {
  return {
    byId: new Map(
      people.flatMap((person) => (person.externalId === null ? [] : [[person.externalId, person]])),
    ),
    byName: Map.groupBy(people, ({ name }) => nameKey(name)),
    byEmail: Map.groupBy(
      people.filter(({ email }) => email !== null),
      ({ email }) => email ?? "",
    ),
  };
}

function findPerson({ values }: RosterRow, { byId, byName }: PeopleIndex): Found {
  const name = nameOf(values);
  const sameId = isGiven(values.external_id) ? byId.get(values.external_id) : undefined;
  const alike = byName.get(nameKey(name)) ?? [];
  if (sameId !== undefined) {
    const isSame = alike.includes(sameId) || (isGiven(values.dob) && values.dob === sameId.dob);
    return isSame
      ? { kind: "present", person: sameId }
      : doubtful(
          sameId,
          `The ID "${sameId.externalId}" belongs to ${sameId.name} here; one of the two is wrong.`,
        );
  }
  const sameBirth = alike.find(({ dob }) => dob !== null && dob === values.dob);
  if (sameBirth !== undefined) return sameOrDoubtful(sameBirth, values.external_id);
  const open = alike.find(({ dob }) => dob === null || !isGiven(values.dob));
  if (open === undefined) return { kind: "new" };
  if (isGiven(values.email) && values.email === open.email)
    return sameOrDoubtful(open, values.external_id);
  return doubtful(
    open,
    `A ${name} is a patient here already, and no ID, birth date or email tells whether it is the same person.`,
  );
}

function sameOrDoubtful(person: KnownPerson, id: string | null | undefined): Found {
  const isOtherId = isGiven(id) && person.externalId !== null && person.externalId !== id;
  return isOtherId
    ? doubtful(
        person,
        `${person.name} is a patient here already, with the ID "${person.externalId}" and not "${id}".`,
      )
    : { kind: "present", person };
}

/** Whose row it is in a file of people who are here; else why nobody can be told. */
export function personOf(
  values: RosterValues,
  index: PeopleIndex,
): { id: string } | { reason: string } {
  const name = nameOf(values);
  const id = values.external_id;
  if (isGiven(id)) {
    const person = index.byId.get(id);
    if (person === undefined) return { reason: `Nobody here has the ID "${id}".` };
    const isOther = name !== "" && nameKey(name) !== nameKey(person.name);
    return isOther
      ? { reason: `The ID "${id}" belongs to ${person.name} here, and the row says ${name}.` }
      : { id: person.id };
  }
  const alike = candidates(values, index);
  const [only] = alike;
  if (alike.length === 1 && only !== undefined) return { id: only.id };
  const who = name === "" ? (values.email ?? "") : name;
  return {
    reason:
      alike.length === 0
        ? `Nobody called "${who}" is a patient here. Name the ID, or the name with birth date or email.`
        : `${alike.length} patients here are called "${who}". Name the ID, birth date or email.`,
  };
}

function candidates(values: RosterValues, { byName, byEmail }: PeopleIndex): KnownPerson[] {
  const name = nameOf(values);
  const { dob, email } = values;
  const named =
    name === ""
      ? isGiven(email)
        ? (byEmail.get(email) ?? [])
        : []
      : (byName.get(nameKey(name)) ?? []);
  const born = isGiven(dob)
    ? named.filter((person) => person.dob === null || person.dob === dob)
    : named;
  if (born.length < 2 || !isGiven(email)) return born;
  return born.filter((person) => person.email === email);
}

function doubtful(person: KnownPerson, reason: string): Found {
  return { kind: "doubtful", person, reason };
}
