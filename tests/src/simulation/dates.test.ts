import process from "node:process";
import { plainDate } from "@rollbook/core/calendar";
import { readRoster, RosterSettings, type RosterCell } from "@rollbook/core/roster";
import { readSnapshot } from "@rollbook/sheets";
import { afterEach, expect, test } from "vitest";
import { serialOf } from "./people.ts";
import { clientOf, openSheet, tabId } from "./sheet.ts";

const zones = [
  "Pacific/Pago_Pago",
  "America/Los_Angeles",
  "America/New_York",
  "America/Sao_Paulo",
  "UTC",
  "Europe/London",
  "Europe/Warsaw",
  "Africa/Cairo",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Tokyo",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
];

/** A spreadsheet's locale, and how people who use it write the 4th of March 1956. */
const locales = [
  ["en_US", "MDY", "03/04/1956"],
  ["en_GB", "DMY", "04/03/1956"],
  ["en_AU", "DMY", "4/3/1956"],
  ["en_CA", "YMD", "1956-03-04"],
  ["en_IE", "DMY", "04/03/1956"],
  ["en_IN", "DMY", "04/03/1956"],
  ["en_ZA", "YMD", "1956/03/04"],
  ["de_DE", "DMY", "04.03.1956"],
  ["fr_FR", "DMY", "04/03/1956"],
  ["fr_CA", "YMD", "1956-03-04"],
  ["es_ES", "DMY", "4/3/1956"],
  ["it_IT", "DMY", "04/03/1956"],
  ["nl_NL", "DMY", "04-03-1956"],
  ["pl_PL", "DMY", "04.03.1956"],
  ["pt_BR", "DMY", "04/03/1956"],
  ["sv_SE", "YMD", "1956-03-04"],
  ["fi_FI", "DMY", "4.3.1956"],
  ["cs_CZ", "DMY", "04.03.1956"],
  ["ja_JP", "YMD", "1956/03/04"],
  ["ko_KR", "YMD", "1956/03/04"],
] as const;

/** Days on which clocks go forward, back, or over a line, and the ends of what people type. */
const dates = [
  "1900-03-01",
  "1945-08-15",
  "1956-02-29",
  "1999-12-31",
  "2000-02-29",
  "2011-12-30",
  "2018-11-04",
  "2024-02-29",
  "2026-01-01",
  "2026-03-08",
  "2026-03-29",
  "2025-10-26",
];

const machineZone = process.env.TZ;
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ;
  else process.env.TZ = machineZone;
});

test.each(locales)("P13: dates survive %s in every time zone", async (locale, order, written) => {
  for (const [at, timeZone] of zones.entries()) {
    // The machine stands somewhere else than the practice and the spreadsheet.
    process.env.TZ = zones[(at + 7) % zones.length];
    const found = await birthDates({ locale, timeZone, order, written });
    expect([timeZone, ...found]).toEqual([timeZone, ...dates, "1956-03-04"]);
  }
});

async function birthDates(input: {
  locale: string;
  timeZone: string;
  order: "MDY" | "DMY" | "YMD";
  written: string;
}): Promise<(string | null)[]> {
  const { locale, timeZone } = input;
  const typed = [...dates.map(serialOf), input.written];
  const sheet = openSheet({
    rows: [
      ["Name", "Date of birth", "Email"],
      ...typed.map((date, at) => [`Person ${at}`, date, `p${at}@example.org`]),
    ],
    nowMs: () => 0,
    seed: 1,
    locale,
    timeZone,
    switches: {},
  });
  const range = { sheetId: tabId, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 };
  const cell = { userEnteredFormat: { numberFormat: { type: "DATE" } } };
  sheet.do([{ repeatCell: { range, cell, fields: "userEnteredFormat.numberFormat" } }]);
  const client = clientOf(sheet.fetch, () => undefined);
  const snapshot = await readSnapshot({ client, spreadsheetId: sheet.spreadsheetId });
  const tab = snapshot.tabs.find((one) => one.sheetId === tabId);
  const reading = readRoster({
    grid: {
      sheetName: "Members",
      locale: snapshot.locale ?? locale,
      timeZone: snapshot.timeZone ?? timeZone,
      rows: (tab?.rows ?? []) as RosterCell[][],
      merges: [],
      hiddenRows: [],
    },
    settings: RosterSettings.parse({
      today: plainDate("2026-05-15"),
      currency: "USD",
      date_order: input.order,
      iso_also_allowed: true,
      timezone: timeZone,
    }),
  });
  const people = reading.rows.filter((row) => row.outcome !== "skip");
  return people.map((row) => row.values.dob ?? null);
}
