import { createPractice } from "@rollbook/services/practice";
import { updatePatient } from "@rollbook/services/patient";
import { connectRoster } from "@rollbook/services/roster";
import {
  createServices,
  runVerb,
  systemContext,
  type Services,
  type Verb,
} from "@rollbook/services/run";
import type { Database } from "@rollbook/db";
import type * as z from "zod";
import {
  dateText,
  headers,
  locales,
  personAt,
  serialOf,
  timeZones,
  type Locale,
  type Person,
  type TrackedField,
} from "./people.ts";
import type { Leaning } from "./leaning.ts";
import { seededRandom, type Random } from "./random.ts";
import type { Backup } from "./restored.ts";
import { openSheet, tabId, type Cell, type PeopleSheet } from "./sheet.ts";

export type Violation = { property: string; detail: string };
export type Counts = Record<"syncs" | "edits" | "faults" | "crashes", number>;

export type World = {
  seed: number;
  leaning: Leaning;
  random: Random;
  database: Database;
  services: Services;
  practiceId: string;
  rosterId: string;
  timeZone: string;
  locale: Locale;
  sheet: PeopleSheet;
  people: Map<string, Person>;
  /** People whose row has a mistake from the beginning: they must never become members. */
  mistaken: Set<string>;
  clock: { ms: number };
  trace: string[];
  /** Found on the way; the oracle adds what it finds at the end. */
  violations: Violation[];
  counts: Counts;
  /** Batches on their way that nobody waits for any more. */
  late: (() => Promise<unknown>)[];
  /** What is to be tidied up before the end, the newest last. */
  tidying: (() => Promise<void> | void)[];
  /** What taking back the newest act of a person means; null where there is nothing that may be taken back. */
  onUndo: { tell: (before: ReadonlyMap<string, string>) => void } | null;
  isSortedPartly: boolean;
  /** An earlier moment of both sides that somebody may go back to. */
  moment: { revision: number; generation: number | null; backup: Backup } | null;
  run: <Schema extends z.ZodType, Result>(
    verb: Verb<Schema, Result>,
    input: z.input<Schema>,
  ) => Promise<Result>;
};

export async function startWorld(input: {
  database: Database;
  seed: number;
  leaning?: Leaning | undefined;
}): Promise<World> {
  const { database, seed, leaning = {} } = input;
  const random = seededRandom(seed);
  const clock = { ms: Date.UTC(2026, 4, 15, 15) + seed };
  const services = createServices({
    database,
    clock: () => new Date(clock.ms).toISOString(),
    randomBytes: (count: number) => Buffer.from(random.bytes(count)),
  });
  const locale = random.pick(locales);
  const timeZone = random.pick(timeZones);
  const usual = 6 + random.below(8);
  const made = Array.from({ length: leaning.people ?? usual }, (_, index) => personAt(index));
  const sheet = peopleSheet({ random, clock, seed, locale, made });
  const { practiceId } = await createPractice(services, {
    name: `Practice ${seed}`,
    timeZone,
    currency: "USD",
    locale: locale.tag,
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
    settings: { date_order: locale.dateOrder, iso_also_allowed: true },
  });
  return {
    seed,
    leaning,
    random,
    database,
    services,
    practiceId,
    timeZone,
    locale,
    sheet,
    clock,
    run,
    rosterId: roster.id,
    people: new Map(made.map(({ person }) => [person.name, person])),
    mistaken: new Set(),
    trace: [`${locale.code} ${timeZone}`],
    violations: [],
    counts: { syncs: 0, edits: 0, faults: 0, crashes: 0 },
    late: [],
    tidying: [],
    onUndo: null,
    isSortedPartly: false,
    moment: null,
  };
}

/** In some worlds Google refuses the guards of columns: the sync goes on without, and nobody inserts or moves one. */
export const areColumnsGuarded = (seed: number) => seed < 30_000 || seed % 5 !== 4;

function peopleSheet(input: {
  random: Random;
  clock: { ms: number };
  seed: number;
  locale: Locale;
  made: readonly ReturnType<typeof personAt>[];
}): PeopleSheet {
  const { random, clock, seed, locale, made } = input;
  const sheet = openSheet({
    rows: [
      headers,
      ...made.map(({ row, person, isDateText }, at) => [
        ...row.slice(0, 1),
        isDateText
          ? dateText({ date: person.birthDate, locale, random })
          : serialOf(person.birthDate),
        ...row.slice(2),
        `=LEN(A${at + 2})`,
      ]),
    ],
    nowMs: () => clock.ms,
    seed,
    locale: locale.code,
    timeZone: random.pick(timeZones),
    switches: {
      metadataFollowsSort: random.chance(0.5),
      metadataFollowsCut: random.chance(0.5),
      metadataFollowsCopy: random.chance(0.5),
      isReadBackAtomic: random.chance(0.5),
      freedMetadataIdsAtOnce: areColumnsGuarded(seed),
    },
  });
  sheet.do([dateFormat(1), ...noteRequests(made.map(({ person }) => person.name))]);
  return sheet;
}

/** Birth dates look like dates, as they do where people keep them. */
const dateFormat = (column: number) => ({
  repeatCell: {
    range: {
      sheetId: tabId,
      startRowIndex: 1,
      startColumnIndex: column,
      endColumnIndex: column + 1,
    },
    cell: { userEnteredFormat: { numberFormat: { type: "DATE" } } },
    fields: "userEnteredFormat.numberFormat",
  },
});

/** Every first person has a remark and a colour on the email: cells that the engine writes must keep both. */
function noteRequests(names: readonly string[]) {
  return names.map((name, at) => ({
    repeatCell: {
      range: {
        sheetId: tabId,
        startRowIndex: at + 1,
        endRowIndex: at + 2,
        startColumnIndex: 2,
        endColumnIndex: 3,
      },
      cell: { note: name, userEnteredFormat: { backgroundColor: { red: 1, green: 0.5 } } },
      fields: "note,userEnteredFormat.backgroundColor",
    },
  }));
}

const columnOfField: Record<TrackedField, string> = { Email: "email", City: "city" };

/** Somebody changes a value over the API; false where the person is not in the database yet. */
export async function setStored(
  world: World,
  change: { name: string; field: TrackedField; value: string },
): Promise<boolean> {
  const [found] = await world.database.sql<{ id: string }[]>`
    select id from patient
    where practice_id = ${world.practiceId} and concat_ws(' ', first_name, last_name) = ${change.name}`;
  if (found === undefined) return false;
  const changes = { [columnOfField[change.field]]: change.value };
  await world.run(updatePatient, { id: found.id, changes });
  return true;
}

export const headerText = (rows: readonly (readonly Cell[])[]) => (rows[0] ?? []).map(String);

/** Where a column stands now, by the header that people gave it; -1 where it is gone. */
export const columnIn = (rows: readonly (readonly Cell[])[], header: string) =>
  headerText(rows).findIndex((text) => text === header || text === renamed(header));

/** What people call a column after they renamed it. */
const afterRenaming = " (new)";
export const renamed = (header: string) => `${header}${afterRenaming}`;

/** What a column was called at first. */
export const firstHeader = (text: string) =>
  text.endsWith(afterRenaming) ? text.slice(0, -afterRenaming.length) : text;
