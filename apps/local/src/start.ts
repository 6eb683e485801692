import { createServices, type Services } from "@rollbook/services/run";
import { openDataFolder, type DataFolder } from "./dataFolder.ts";
import type { StartOptions } from "./flags.ts";
import { chooseRoster, sampleHash } from "./practice/chooseRoster.ts";
import { preparePractice, type PreparedPractice } from "./practice/preparePractice.ts";
import { printedStages, type Stages } from "./stages.ts";
import { runFirst } from "./runFirst.ts";
import { StartRefused } from "./startRefused.ts";
import { keepApiKey } from "./stack/startApi.ts";
import { keepRunning } from "./keepRunning.ts";
import { startDatabase, type StartedDatabase } from "./stack/startDatabase.ts";
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
  const stages = printedStages({ write, nowMs: () => performance.now() });
  const folder = openDataFolder(options.dataFolder);
  try {
    const stack = await startStack({ ...input, folder, parts, stages });
    await runFirst({ stack, options, stages, write });
    if (!options.isOnce) await keepRunning({ ...input, stack, parts });
  } finally {
    await parts.stopAll();
  }
}

async function startStack(
  input: StartInput & {
    folder: DataFolder;
    parts: ReturnType<typeof startedParts>;
    stages: Stages;
  },
): Promise<Stack> {
  const { options, folder, parts, stages } = input;
  const sheets = await stages.run("Sheets server", () => openSheets(input));
  parts.add("The Sheets server", sheets.stop);
  const database = await stages.run("Database", () =>
    startDatabase({ dataFolder: folder.path, databaseUrl: options.databaseUrl }),
  );
  parts.add("The database", database.stop);
  const services = createServices({ database: database.database });
  const practice = await stages.run("Practice and its roster sheet", () =>
    openPractice({ ...input, services, sheets }),
  );
  await keepApiKey({ services, dataFolder: folder.path, practiceId: practice.practiceId });
  const isSample = folder.contents.rosterHash === sampleHash;
  return { services, sheets, database, folder, practice, isSample };
}

async function openSheets({ options, environment }: StartInput): Promise<StartedSheets> {
  if (options.sheetAddress !== undefined) return connectGoogle(environment);
  return startLocal({ dataFolder: options.dataFolder, port: options.sheetsPort });
}

async function openPractice(input: {
  options: StartOptions;
  folder: DataFolder;
  services: Services;
  sheets: StartedSheets;
}): Promise<PreparedPractice> {
  const { folder, services, options } = input;
  const chosen = await chooseRoster({ services, options, contents: folder.contents });
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
  return { practiceId, spreadsheetId };
}
