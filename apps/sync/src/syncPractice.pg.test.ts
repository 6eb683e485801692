import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestPractice, type TestPractice } from "@rollbook/services/testing";
import { explainMembership, listMemberships } from "@rollbook/services/membership";
import { connectRoster } from "@rollbook/services/roster";
import { startSheetWorld, type CellInput } from "./testing/sheetWorld.ts";
import { syncPractice } from "./syncPractice.ts";

const header = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"];
const person = (name: string, dob: string, lastBilled: string, plan = "Gold"): CellInput[] => [
  name,
  dob,
  `${name.split(" ")[0]?.toLowerCase()}@example.org`,
  plan,
  "Monthly",
  99,
  lastBilled,
];
const roster: CellInput[][] = [
  ["Cedar Family Medicine: members"],
  [],
  header,
  person("Ada Lovelace", "1980-12-10", "2026-05-01"),
  person("Grace Hopper", "1976-12-09", "2026-05-12"),
  person("Alan Turing", "1982-06-23", "2026-04-28"),
  person("Mary Jackson", "1981-04-09", "not a date"),
];

describe("the first sync of a roster that stands already", () => {
  let practice: TestPractice;
  const world = startSheetWorld();
  let spreadsheetId: string;
  beforeAll(async () => {
    practice = await startTestPractice();
    spreadsheetId = await world.newSpreadsheet(roster);
    await practice.run(connectRoster, {
      spreadsheetId,
      isFirstSyncApproved: true,
      isCreatingPlans: true,
      settings: { date_order: "MDY", iso_also_allowed: true },
    });
  });
  afterAll(() => practice.testDatabase.drop());
  const sync = (isDryRun = false) =>
    syncPractice({
      services: practice.services,
      sheets: world.client,
      practiceId: practice.practice.practiceId,
      isDryRun,
    });

  test("SYN-1: a dry run says what the sync then does and writes nothing", async () => {
    const before = await world.values(spreadsheetId);
    const result = await sync(true);
    expect(result.reason).toBe(null);
    expect(result).toMatchObject({ kind: "dry_run", sheets_calls: 1, cells_written: 0 });
    expect(result.counts).toMatchObject({ people: 4, new: 3, held: 1 });
    expect(await world.values(spreadsheetId)).toEqual(before);
  });

  test("SYN-6: people become members, and our columns stand beside theirs", async () => {
    const result = await sync();
    expect(result).toMatchObject({ kind: "done", members: 3, sheets_calls: 2 });
    const values = await world.values(spreadsheetId);
    expect(values[2]).toEqual([
      ...header,
      "Start date",
      "Status",
      "Rollbook ID",
      "Next charge date",
      "Next charge amount",
      "Invoices",
      "Balance",
      "Needs attention",
    ]);
    const june1 = 46_174;
    expect(values[3]?.slice(7)).toEqual([
      june1,
      "Deferred",
      expect.stringMatching(/^rb-/),
      june1,
      99,
    ]);
    expect(values[6]?.slice(0, 14)).toEqual([...(roster[6] ?? []), "", "", "", "", "", "", ""]);
    expect(values[6]?.[14]).toContain("not a date");
  });

  test("WHY-1: the start of a member from the sheet says which dates it came from", async () => {
    const { data } = await practice.run(listMemberships, { limit: 10 });
    const explained = await Promise.all(
      data.map(({ id }) => practice.run(explainMembership, { id })),
    );
    expect(explained.map(({ start }) => start?.sentence).toSorted()).toEqual([
      "Last billed 1 May 2026, monthly in advance, so covered through 31 May; billing here starts 1 June (START-1).",
      "Last billed 12 May 2026, monthly in advance, so covered through 11 June; billing here starts 12 June (START-1).",
      "Last billed 28 April 2026, monthly in advance, so covered through 27 May; billing here starts 28 May (START-1).",
    ]);
  });

  test("SYN-6: a second sync writes nothing", async () => {
    expect(await sync()).toMatchObject({
      kind: "nothing_to_do",
      cells_written: 0,
      sheets_calls: 1,
    });
  });

  test("SYN-6: an edited cell reaches the database, and its row is told what follows", async () => {
    await world.edit(spreadsheetId, [
      { row: 3, column: 5, value: 120 },
      { row: 6, column: 6, value: "2026-05-03" },
    ]);
    const result = await sync();
    expect(result).toMatchObject({ kind: "done", sheets_calls: 2, members: 4 });
    const values = await world.values(spreadsheetId);
    expect(values[3]?.[11]).toBe(120);
    expect(values[6]?.[8]).toBe("Deferred");
    expect(await sync()).toMatchObject({ kind: "nothing_to_do", sheets_calls: 1 });
  });
});
