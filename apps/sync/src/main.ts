import { existsSync, readFileSync } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import type { RosterMapping, RosterQuestion, RosterReading } from "@rollbook/core/roster";
import { migrate, openDatabase, type Database } from "@rollbook/db";
import { startEmbeddedPostgres } from "@rollbook/db/embedded";
import { openJobQueue } from "@rollbook/services/jobs";
import { createProcessors, createProcessorSimulator } from "@rollbook/services/processor";
import {
  createSheetsQuota,
  openSharedCounter,
  quotaWindowSeconds,
} from "@rollbook/services/rateLimit";
import { createServices } from "@rollbook/services/run";
import { startTracing } from "@rollbook/services/tracing";
import { accountOf, createSheetsClient, type SheetsClient } from "@rollbook/sheets";
import { CommandRefused } from "./commandLine/commandRefused.ts";
import { readConfiguration, type Configuration } from "./commandLine/configuration.ts";
import type { AcceptedImport } from "./importFile/importFile.ts";
import { readCommand, usage, type Command } from "./commandLine/readCommand.ts";
import { runCommand, type CommandSetting } from "./commandLine/runCommand.ts";

const write = (line: string) => process.stdout.write(`${line}\n`);

// Whoever reads the output may stop reading, as head does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  const isTold = error instanceof Error && error.name !== "TypeError";
  process.stderr.write(`${isTold ? error.message : String(error)}\n`);
  return 1;
});

async function main(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  if (command.name === "help") {
    write(usage);
    return 0;
  }
  const configuration = readConfiguration({
    flags: command.flags,
    environment: process.env,
    currentFolder: process.cwd(),
  });
  if (command.name === "import") return runImport({ command, configuration });
  return withDatabase({ command, configuration }, (setting) => runCommand(command, setting));
}

type Stack = { command: Command; configuration: Configuration };

/** Opens the database and the Sheets client for one piece of work, and closes them after it. */
async function withDatabase<Result>(
  { configuration }: Stack,
  work: (setting: CommandSetting) => Promise<Result>,
): Promise<Result> {
  const folder = path.resolve(configuration.currentFolder, configuration.dataFolder);
  const server = configuration.databaseUrl === undefined ? await embedded(folder) : undefined;
  const url = configuration.databaseUrl ?? server?.url ?? "";
  const database = openDatabase({ url });
  const services = createServices({ database });
  const tracing = await startTracing({ environment: process.env, serviceName: "rollbook-sync" });
  try {
    await migrate({ database });
    return await work({
      services,
      sheets: sheetsOf({ configuration, database }),
      queue: () => openJobQueue({ url, tracer: tracing.tracer }),
      processors: createProcessors({
        stripeKeys: configuration.stripeKeys,
        simulator: createProcessorSimulator({ clock: services.clock }),
      }),
      publicUrl: configuration.publicUrl,
      drivePush: drivePushOf(configuration),
      practiceId: configuration.databaseUrl === undefined ? practiceOfFolder(folder) : undefined,
      write,
      confirm: process.stdin.isTTY ? askYesOrNo : undefined,
      untilStopped: () =>
        Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]).then(() => undefined),
    });
  } finally {
    await tracing.stop();
    await database.close();
    await server?.stop();
  }
}

/** All processes of one key file share Google's quotas through the database. */
function sheetsOf(input: { configuration: Configuration; database: Database }): SheetsClient {
  const { sheetsUrl: rootUrl, keyFile: path } = input.configuration;
  if (path === undefined) return createSheetsClient({ rootUrl });
  const counting = { name: "sheets", windowSeconds: quotaWindowSeconds };
  const counter = openSharedCounter(input.database, counting);
  const sharedQuota = createSheetsQuota({ counter, user: accountOf(path) });
  return createSheetsClient({ rootUrl, credentials: { kind: "key_file", path }, sharedQuota });
}

function embedded(folder: string) {
  if (!existsSync(folder)) {
    throw new CommandRefused(
      `The data folder ${folder} does not exist: run pnpm start first, or name another with --data.`,
    );
  }
  return startEmbeddedPostgres({ dataFolder: path.join(folder, "postgres") });
}

function drivePushOf({ publicUrl, drivePushSecret: secret }: Configuration) {
  if (publicUrl === undefined || secret === undefined) return undefined;
  return { address: `${publicUrl}/v1/drive-changes`, secret };
}

/** The practice that `pnpm start` made in this data folder. */
function practiceOfFolder(folder: string): string | undefined {
  const file = path.join(folder, "rollbook.json");
  if (!existsSync(file)) return undefined;
  const contents: unknown = JSON.parse(readFileSync(file, "utf8"));
  const practiceId =
    typeof contents === "object" && contents !== null && "practiceId" in contents
      ? contents.practiceId
      : undefined;
  return typeof practiceId === "string" ? practiceId : undefined;
}

