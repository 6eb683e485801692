import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  currencyOfFile,
  previewRoster,
  readRoster,
  toReport,
  withMapping,
  type RosterMapping,
  type RosterPreview,
  type RosterReading,
  type RosterSettings,
} from "@rollbook/core/roster";
import { loadRosterFile, type LoadedRosterFile } from "@rollbook/roster-files";
import { CommandRefused } from "../commandLine/commandRefused.ts";
import { describePreview } from "./describePreview.ts";
import { describePayments, loadPayments, type LoadedPayments } from "./payments.ts";
import { readImportSettings } from "./readImportSettings.ts";
import { readWithAnswers, type Choose } from "./readWithAnswers.ts";

export type ImportFlags = {
  settingsPath: string | undefined;
  /** A second file, of balances and payments of the old books. */
  paymentsPath?: string | undefined;
  reportPath: string | undefined;
  today: string | undefined;
  currency: string | undefined;
  isDryRun: boolean;
  isConfirmed: boolean;
  isJson: boolean;
};

export type AcceptedImport = {
  filePath: string;
  file: LoadedGrid;
  reading: RosterReading;
  settings: RosterSettings;
  payments?: LoadedPayments | undefined;
};

/** What is written once the preview is accepted; gives the sentence to end with. */
export type ApplyImport = (accepted: AcceptedImport) => Promise<string>;

type LoadedGrid = Extract<LoadedRosterFile, { kind: "grid" }>;

export type ImportInput = {
  filePath: string;
  flags: ImportFlags;
  /** Today in the practice's zone, where neither flag nor settings say otherwise. */
  today: string;
  write: (line: string) => void;
  progress: (line: string) => void;
  /** Undefined where nobody can be asked. */
  confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Asked what the file cannot say; without it questions stay open. */
  choose?: Choose | undefined;
  apply: ApplyImport | undefined;
  /** What the practice confirmed for an earlier file with the same headers. */
  keptMapping?: ((reading: RosterReading) => Promise<RosterMapping | null>) | undefined;
};

/** Reads a roster file, shows what would come of it, and applies it when accepted. Throws CommandRefused. */
export async function importFile(input: ImportInput): Promise<number> {
  const { flags, write } = input;
  const file = await load(input);
  const stated = await readImportSettings({
    ...flags,
    today: flags.today ?? input.today,
    isTodayStated: flags.today !== undefined,
    writtenCurrency: currencyOfFile(file.grid),
  });
  const kept = await mappingKept(input, { grid: file.grid, settings: stated });
  const { reading, settings } = await readWithAnswers({
    grid: file.grid,
    settings: withMapping(stated, kept),
    choose: flags.isJson || flags.isConfirmed ? undefined : input.choose,
  });
  const payments = await loadPayments({ ...input, reading, settings });
  const preview = previewRoster(reading);
  if (flags.reportPath !== undefined) await writeReport(flags.reportPath, reading, settings);
  if (flags.isJson) write(JSON.stringify(preview));
  else
    for (const line of [
      `${describeFile(input.filePath, file)}, amounts in ${settings.currency}`,
      ...(kept === null ? [] : [keptSentence]),
      ...describePreview({
        preview,
        currency: settings.currency,
        locale: settings.locale ?? "en-US",
      }),
      ...describePayments(payments, settings),
    ])
      write(line);
  return finish({ ...input, file, reading, settings, preview, payments });
}

const keptSentence =
  "Columns and answers are those of this practice's earlier file with the same headers; --settings FILE says otherwise.";

async function mappingKept(
  { keptMapping }: ImportInput,
  read: Parameters<typeof readRoster>[0],
): Promise<RosterMapping | null> {
  return keptMapping === undefined ? null : keptMapping(readRoster(read));
}

async function load({ filePath, progress }: ImportInput): Promise<LoadedGrid> {
  const file = await loadRosterFile({
    path: filePath,
    onRows: (rows) => progress(`read ${rows.toLocaleString("en-US")} rows`),
  });
  if (file.kind === "refused") throw new CommandRefused(file.reason);
  return file;
}

function describeFile(filePath: string, { format, encoding, delimiter, grid }: LoadedGrid): string {
  const separator =
    delimiter === undefined
      ? ""
      : `, ${delimiter === "\t" ? "tab" : `"${delimiter}"`} between columns`;
  return `${path.basename(filePath)}: ${format.replace("_", " ")}${encoding === undefined ? "" : `, ${encoding}`}${separator}, ${grid.rows.length.toLocaleString("en-US")} rows`;
}

async function writeReport(
  reportPath: string,
  reading: RosterReading,
  settings: RosterSettings,
): Promise<void> {
  await mkdir(path.dirname(reportPath), { recursive: true });
  await writeFile(
    reportPath,
    `${JSON.stringify(toReport(reading, { asOf: settings.today }), null, 1)}\n`,
  );
}

type Accepted = ImportInput & {
  file: LoadedGrid;
  reading: RosterReading;
  settings: RosterSettings;
  preview: RosterPreview;
  payments: LoadedPayments | undefined;
};

async function finish({
  filePath,
  flags,
  write,
  confirm,
  apply,
  preview,
  file,
  reading,
  settings,
  payments,
}: Accepted): Promise<number> {
  const say = (line: string): void => {
    if (!flags.isJson) write(line);
  };
  if (flags.isDryRun) return end(say, "Nothing was written: this was a dry run.", 0);
  if (apply === undefined)
    return end(
      say,
      "Nothing was written. To make it the roster of a practice: pnpm start --roster FILE --settings FILE.",
      0,
    );
  const asked = [...preview.questions, ...(payments?.reading.questions ?? [])];
  if (asked.some(({ isBlocking }) => isBlocking))
    return end(
      say,
      'Nothing was written: a question above must be answered first (those marked with "!").',
      1,
    );
  if (!flags.isConfirmed && !(await isAccepted(confirm, preview)))
    return end(say, "Nothing was written. Add --yes to accept the preview without being asked.", 1);
  return end(say, await apply({ filePath, file, reading, settings, payments }), 0);
}

function end(say: (line: string) => void, line: string, exitCode: number): number {
  say("");
  say(line);
  return exitCode;
}

async function isAccepted(
  confirm: ImportInput["confirm"],
  { counts }: RosterPreview,
): Promise<boolean> {
  return (
    confirm !== undefined &&
    (await confirm(`Import ${counts.ok + counts.warn} people, with ${counts.error} rows held?`))
  );
}
