import { connectRoster } from "@rollbook/services/roster";
import { refusalOf, startTestPractice, type TestPractice } from "@rollbook/services/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { syncPractice } from "../syncPractice.ts";
import { startSheetWorld, type SheetWorld } from "../testing/sheetWorld.ts";
import { readCommand } from "./readCommand.ts";
import { runCommand } from "./runCommand.ts";

const header = ["Name", "Date of birth", "Plan", "Billing cycle", "Price", "Last billed"];
let practice: TestPractice;
let world: SheetWorld;

beforeAll(async () => {
  practice = await startTestPractice();
  world = startSheetWorld();
  const person = ["Person Aaa", "1980-12-10", "Gold", "Monthly", 99, "2026-05-01"];
  const spreadsheetId = await world.newSpreadsheet([header, person]);
  const settings = { date_order: "MDY" as const, iso_also_allowed: true };
  await practice.run(connectRoster, { spreadsheetId, isCreatingPlans: true, settings });
});
afterAll(() => practice.testDatabase.drop());

const sync = () =>
  syncPractice({
    services: practice.services,
    sheets: world.client,
    practiceId: practice.practice.practiceId,
  });

async function approve(what: string): Promise<string[]> {
  const lines: string[] = [];
  const elsewhere = () => Promise.reject(new Error("approving needs no such thing"));
  await runCommand(readCommand(["approve", what]), {
    services: practice.services,
    sheets: world.client,
    queue: elsewhere,
    processors: new Map() as never,
    drivePush: undefined,
    practiceId: practice.practice.practiceId,
    publicUrl: undefined,
    write: (line) => void lines.push(line),
    untilStopped: elsewhere,
    confirm: undefined,
  });
  return lines;
}

test("SYN-8: only what a sync asked for is approved, and what waits is named", async () => {
  expect(await refusalOf(approve("foo"))).toMatchObject({
    code: "refused",
    message: 'No sync asked for the approval "foo"; nothing waits for an approval now (SYN-8).',
  });
  const asked = (await sync()).guards[0]?.approval ?? "";
  expect(asked).toMatch(/^first_sync-/);
  expect(await refusalOf(approve("first_sync"))).toMatchObject({
    message: `No sync asked for the approval "first_sync"; waiting now: ${asked} (SYN-8).`,
    allowed: [asked],
  });
  expect(await sync()).toMatchObject({ kind: "stopped" });
  const goesOn = [`Approved ${asked}; the next sync goes on.`];
  expect(await approve(asked)).toEqual(goesOn);
  expect(await approve(asked)).toEqual(goesOn);
  expect(await sync()).toMatchObject({ kind: "done", members: 1 });
  expect(await approve(asked)).toEqual([
    `Approved ${asked}; the latest sync did not ask for it: it counts should the next one do so.`,
  ]);
});
