import { createPractice } from "@rollbook/services/practice";
import { listPatients, updatePatient } from "@rollbook/services/patient";
import { connectRoster, listRosterConflicts, listRosterHistory } from "@rollbook/services/roster";
import { listMemberships } from "@rollbook/services/membership";
import {
  createServices,
  runVerb,
  systemContext,
  type Services,
  type Verb,
} from "@rollbook/services/run";
import type { Database } from "@rollbook/db";
import type * as z from "zod";
import { seededRandom, type Random } from "./random.ts";
import { openSheet, type Cell, type PeopleSheet } from "./sheet.ts";

export const header = [
  "Name",
  "Date of birth",
  "Email",
  "Phone",
  "Plan",
  "Billing cycle",
  "Price",
  "Last billed",
  "Our notes",
  "Letters",
];
export const columns = { name: 0, dob: 1, email: 2, phone: 3, price: 6, notes: 8, formula: 9 };

/** What the naive observer remembers of one person: only what people did, nothing the engine says. */
export type Person = {
  name: string;
  firstEmail: string;
  /** Typed in the sheet, in order. */
  sheetEmails: string[];
  /** Set in the database, in order. */
  storedEmails: string[];
  price: number;
};

export type World = {
  random: Random;
  services: Services;
  practiceId: string;
  rosterId: string;
  sheet: PeopleSheet;
  people: Map<string, Person>;
  clock: { ms: number };
  trace: string[];
  /** Found on the way; the oracle adds what it finds at the end. */
  violations: { property: string; detail: string }[];
  counts: { syncs: number; edits: number; faults: number; crashes: number; resent: number };
  run: <Schema extends z.ZodType, Result>(
    verb: Verb<Schema, Result>,
    input: z.input<Schema>,
  ) => Promise<Result>;
};

const letters = (index: number) =>
  String.fromCharCode(97 + (index % 26)).repeat(2 + Math.floor(index / 26));

export function personAt(index: number): { person: Person; row: Cell[] } {
  const name = `${letters(index).replace(/^./, (first) => first.toUpperCase())} Member${letters(index)}`;
  const firstEmail = `first.${letters(index)}@example.org`;
  const dob = `19${50 + (index % 40)}-0${1 + (index % 9)}-1${index % 9}`;
  const person: Person = { name, firstEmail, sheetEmails: [], storedEmails: [], price: 99 };
  const phone = `(212) 555-01${String(10 + index).padStart(2, "0")}`;
  return {
    person,
    row: [name, dob, firstEmail, phone, "Gold", "Monthly", 99, "2026-05-01", `note of ${name}`],
  };
}

export async function startWorld(input: { database: Database; seed: number }): Promise<World> {
  const random = seededRandom(input.seed);
  const clock = { ms: Date.UTC(2026, 4, 15, 15) + input.seed };
  const services = createServices({
    database: input.database,
    clock: () => new Date(clock.ms).toISOString(),
    randomBytes: (count: number) => Buffer.from(random.bytes(count)),
  });
  const made = Array.from({ length: 6 + random.below(8) }, (_, index) => personAt(index));
  const sheet = await openSheet({
    rows: [header, ...made.map(({ row }, at) => [...row, `=LEN(A${at + 2})`])],
    nowMs: () => clock.ms,
    seed: input.seed,
  });
  const { practiceId } = await createPractice(services, {
    name: `Practice ${input.seed}`,
    timeZone: "America/New_York",
    currency: "USD",
    locale: "en-US",
  });
  const run: World["run"] = (verb, given) =>
    runVerb(services, verb, {
      input: given,
      context: systemContext({ practiceId, instant: services.clock(), requestId: "simulation" }),
    });
  const roster = await run(connectRoster, {
    spreadsheetId: sheet.spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
  return {
    random,
    services,
    practiceId,
    rosterId: roster.id,
    sheet,
    people: new Map(made.map(({ person }) => [person.name, person])),
    clock,
    trace: [],
    violations: [],
    counts: { syncs: 0, edits: 0, faults: 0, crashes: 0, resent: 0 },
    run,
  };
}

export async function storedPatients(world: World) {
  const { data } = await world.run(listPatients, { limit: 1000 });
  return data.map((patient) => ({
    id: patient.id,
    name: [patient.firstName, patient.lastName].filter(Boolean).join(" "),
    email: patient.email,
  }));
}

export async function setStoredEmail(world: World, name: string, email: string): Promise<boolean> {
  const found = (await storedPatients(world)).find((patient) => patient.name === name);
  if (found === undefined) return false;
  await world.run(updatePatient, { id: found.id, changes: { email } });
  return true;
}

export const conflictsOf = async (world: World) =>
  (await world.run(listRosterConflicts, { id: world.rosterId })).data;

export const historyOf = async (world: World) =>
  (await world.run(listRosterHistory, { id: world.rosterId, limit: 1000 })).data;

export const membershipsOf = async (world: World) =>
  (await world.run(listMemberships, { limit: 1000 })).data;
