import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestPractice, type TestPractice } from "@rollbook/services/testing";
import { listPatients, updatePatient } from "@rollbook/services/patient";
import { connectRoster } from "@rollbook/services/roster";
import type { SheetsClient } from "@rollbook/sheets";
import { clientWithWrite, lostAnswer } from "./testing/faultyFetch.ts";
import { clientOf, startSheetWorld, type SheetWorld } from "./testing/sheetWorld.ts";
import { syncPractice } from "./syncPractice.ts";

const header = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"];
const names = ["Ada Lovelace", "Grace Hopper"];

let practice: TestPractice;
let world: SheetWorld;
let spreadsheetId: string;
beforeEach(async () => {
  practice = await startTestPractice();
  world = startSheetWorld();
  spreadsheetId = await world.newSpreadsheet([
    [...header, "Remarks"],
    ...names.map((name, at) => [
      name,
      `198${at}-03-01`,
      `${name.slice(0, 3).toLowerCase()}@example.org`,
      "Gold",
      "Monthly",
      99,
      "2026-05-01",
      `remark on ${name}`,
    ]),
  ]);
  await practice.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
});
afterEach(() => practice.testDatabase.drop());

const sync = (sheets: SheetsClient = world.client) =>
  syncPractice({ services: practice.services, sheets, practiceId: practice.practice.practiceId });

const insert = (dimension: "ROWS" | "COLUMNS", startIndex: number) =>
  world.client.batchUpdate({
    spreadsheetId,
    fields: "spreadsheetId",
    responseRanges: [],
    requests: [
      {
        insertDimension: {
          range: { sheetId: 7, dimension, startIndex, endIndex: startIndex + 1 },
        },
      },
    ],
  });

const withInserted = (dimension: "ROWS" | "COLUMNS", at: number) =>
  clientWithWrite({
    fetch: world.fetch,
    moment: { before: async () => void (await insert(dimension, at)) },
  });

async function changeEmail(email: string): Promise<void> {
  const { data } = await practice.run(listPatients, {});
  const hopper = data.find((patient) => patient.lastName === "Hopper");
  await practice.run(updatePatient, { id: hopper?.id ?? "", changes: { email } });
}

const column = async (at: number) =>
  (await world.values(spreadsheetId)).map((row) => row[at] ?? "");

test("P5: a column inserted under the first write pushes no column of theirs under ours", async () => {
  expect(await sync(withInserted("COLUMNS", 2))).toMatchObject({ kind: "done" });
  const [headers = []] = await world.values(spreadsheetId);
  const remarks = await column(headers.indexOf("Remarks"));
  expect(remarks).toEqual(["Remarks", "remark on Ada Lovelace", "remark on Grace Hopper"]);
  expect(await column(headers.indexOf("Status"))).toEqual(["Status", "Deferred", "Deferred"]);
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
});

test("P5: a batch is refused as a whole where a column was inserted under it, and planned anew", async () => {
  await sync();
  await changeEmail("grace@navy.example");
  const result = await sync(withInserted("COLUMNS", 2));
  expect(result).toMatchObject({ kind: "done", sheets_calls: 4 });
  expect(await column(2)).toEqual(["", "", ""]);
  expect(await column(3)).toEqual(["Email", "ada@example.org", "grace@navy.example"]);
});

test("P8: where an ID cannot be given again at once, batches go without guards of columns", async () => {
  world.server.workspace.switches.freedMetadataIdsAtOnce = false;
  await sync();
  await changeEmail("grace@navy.example");
  expect(await sync()).toMatchObject({ kind: "done", sheets_calls: 4 });
  expect(await column(2)).toEqual(["Email", "ada@example.org", "grace@navy.example"]);
  await changeEmail("grace@army.example");
  expect(await sync()).toMatchObject({ kind: "done", sheets_calls: 2 });
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
});

test("P5: a batch that Google refuses for something else leaves later ones their guards", async () => {
  await sync();
  await changeEmail("grace@navy.example");
  let writes = 0;
  const sheets = clientOf(async (url, init) => {
    const isWrite = String(url instanceof Request ? url.url : url).includes(":batchUpdate");
    if (isWrite) writes += 1;
    if (isWrite && writes === 1)
      return Response.json({ error: { message: "no" } }, { status: 400 });
    if (isWrite && writes === 3) await insert("COLUMNS", 2);
    return world.fetch(url, init);
  });
  expect(await sync(sheets)).toMatchObject({ kind: "done", sheets_calls: 4 });
  await changeEmail("grace@army.example");
  expect(await sync(sheets)).toMatchObject({ kind: "done", sheets_calls: 4 });
  expect(await column(2)).toEqual(["", "", ""]);
  expect(await column(3)).toEqual(["Email", "ada@example.org", "grace@army.example"]);
});

test("P5: a value that landed in a row of nobody is taken back by the next run", async () => {
  await sync();
  await changeEmail("grace@navy.example");
  const sheets = clientWithWrite({
    fetch: world.fetch,
    moment: { before: async () => void (await insert("ROWS", 2)), after: lostAnswer },
  });
  expect(await sync(sheets)).toMatchObject({ kind: "failed" });
  expect(await column(2)).toEqual([
    "Email",
    "ada@example.org",
    "grace@navy.example",
    "gra@example.org",
  ]);
  await insert("ROWS", 1);
  expect(await sync()).toMatchObject({ kind: "done" });
  expect(await column(2)).toEqual(["Email", "", "ada@example.org", "", "grace@navy.example"]);
});

test("P3: what was typed over a value of ours in a row of nobody stays", async () => {
  await sync();
  await changeEmail("grace@navy.example");
  const sheets = clientWithWrite({
    fetch: world.fetch,
    moment: { before: async () => void (await insert("ROWS", 2)), after: lostAnswer },
  });
  await sync(sheets);
  await world.edit(spreadsheetId, [{ row: 2, column: 2, value: "later@example.org" }]);
  await sync();
  expect((await column(2))[2]).toBe("later@example.org");
});
