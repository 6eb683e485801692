import { afterEach, beforeEach, expect, test } from "vitest";
import { listPatients } from "@rollbook/services/patient";
import { approveRoster, connectRoster } from "@rollbook/services/roster";
import { startTestPractice, testInstant, type TestPractice } from "@rollbook/services/testing";
import { startSheetWorld, type CellInput, type SheetWorld } from "./testing/sheetWorld.ts";
import { syncPractice } from "./syncPractice.ts";

const header = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"];
const emailColumn = 2;
let practice: TestPractice;
let world: SheetWorld;
let spreadsheetId: string;
let rosterId: string;
let minutes = 0;

async function start(count: number) {
  practice = await startTestPractice();
  world = startSheetWorld();
  const people = Array.from({ length: count }, (_, at): CellInput[] => [
    `Person ${"ABCDEFGH"[at]}a`,
    `198${at}-12-10`,
    `person${at}@example.org`,
    "Gold",
    "Monthly",
    99,
    "2026-05-01",
  ]);
  spreadsheetId = await world.newSpreadsheet([header, ...people]);
  const connected = await practice.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
  rosterId = connected.id;
  await sync();
}
beforeEach(() => start(6), 60_000);
afterEach(() => practice.testDatabase.drop());

function sync() {
  minutes += 1;
  practice.setInstant(new Date(Date.parse(testInstant) + minutes * 60_000).toISOString());
  const { practiceId } = practice.practice;
  return syncPractice({ services: practice.services, sheets: world.client, practiceId });
}

const emails = async () =>
  (await practice.run(listPatients, {})).data
    .map((patient) => patient.email ?? "")
    .sort((a, b) => (a < b ? -1 : 1));

const asTyped = Array.from({ length: 6 }, (_, at) => `person${at}@example.org`);

/** Cuts the whole email column and pastes it behind all others. */
async function cutEmails() {
  await world.client.batchUpdate({
    spreadsheetId,
    responseRanges: [],
    fields: "spreadsheetId",
    requests: [
      {
        cutPaste: {
          source: {
            sheetId: 7,
            startRowIndex: 0,
            endRowIndex: 7,
            startColumnIndex: emailColumn,
            endColumnIndex: emailColumn + 1,
          },
          destination: { sheetId: 7, rowIndex: 0, columnIndex: 18 },
          pasteType: "PASTE_NORMAL",
        },
      },
    ],
  });
}

/** The header goes to a new column with other values; the old one keeps what it held. */
async function replaceEmails() {
  await world.edit(spreadsheetId, [
    { row: 0, column: emailColumn, value: "Old contact" },
    { row: 0, column: 18, value: "Email" },
    ...asTyped.map((_, at) => ({ row: at + 1, column: 18, value: `new${at}@example.org` })),
  ]);
}

test("SYN-18: a column that was cut and pasted whole is followed", async () => {
  await cutEmails();
  expect(await sync()).toMatchObject({ reason: null, paused: [] });
  await world.edit(spreadsheetId, [{ row: 1, column: 18, value: "edited@example.org" }]);
  await sync();
  expect(await emails()).toEqual(["edited@example.org", ...asTyped.slice(1)]);
});

test("SYN-18: a column that was cut, pasted and renamed at once is followed", async () => {
  await cutEmails();
  await world.edit(spreadsheetId, [
    { row: 0, column: 18, value: "E-mail address" },
    { row: 1, column: 18, value: "edited@example.org" },
  ]);
  expect(await sync()).toMatchObject({ reason: null, paused: [] });
  expect(await emails()).toEqual(["edited@example.org", ...asTyped.slice(1)]);
  await world.edit(spreadsheetId, [{ row: 0, column: 18, value: "Email" }]);
  expect(await sync()).toMatchObject({ reason: null, paused: [] });
  expect(await sync()).toMatchObject({ kind: "nothing_to_do", paused: [] });
  expect(await emails()).toEqual(["edited@example.org", ...asTyped.slice(1)]);
});

test("SYN-18: one that was renamed and holds other values is asked about where it stands now", async () => {
  await cutEmails();
  await world.edit(spreadsheetId, [
    { row: 0, column: 18, value: "E-mail address" },
    ...asTyped.map((_, at) => ({ row: at + 1, column: 18, value: `new${at}@example.org` })),
  ]);
  expect(await sync()).toMatchObject({
    paused: [{ field: "email", kind: "moved", header: "E-mail address", column: 19 }],
  });
  expect(await emails()).toEqual(asTyped);
});

