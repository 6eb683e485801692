import path from "node:path";
import {
  nameOf,
  readOpeningFile,
  settingsOfPaymentsFile,
  type KnownPerson,
  type OpeningReading,
  type RosterGrid,
  type RosterReading,
  type RosterSettings,
} from "@rollbook/core/roster";
import { loadRosterFile } from "@rollbook/roster-files";
import { CommandRefused } from "../commandLine/commandRefused.ts";
import { describeOpeningFile } from "./describeOpenings.ts";

export type LoadedPayments = { fileName: string; grid: RosterGrid; reading: OpeningReading };

/** The second file, read for the people whom the roster would make. Throws CommandRefused where it cannot be read. */
export async function loadPayments({
  flags,
  reading,
  settings,
}: {
  flags: { paymentsPath?: string | undefined };
  reading: RosterReading;
  settings: RosterSettings;
}): Promise<LoadedPayments | undefined> {
  const { paymentsPath } = flags;
  if (paymentsPath === undefined) return undefined;
  const grid = await loadPaymentsGrid(paymentsPath);
  return {
    fileName: path.basename(paymentsPath),
    grid,
    reading: readOpeningFile({
      grid,
      settings: settingsOfPaymentsFile(settings),
      people: peopleOf(reading),
    }),
  };
}

export async function loadPaymentsGrid(paymentsPath: string): Promise<RosterGrid> {
  const file = await loadRosterFile({ path: paymentsPath });
  if (file.kind === "refused") throw new CommandRefused(file.reason);
  return file.grid;
}

function peopleOf({ rows }: RosterReading): KnownPerson[] {
  return rows
    .filter(({ outcome }) => outcome === "ok" || outcome === "warn")
    .map(({ record, values }) => ({
      id: String(record),
      externalId: values.external_id ?? null,
      name: nameOf(values),
      dob: values.dob ?? null,
      email: values.email ?? null,
    }));
}

export function describePayments(
  payments: LoadedPayments | undefined,
  { currency, locale = "en-US" }: RosterSettings,
): string[] {
  if (payments === undefined) return [];
  const { fileName, reading, grid } = payments;
  return [
    "",
    `${fileName}: ${grid.rows.length.toLocaleString("en-US")} rows of balances and payments`,
    ...describeOpeningFile({ reading, currency, locale }),
  ];
}
