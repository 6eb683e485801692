import type { PlainDate } from "../calendar/index.ts";
import { nameOf } from "./checkRows.ts";
import { isGiven } from "./given.ts";
import { issue } from "./messages.ts";
import type { RosterReading, RosterRow } from "./reading.ts";
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
  const index = indexOf(people);
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

type Index = {
  byId: Map<string, KnownPerson>;
  byName: Map<string, KnownPerson[]>;
};

function indexOf(people: readonly KnownPerson[]): Index {
  return {
    byId: new Map(
      people.flatMap((person) => (person.externalId === null ? [] : [[person.externalId, person]])),
    ),
    byName: Map.groupBy(people, ({ name }) => nameKey(name)),
  };
}

function findPerson({ values }: RosterRow, { byId, byName }: Index): Found {
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

function doubtful(person: KnownPerson, reason: string): Found {
  return { kind: "doubtful", person, reason };
}
