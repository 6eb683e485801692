import type { RosterGrid, RosterSettings } from "@rollbook/core/roster";
import { instantInZone, type PlainDate } from "@rollbook/core/calendar";
import { createPractice } from "@rollbook/services/practice";
import { connectRoster } from "@rollbook/services/roster";
import { runVerb, type Services } from "@rollbook/services/run";
import type { SheetsClient } from "@rollbook/sheets";
import { createRosterSheet } from "@rollbook/sync";
import type { DataFolder } from "../dataFolder.ts";
import { commandContext } from "./commandContext.ts";

/** What becomes a new practice: its roster, and how its books are kept. */
export interface NewPractice {
  name: string;
  rosterHash: string;
  /** A roster to put into a sheet of its own, or a sheet that stands already. */
  roster:
    | { kind: "grid"; grid: RosterGrid; headerRow: number }
    | { kind: "sheet"; spreadsheetId: string };
  settings: Partial<Omit<RosterSettings, "today" | "currency">>;
  currency: string;
  locale: string;
  timeZone: string;
  /** Its clock may be moved, and a simulator takes what autopay hands over. */
  isTest: boolean;
  /** Null follows the real calendar. */
  fixedToday: PlainDate | null;
  isCreatingPlans: boolean;
  isFirstSyncApproved: boolean;
  /** What a practice has before its first sync, such as its plans. */
  furnish: (made: { services: Services; practiceId: string }) => Promise<void>;
}

export interface PreparedPractice {
  practiceId: string;
  spreadsheetId: string;
}

/**
 * Makes the practice, its sheet and their connection, in steps that a later start takes up where a killed one stopped.
 */
export async function preparePractice({
  services,
  sheets,
  folder,
  wanted,
}: {
  services: Services;
  sheets: SheetsClient;
  folder: DataFolder;
  wanted: NewPractice;
}): Promise<PreparedPractice> {
  const practiceId = folder.contents.practiceId ?? (await makePractice({ services, wanted }));
  folder.remember({ practiceId, rosterHash: wanted.rosterHash });
  const spreadsheetId = folder.contents.spreadsheetId ?? (await openSheet({ sheets, wanted }));
  folder.remember({ spreadsheetId });
  if (folder.contents.isConnected !== true) {
    await runVerb(services, connectRoster, {
      context: commandContext({ services, practiceId }),
      input: {
        spreadsheetId,
        settings: wanted.settings,
        isFirstSyncApproved: wanted.isFirstSyncApproved,
        isCreatingPlans: wanted.isCreatingPlans,
        isMadeHere: wanted.roster.kind === "grid",
      },
      idempotencyKey: `connect-${spreadsheetId}`,
    });
    folder.remember({ isConnected: true });
  }
  return { practiceId, spreadsheetId };
}

async function makePractice({
  services,
  wanted,
}: {
  services: Services;
  wanted: NewPractice;
}): Promise<string> {
  const { practiceId } = await createPractice(services, {
    name: wanted.name,
    timeZone: wanted.timeZone,
    currency: wanted.currency,
    locale: wanted.locale,
    isTest: wanted.isTest,
    clockInstant: noonOf({ date: wanted.fixedToday, timeZone: wanted.timeZone }),
  });
  await wanted.furnish({ services, practiceId });
  return practiceId;
}

function noonOf({ date, timeZone }: { date: PlainDate | null; timeZone: string }): string | null {
  return date === null ? null : instantInZone({ date, secondOfDay: 12 * 3600, timeZone });
}

async function openSheet({
  sheets,
  wanted,
}: {
  sheets: SheetsClient;
  wanted: NewPractice;
}): Promise<string> {
  if (wanted.roster.kind === "sheet") return wanted.roster.spreadsheetId;
  const { grid, headerRow } = wanted.roster;
  const { name: title, timeZone } = wanted;
  return createRosterSheet({ client: sheets, grid, title, timeZone, headerRow });
}
