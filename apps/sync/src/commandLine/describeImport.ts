import { readFileSync } from "node:fs";
import path from "node:path";
import { plainDate } from "@rollbook/core/calendar";
import { readRoster, RosterSettings } from "@rollbook/core/roster";
import { loadRosterFile } from "@rollbook/roster-files";
import { CommandRefused } from "./commandRefused.ts";

/** What a roster file would become, row by row, without a database or a sheet. */
export async function describeImport(input: {
  path: string;
  settingsPath: string | undefined;
  today: string | undefined;
}): Promise<string[]> {
  const loaded = await loadRosterFile({ path: input.path, fileName: path.basename(input.path) });
  if (loaded.kind === "refused") throw new CommandRefused(loaded.reason);
  const reading = readRoster({ grid: loaded.grid, settings: settingsFrom(input) });
  const { counts } = reading;
  return [
    `Header in row ${reading.headerRecord ?? "?"}; ok ${counts.ok}, warnings ${counts.warn}, held ${counts.error}, waiting for a choice ${counts.needs_choice}, skipped ${counts.skip}.`,
    ...reading.columns.map(
      (column) =>
        `  column ${column.column} "${column.header}" -> ${column.field ?? "stays your own"}`,
    ),
    ...reading.questions.map((question) => `  question: ${question.message}`),
    ...reading.rows.flatMap((row) =>
      row.issues.map((issue) => `  row ${row.record} ${issue.level}: ${issue.message}`),
    ),
  ];
}

function settingsFrom(input: {
  settingsPath: string | undefined;
  today: string | undefined;
}): RosterSettings {
  const defaults = { today: new Date().toISOString().slice(0, 10), currency: "USD" };
  const stated: unknown =
    input.settingsPath === undefined ? {} : JSON.parse(readFileSync(input.settingsPath, "utf8"));
  const settings = RosterSettings.parse({ ...defaults, ...(stated as object) });
  return input.today === undefined ? settings : { ...settings, today: plainDate(input.today) };
}
