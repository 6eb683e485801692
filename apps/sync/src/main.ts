import { existsSync, readFileSync } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import process from "node:process";
import { migrate, openDatabase } from "@rollbook/db";
import { startEmbeddedPostgres } from "@rollbook/db/embedded";
import { openJobQueue } from "@rollbook/services/jobs";
import { createServices } from "@rollbook/services/run";
import { createSheetsClient } from "@rollbook/sheets";
import { CommandRefused } from "./commandLine/commandRefused.ts";
import { readConfiguration, type Configuration } from "./commandLine/configuration.ts";
import { readCommand, usage, type Command } from "./commandLine/readCommand.ts";
import { runCommand } from "./commandLine/runCommand.ts";

const write = (line: string) => process.stdout.write(`${line}\n`);

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
  if (command.name === "import") return importFile({ command, configuration });
  return withDatabase({ command, configuration });
}

async function withDatabase(input: {
  command: Command;
  configuration: Configuration;
}): Promise<number> {
  const { command, configuration } = input;
  const folder = path.resolve(configuration.currentFolder, configuration.dataFolder);
  const server = configuration.databaseUrl === undefined ? await embedded(folder) : undefined;
  const url = configuration.databaseUrl ?? server?.url ?? "";
  const database = openDatabase({ url });
  try {
    await migrate({ database });
    return await runCommand(command, {
      services: createServices({ database }),
      sheets: createSheetsClient({
        rootUrl: configuration.sheetsUrl,
        credentials:
          configuration.keyFile === undefined
            ? { kind: "none" }
            : { kind: "key_file", path: configuration.keyFile },
      }),
      queue: () => openJobQueue({ url }),
      practiceId: configuration.databaseUrl === undefined ? practiceOfFolder(folder) : undefined,
      write,
      untilStopped: () =>
        Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]).then(() => undefined),
    });
  } finally {
    await database.close();
    await server?.stop();
  }
}

function embedded(folder: string) {
  if (!existsSync(folder)) {
    throw new CommandRefused(
      `The data folder ${folder} does not exist: run pnpm start first, or name another with --data.`,
    );
  }
  return startEmbeddedPostgres({ dataFolder: path.join(folder, "postgres") });
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

async function importFile(input: {
  command: Command;
  configuration: Configuration;
}): Promise<number> {
  const [file] = input.command.operands;
  if (file === undefined) throw new CommandRefused("Name the roster file to import.");
  const { describeImport } = await import("./commandLine/describeImport.ts");
  const lines = await describeImport({
    path: path.resolve(input.configuration.currentFolder, file),
    settingsPath:
      input.command.flags.settings === undefined
        ? undefined
        : path.resolve(input.configuration.currentFolder, input.command.flags.settings),
    today: input.command.flags.today,
  });
  for (const line of lines) write(line);
  return 0;
}
