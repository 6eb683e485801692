import { dateInZone } from "@rollbook/core/calendar";
import { currencyOfFile, readRoster, type RosterSettings } from "@rollbook/core/roster";
import { createPlan } from "@rollbook/services/plan";
import { runVerb, type Services } from "@rollbook/services/run";
import { spreadsheetIdIn } from "@rollbook/sheets";
import type { Contents } from "../dataFolder.ts";
import type { StartOptions } from "../flags.ts";
import { samplePlans } from "../sample/plans.ts";
import { sampleHeaderRow, sampleRoster } from "../sample/sampleRoster.ts";
import { StartRefused } from "../startRefused.ts";
import { commandContext } from "./commandContext.ts";
import type { NewPractice } from "./preparePractice.ts";
import { readRosterFile, type RosterFile } from "./rosterFile.ts";
import { readSettings, type SettingsFile } from "./readSettings.ts";

export const sampleHash = "sample";
const googleHash = "sheet:";

/** Whether the roster is a sheet at Google, also when a later start does not name it again. */
export const isGoogleSheet = (rosterHash: string | undefined): boolean =>
  rosterHash?.startsWith(googleHash) === true;

const sampleSeed = 20_261;
const samplePeople = 200;
const sampleTimeZone = "America/Chicago";

export type ChosenRoster =
  /** The practice that the folder has stays as it is. */
  { kind: "present" } | { kind: "new"; wanted: NewPractice; isReplacing: boolean };

/** Which practice this start is about. Throws StartRefused where the folder has another roster than the one given. */
export function chooseRoster({
  options,
  wanted,
  contents,
}: {
  options: StartOptions;
  wanted: NewPractice;
  contents: Contents;
}): ChosenRoster {
  const isNamed = options.rosterFile !== undefined || options.sheetAddress !== undefined;
  const isSame = !isNamed || contents.rosterHash === wanted.rosterHash;
  if (contents.practiceId === undefined || contents.rosterHash === undefined) {
    return { kind: "new", wanted, isReplacing: false };
  }
  if (isSame) {
    const isReady = contents.isConnected === true;
    return isReady ? { kind: "present" } : { kind: "new", wanted, isReplacing: false };
  }
  if (!options.isReplacing) {
    throw new StartRefused(
      `The data folder ${options.dataFolder} holds another roster: add --replace to put this one in its place, or name another folder with --data.`,
    );
  }
  return { kind: "new", wanted, isReplacing: true };
}

/** Reads the roster and its settings before anything is started; throws StartRefused when they cannot be used. */
export async function wantedPractice({
  options,
  instant,
}: {
  options: StartOptions;
  instant: string;
}): Promise<NewPractice> {
  const settings = options.settingsFile === undefined ? {} : readSettings(options.settingsFile);
  if (options.sheetAddress !== undefined) {
    return sheetPractice({ address: options.sheetAddress, settings, options });
  }
  if (options.rosterFile === undefined) return samplePractice({ options, instant });
  const file = await readRosterFile(options.rosterFile);
  const books = booksOf({
    settings,
    options,
    locale: file.grid.locale,
    timeZone: file.grid.timeZone,
    currency: currencyOfFile(file.grid),
  });
  const today = books.fixedToday ?? dateInZone(instant, books.timeZone);
  const headerRow = headerRowOf({
    file,
    settings: { ...settings, today, currency: books.currency },
  });
  return {
    ...books,
    name: file.title,
    rosterHash: file.hash,
    isTest: false,
    roster: { kind: "grid", grid: file.grid, headerRow },
    isCreatingPlans: true,
    isFirstSyncApproved: true,
    furnish: async () => {},
  };
}

function headerRowOf({ file, settings }: { file: RosterFile; settings: RosterSettings }): number {
  const { headerRecord } = readRoster({ grid: file.grid, settings });
  if (headerRecord !== null) return headerRecord - 1;
  throw new StartRefused(
    `The roster "${file.title}" has no header row that can be told: put names such as "First name", "Date of birth" and "Last billed" above the columns, or give "header_record" in the settings file.`,
  );
}

function sheetPractice(input: {
  address: string;
  settings: SettingsFile;
  options: StartOptions;
}): NewPractice {
  const spreadsheetId = spreadsheetIdIn(input.address);
  if (!/^[\w-]{20,}$/u.test(spreadsheetId)) {
    throw new StartRefused(
      `--sheet ${input.address} is not the address of a Google Sheet: it should look like https://docs.google.com/spreadsheets/d/ID/edit.`,
    );
  }
  return {
    ...booksOf({ ...input, locale: undefined, timeZone: undefined, currency: null }),
    name: "My practice",
    rosterHash: `${googleHash}${spreadsheetId}`,
    isTest: false,
    roster: { kind: "sheet", spreadsheetId },
    isCreatingPlans: true,
    isFirstSyncApproved: input.options.isOnce,
    furnish: async () => {},
  };
}

function booksOf(input: {
  settings: SettingsFile;
  options: StartOptions;
  locale: string | undefined;
  timeZone: string | undefined;
  /** As the file's amounts are written. */
  currency: string | null;
}) {
  const { today, currency, ...answers } = input.settings;
  return {
    settings: answers,
    currency: currency ?? input.currency ?? "USD",
    locale: answers.locale ?? input.locale?.replace("_", "-") ?? "en-US",
    timeZone:
      answers.timezone ?? input.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    fixedToday: input.options.today ?? today ?? null,
  };
}

function samplePractice({
  options,
  instant,
}: {
  options: StartOptions;
  instant: string;
}): NewPractice {
  const today = options.today ?? dateInZone(instant, sampleTimeZone);
  return {
    name: "Lakeside Family Medicine",
    rosterHash: sampleHash,
    isTest: true,
    roster: {
      kind: "grid",
      headerRow: sampleHeaderRow,
      grid: sampleRoster({ people: samplePeople, seed: sampleSeed, today }),
    },
    settings: { date_order: "MDY", phone_region: "US", fill_down: [] },
    currency: "USD",
    locale: "en-US",
    timeZone: sampleTimeZone,
    fixedToday: options.today ?? null,
    isCreatingPlans: false,
    isFirstSyncApproved: true,
    furnish: createSamplePlans,
  };
}

async function createSamplePlans(input: { services: Services; practiceId: string }): Promise<void> {
  for (const plan of samplePlans) {
    await runVerb(input.services, createPlan, { context: commandContext(input), input: plan });
  }
}
