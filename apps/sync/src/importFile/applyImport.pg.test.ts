import { afterAll, beforeAll, expect, test } from "vitest";
import { readRoster, RosterSettings } from "@rollbook/core/roster";
import { loadRosterFile } from "@rollbook/roster-files";
import { startTestPractice, type TestPractice } from "@rollbook/services/testing";
import { startSheetWorld } from "../testing/sheetWorld.ts";
import { ledgerBalances } from "@rollbook/services/ledger";
import { applyImport } from "./applyImport.ts";
import { findKeptMapping } from "./findKeptMapping.ts";
import { applyPayments } from "./importPayments.ts";
import type { AcceptedImport } from "./importFile.ts";

const world = startSheetWorld();
let practice: TestPractice;

beforeAll(async () => {
  practice = await startTestPractice();
});
afterAll(() => practice.testDatabase.drop());

async function accept(currency: string): Promise<AcceptedImport> {
  const text =
    "Patient,Plan,Rate,Cycle,Last billed\nAnn Abbott,Gold,$99.00,Monthly,2026-05-13\nBob Brown,Gold,$99.00,Monthly,2026-02-30\nCleo Cruz,Gold,$99.00,Monthly,2026-05-10\n";
  const file = await loadRosterFile({
    bytes: new TextEncoder().encode(text),
    fileName: "members.csv",
  });
  if (file.kind === "refused") throw new Error(file.reason);
  const settings = RosterSettings.parse({ today: "2026-05-15", currency });
  return {
    filePath: "members.csv",
    file,
    settings,
    reading: readRoster({ grid: file.grid, settings }),
  };
}

const apply = async (currency: string) =>
  applyImport({
    services: practice.services,
    sheets: world.client,
    practiceId: practice.practice.practiceId,
    accepted: await accept(currency),
  });

test("another currency than the practice's is refused before anything is written", async () => {
  await expect(apply("EUR")).rejects.toThrow("Say --currency USD");
});

test("the file becomes the practice's roster, and a second one is refused", async () => {
  const sentence = await apply("USD");
  expect(sentence).toContain("Imported: 2 people have memberships.");
  const spreadsheetId = /sheet is (\S+)\.$/.exec(sentence)?.[1] ?? "";
  const [header, ann] = await world.values(spreadsheetId, "Roster");
  expect(header?.slice(0, 5)).toEqual(["Patient", "Plan", "Rate", "Cycle", "Last billed"]);
  expect(ann?.[0]).toBe("Ann Abbott");
  await expect(apply("USD")).rejects.toThrow("has a roster already");
});

test("ROS-26: balances and payments come along once, and the mapping is kept", async () => {
  const other = await practice.another({ name: "Birch Family Medicine" });
  const load = async (fileName: string, text: string) => {
    const file = await loadRosterFile({ bytes: new TextEncoder().encode(text), fileName });
    if (file.kind === "refused") throw new Error(file.reason);
    return file;
  };
  const file = await load(
    "owing.csv",
    "ID,Patient,Plan,Rate,Cycle,Last billed,Balance due\n1,Ann Abbott,Gold,$99.00,Monthly,2026-05-13,50.00\n",
  );
  const payments = await load("payments.csv", "Patient ID,Date,Amount\n1,2026-05-13,99.00\n");
  const settings = RosterSettings.parse({ today: "2026-05-15", currency: "USD" });
  const reading = readRoster({ grid: file.grid, settings });
  const { practiceId } = other.practice;
  const said = await applyImport({
    services: other.services,
    sheets: world.client,
    practiceId,
    accepted: {
      filePath: "owing.csv",
      file,
      settings,
      reading,
      payments: {
        fileName: "payments.csv",
        grid: payments.grid,
        reading: { headerRecord: 1, columns: [], questions: [], rows: [] },
      },
    },
  });
  expect(said).toContain("Balances and payments of the old books: 1 taken over.");
  const again = await applyPayments({
    services: other.services,
    practiceId,
    fileName: "payments.csv",
    grid: payments.grid,
    settings,
  });
  expect(again).toContain("0 taken over, 1 were there already");
  expect(await other.run(ledgerBalances, {})).toMatchObject({
    "assets:receivable": { USD: 5000 },
    "equity:opening": { USD: -5000 },
  });
  const { services } = other;
  expect(await findKeptMapping({ services, practiceId, reading })).toMatchObject({
    columns: [{}, {}, {}, {}, {}, {}, { field: "balance_cents" }],
  });
});