async function runImport(input: Stack): Promise<number> {
  const { flags, operands } = input.command;
  const [file] = operands;
  const resolved = (name: string) => path.resolve(input.configuration.currentFolder, name);
  if (file === undefined && flags.payments !== undefined)
    return runPayments(input, resolved(flags.payments));
  if (file === undefined)
    throw new CommandRefused("Name the roster file to import, or a --payments file.");
  const { importFile } = await import("./importFile/importFile.ts");
  return importFile({
    filePath: resolved(file),
    flags: {
      settingsPath: flags.settings === undefined ? undefined : resolved(flags.settings),
      paymentsPath: flags.payments === undefined ? undefined : resolved(flags.payments),
      reportPath: flags.report === undefined ? undefined : resolved(flags.report),
      today: flags.today,
      currency: flags.currency,
      isDryRun: flags["dry-run"],
      isConfirmed: flags.yes,
      isJson: flags.json,
    },
    today: new Date().toISOString().slice(0, 10),
    write,
    progress: (line) => process.stderr.write(`${line}\n`),
    confirm: process.stdin.isTTY ? askYesOrNo : undefined,
    choose: process.stdin.isTTY ? askToChoose : undefined,
    apply: hasPractice(input) ? (accepted) => applyTo(input, accepted) : undefined,
    keptMapping: isAskedForMapping(input)
      ? (reading) => mappingOfPractice(input, reading)
      : undefined,
  });
}

/** Balances and payments alone, for the people of a practice that stands. */
async function runPayments(input: Stack, filePath: string): Promise<number> {
  const { flags } = input.command;
  const { importPayments } = await import("./importFile/importPayments.ts");
  const { loadPaymentsGrid } = await import("./importFile/payments.ts");
  const { readImportSettings } = await import("./importFile/readImportSettings.ts");
  const { currentFolder } = input.configuration;
  const settings = await readImportSettings({
    settingsPath:
      flags.settings === undefined ? undefined : path.resolve(currentFolder, flags.settings),
    today: flags.today ?? new Date().toISOString().slice(0, 10),
    isTodayStated: flags.today !== undefined,
    currency: flags.currency,
  });
  const grid = await loadPaymentsGrid(filePath);
  return withDatabase(input, ({ services, practiceId }) =>
    importPayments({
      services,
      practiceId: namedPractice(input, practiceId),
      filePath,
      grid,
      settings,
      isDryRun: flags["dry-run"],
      isConfirmed: flags.yes,
      write,
      confirm: process.stdin.isTTY ? askYesOrNo : undefined,
    }),
  );
}

function namedPractice({ command }: Stack, ofFolder: string | undefined): string {
  const chosen = command.flags.practice ?? ofFolder;
  if (chosen === undefined) throw new CommandRefused("Name the practice with --practice ID.");
  return chosen;
}

/** Whether the command names a practice that the file could be for. */
function hasPractice({ command, configuration }: Stack): boolean {
  const folder = path.resolve(configuration.currentFolder, configuration.dataFolder);
  return command.flags.practice !== undefined || practiceOfFolder(folder) !== undefined;
}

/** A dry run opens no database unless it names the practice. */
function isAskedForMapping(input: Stack): boolean {
  const { practice, "dry-run": isDryRun } = input.command.flags;
  return practice !== undefined || (!isDryRun && hasPractice(input));
}

async function mappingOfPractice(
  input: Stack,
  reading: RosterReading,
): Promise<RosterMapping | null> {
  const { findKeptMapping } = await import("./importFile/findKeptMapping.ts");
  return withDatabase(input, ({ services, practiceId }) =>
    findKeptMapping({ services, practiceId: namedPractice(input, practiceId), reading }),
  );
}

async function applyTo(input: Stack, accepted: AcceptedImport): Promise<string> {
  const { applyImport } = await import("./importFile/applyImport.ts");
  return withDatabase(input, ({ services, sheets, practiceId }) =>
    applyImport({ services, sheets, practiceId: namedPractice(input, practiceId), accepted }),
  );
}

async function askYesOrNo(question: string): Promise<boolean> {
  return /^y(?:es)?$/i.test(await ask(`${question} [y/N] `));
}

/** The number of a choice; anything else leaves the question open. */
async function askToChoose({ message, examples, answer }: RosterQuestion) {
  const choices = answer?.choices ?? [];
  for (const line of ["", message, ...(examples ?? []).map((example) => `    ${example}`)])
    write(line);
  choices.forEach(({ label }, index) => write(`  ${index + 1}  ${label}`));
  const typed = await ask("Number, or Enter to leave it open: ");
  return choices[Number(typed) - 1]?.value;
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}
