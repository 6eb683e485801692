import type { PlainDate } from "@rollbook/core/calendar";
import { readPaymentsCutOver } from "@rollbook/services/migration";
import { createServices, type Services } from "@rollbook/services/run";
import { openDataFolder, type DataFolder } from "./dataFolder.ts";
import type { StartOptions } from "./flags.ts";
import {
  chooseRoster,
  isGoogleSheet,
  sampleHash,
  wantedPractice,
  type ChosenRoster,
} from "./practice/chooseRoster.ts";
import { answerQuestions } from "./practice/answerQuestions.ts";
import { moveToDay } from "./practice/moveToDay.ts";
import { preparePractice, type PreparedPractice } from "./practice/preparePractice.ts";
import { readSettings } from "./practice/readSettings.ts";
import { printedStages, type Stages } from "./stages.ts";
import { runFirst } from "./runFirst.ts";
import { StartRefused } from "./startRefused.ts";
import { refuseTakenPorts, type WantedPort } from "./stack/freePorts.ts";
import { keepApiKey } from "./stack/keepApiKey.ts";
import { servedBy } from "./stack/portRefusal.ts";
import { startDatabase, type StartedDatabase } from "./stack/startDatabase.ts";
import { takeFolder } from "./stack/takeFolder.ts";
import { startedParts } from "./stack/startedParts.ts";
import { connectGoogle, startLocal, type StartedSheets } from "./stack/startSheets.ts";

export interface StartInput {
  options: StartOptions;
  environment: Record<string, string | undefined>;
  /** Aborted when the person, or the machine, wants it to stop. */
  signal: AbortSignal;
  write: (text: string) => void;
}

export interface Stack {
  services: Services;
  sheets: StartedSheets;
  database: StartedDatabase;
  folder: DataFolder;
  practice: PreparedPractice;
  isSample: boolean;
}

/** The whole product on one machine; resolves when it has stopped. Throws StartRefused for what a person can mend. */
export async function start(input: StartInput): Promise<void> {
  const { options, write } = input;
  const parts = startedParts({
    onError: (name, error) => write(`  ${name} did not stop cleanly: ${String(error)}\n`),
  });
  const stages = printedStages({
    write,
    nowMs: () => performance.now(),
    signal: input.signal,
    isTerminal: process.stdout.isTTY,
  });
  const wanted = await wantedPractice({ options, instant: new Date().toISOString() });
  const folder = openDataFolder(options.dataFolder);
  const chosen = chooseRoster({ options, wanted, contents: folder.contents });
  try {
    const stack = await startStack({ ...input, folder, chosen, parts, stages });
    await runFirst({ stack, options, stages, write });
    if (options.isOnce) return;
    const { keepRunning } = await import("./keepRunning.ts");
    await keepRunning({ ...input, stack, parts });
  } finally {
    await parts.stopAll();
  }
}

async function startStack(
  input: StartInput & {
    folder: DataFolder;
    chosen: ChosenRoster;
    parts: ReturnType<typeof startedParts>;
    stages: Stages;
  },
): Promise<Stack> {
  const { options, folder, parts, stages } = input;
  // A folder that has a practice may be at work already, which its lock says better than its ports.
  const isFirst = folder.contents.practiceId === undefined;
  if (isFirst) await refuseTakenPorts(portsOf(input));
  const database = await stages.run("Database", () =>
    startDatabase({ dataFolder: folder.path, databaseUrl: options.databaseUrl }),
  );
  parts.add("The database", database.stop);
  await takeFolder({ database: database.database, dataFolder: folder.path, parts });
  if (!isFirst) await refuseTakenPorts(portsOf(input));
  const sheets = await stages.run("Sheets server", () => openSheets(input));
  parts.add("The Sheets server", sheets.stop);
  const services = createServices({
    database: database.database,
    paymentsCutOverOn: paymentsCutOverOf(input),
  });
  const practice = await stages.run("Practice and its roster sheet", () =>
    openPractice({ ...input, services, sheets }),
  );
  await keepApiKey({ services, dataFolder: folder.path, practiceId: practice.practiceId });
  const isSample = folder.contents.rosterHash === sampleHash;
  return { services, sheets, database, folder, practice, isSample };
}

function paymentsCutOverOf({ environment }: StartInput): PlainDate | null {
  try {
    return readPaymentsCutOver(environment["ROLLBOOK_PAYMENTS_CUT_OVER_ON"]);
  } catch (error) {
    throw new StartRefused(`ROLLBOOK_PAYMENTS_CUT_OVER_ON ${(error as Error).message}.`);
  }
}

type Opening = StartInput & { folder: DataFolder; chosen: ChosenRoster };

async function openSheets(input: Opening): Promise<StartedSheets> {
  const { options, environment } = input;
  if (isOnGoogle(input)) return connectGoogle(environment);
  return startLocal({ dataFolder: options.dataFolder, port: options.sheetsPort });
}

function isOnGoogle({ folder, chosen }: Opening): boolean {
  const hash = chosen.kind === "new" ? chosen.wanted.rosterHash : folder.contents.rosterHash;
  return isGoogleSheet(hash);
}

function portsOf(input: Opening): WantedPort[] {
  const { isOnce, apiPort, sheetsPort } = input.options;
  return [
    ...(isOnce ? [] : [{ port: apiPort, ...servedBy.api }]),
    ...(isOnGoogle(input) ? [] : [{ port: sheetsPort, ...servedBy.sheets }]),
  ];
}

async function openPractice(input: {
  options: StartOptions;
  chosen: ChosenRoster;
  folder: DataFolder;
  services: Services;
  sheets: StartedSheets;
}): Promise<PreparedPractice> {
  const { options, folder, services, chosen } = input;
  if (chosen.kind === "new") {
    if (chosen.isReplacing) folder.forgetPractice();
    return preparePractice({
      services,
      sheets: input.sheets.client,
      folder,
      wanted: chosen.wanted,
    });
  }
  const { practiceId, spreadsheetId } = folder.contents;
  if (practiceId === undefined || spreadsheetId === undefined) {
    throw new StartRefused(
      `The data folder ${folder.path} names no practice: choose another folder with --data.`,
    );
  }
  if (options.today !== undefined) {
    await moveToDay({ services, practiceId, today: options.today });
  }
  if (options.settingsFile !== undefined) {
    const settings = readSettings(options.settingsFile);
    await answerQuestions({ services, practiceId, spreadsheetId, settings });
  }
  return { practiceId, spreadsheetId };
}