test("SYN-18: where header and metadata disagree otherwise, the column is paused and asked about", async () => {
  await replaceEmails();
  const paused = await sync();
  expect(paused).toMatchObject({
    guards: [],
    paused: [{ field: "email", kind: "moved", column: 19 }],
  });
  expect(await emails()).toEqual(asTyped);
  const issues = await world.values(spreadsheetId, "Issues");
  expect(issues[1]?.slice(3, 5)).toEqual(["email", "Email"]);
  expect(await sync()).toMatchObject({ kind: "nothing_to_do", paused: [{ field: "email" }] });
  const approval = paused.paused[0]?.approval ?? "";
  await practice.run(approveRoster, { id: rosterId, approval });
  const approved = await sync();
  expect(approved).toMatchObject({ kind: "stopped", guards: [{ code: "column_changed" }] });
  await practice.run(approveRoster, { id: rosterId, approval: approved.guards[0]?.approval ?? "" });
  await sync();
  expect((await emails())[0]).toBe("new0@example.org");
  expect(await sync()).toMatchObject({ kind: "nothing_to_do", paused: [] });
});

test("SYN-18: while a column is paused the rest goes on, and new rows wait", async () => {
  await replaceEmails();
  await world.edit(spreadsheetId, [
    { row: 1, column: 5, value: 120 },
    ...["New Person", "1990-01-01", "", "Gold", "Monthly", 99, "2026-05-01"].map(
      (value, column) => ({ row: 7, column, value }),
    ),
  ]);
  expect(await sync()).toMatchObject({ kind: "done", members: 6 });
  const values = await world.values(spreadsheetId);
  expect(values[1]?.[11]).toBe(120);
  expect(String(values[7]?.[14])).toContain('The header "Email" now stands over column 19');
});

async function typeEmails(values: readonly (string | null)[]) {
  await world.edit(
    spreadsheetId,
    values.map((value, at) => ({ row: at + 1, column: emailColumn, value })),
  );
}

test("SYN-18: a column gone blank as a whole is no edit: it is asked about, and the rest goes on", async () => {
  await typeEmails(asTyped.map(() => null));
  await world.edit(spreadsheetId, [
    { row: 1, column: 5, value: 120 },
    ...["New Person", "1990-01-01", "", "Gold", "Monthly", 99, "2026-05-01"].map(
      (value, column) => ({ row: 7, column, value }),
    ),
  ]);
  const blank = await sync();
  expect(blank).toMatchObject({ kind: "done", guards: [], members: 6 });
  expect(blank.paused).toMatchObject([{ field: "email", kind: "blank", column: 3 }]);
  expect(await emails()).toEqual(asTyped);
  expect((await world.values(spreadsheetId))[1]?.[11]).toBe(120);
  const issues = await world.values(spreadsheetId, "Issues");
  expect(String(issues[1]?.[6])).toContain("The column of the email is empty as a whole");
  expect(await sync()).toMatchObject({ kind: "nothing_to_do", paused: [{ kind: "blank" }] });
  await typeEmails(asTyped);
  expect(await sync()).toMatchObject({ kind: "done", paused: [], members: 7 });
  expect(await emails()).toEqual(["", ...asTyped]);
});

test("SYN-18: a column emptied as a whole is emptied in the database once somebody means it", async () => {
  await typeEmails(asTyped.map(() => null));
  const [paused] = (await sync()).paused;
  await practice.run(approveRoster, { id: rosterId, approval: paused?.approval ?? "" });
  expect(await sync()).toMatchObject({ kind: "done", guards: [], paused: [] });
  expect(await emails()).toEqual(asTyped.map(() => ""));
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
});

test("SYN-18: while a column of dates is blank, nothing that is billed changes", async () => {
  await world.edit(
    spreadsheetId,
    asTyped.map((_, at) => ({ row: at + 1, column: 6, value: null })),
  );
  expect(await sync()).toMatchObject({ paused: [{ field: "last_billed", kind: "blank" }] });
  await world.edit(spreadsheetId, [{ row: 1, column: 5, value: 120 }]);
  await sync();
  const values = await world.values(spreadsheetId);
  expect(values.slice(1, 7).map((row) => [row[7], row[8]])).toEqual(
    asTyped.map(() => [expect.any(Number), "Deferred"]),
  );
  expect(values[1]?.[11]).toBe(99);
});

test("SYN-18: a small roster's column under another header and with other values is asked about too", async () => {
  await practice.testDatabase.drop();
  await start(2);
  await world.edit(spreadsheetId, [
    { row: 0, column: emailColumn, value: "Contact of the employer" },
    { row: 1, column: emailColumn, value: "a@employer.example" },
    { row: 2, column: emailColumn, value: "b@employer.example" },
  ]);
  expect(await sync()).toMatchObject({ paused: [{ field: "email", kind: "renamed" }] });
  expect(await emails()).toEqual(asTyped.slice(0, 2));
});
