import { afterAll, beforeAll, expect, test } from "vitest";
import { readRoster, RosterSettings } from "@rollbook/core/roster";
import { loadRosterFile } from "@rollbook/roster-files";
import { startTestPractice, type TestPractice } from "@rollbook/services/testing";
import { startSheetWorld } from "../testing/sheetWorld.ts";
import { applyImport } from "./applyImport.ts";
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
