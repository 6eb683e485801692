import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPractice, type TestPractice } from "@rollbook/services/testing";
import {
  chooseConflictSide,
  connectRoster,
  decideProposedPrice,
  listIssues,
} from "@rollbook/services/roster";
import { listPatients, updatePatient } from "@rollbook/services/patient";
import { startSheetWorld, type CellInput } from "./testing/sheetWorld.ts";
import { syncPractice } from "./syncPractice.ts";

const header = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"];
const person = (name: string, dob: string): CellInput[] => [
  name,
  dob,
  `${name.split(" ")[0]?.toLowerCase()}@example.org`,
  "Gold",
  "Monthly",
  99,
  "2026-05-01",
];

let practice: TestPractice;
const world = startSheetWorld();
let spreadsheetId: string;
let id: string;
beforeAll(async () => {
  practice = await startTestPractice();
  spreadsheetId = await world.newSpreadsheet([
    header,
    person("Ada Lovelace", "1980-12-10"),
    person("Grace Hopper", "31/02/1976"),
    person("Alan Turing", "1982-06-23"),
  ]);
  const roster = await practice.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
  ({ id } = roster);
});
afterAll(() => practice.testDatabase.drop());

const sync = (isDryRun = false) =>
  syncPractice({
    services: practice.services,
    sheets: world.client,
    practiceId: practice.practice.practiceId,
    isDryRun,
  });
const issues = async () => (await practice.run(listIssues, { id })).data;
const inSheet = async () =>
  (await world.values(spreadsheetId, "Issues")).slice(1).filter((row) => row[0] !== "");

const held = {
  kind: "held_row",
  cause: "date_impossible",
  record: 3,
  member: "Grace Hopper",
  field: "dob",
  column: "Date of birth",
  sheetValue: "31/02/1976",
  isDecided: false,
};

test("SYN-19: a dry run tells of the held row and keeps nothing", async () => {
  const { issues: found } = await sync(true);
  const { isDecided: _, ...told } = held;
  expect(found).toEqual([expect.objectContaining(told)]);
  expect(await issues()).toEqual([]);
});

test("SYN-19: the held row stands in Issues and in the list, with the sentence that its row says", async () => {
  await sync();
  const listed = await issues();
  expect(listed).toMatchObject([held]);
  const message = listed[0]?.message;
  expect((await inSheet()).map((row) => row.slice(1))).toEqual([
    [3, "Grace Hopper", "date of birth", "31/02/1976", "", message],
  ]);
  expect((await world.values(spreadsheetId))[2]?.[14]).toBe(message);
  expect(await sync()).toMatchObject({ kind: "nothing_to_do", cells_written: 0 });
  expect(await issues()).toMatchObject([held]);
});

test("SYN-19: a conflict and a price join it, and are told as decided until the next sync did it", async () => {
  const { data } = await practice.run(listPatients, {});
  const ada = data.find(({ firstName }) => firstName === "Ada");
  await practice.run(updatePatient, {
    id: ada?.id ?? "",
    changes: { email: "ada@rollbook.example" },
  });
  await world.edit(spreadsheetId, [{ row: 1, column: 2, value: "ada@typed.example" }]);
  await sync();
  const conflict = {
    kind: "conflict",
    field: "email",
    record: 2,
    sheetValue: "ada@typed.example",
    storedValue: "ada@rollbook.example",
    isDecided: false,
  };
  expect(await issues()).toMatchObject([conflict, held]);
  const rowId = (await issues())[0]?.rowId ?? "";
  const page = await practice.run(listIssues, { id, limit: 1 });
  expect(page).toMatchObject({ data: [conflict], hasMore: true });
  const next = await practice.run(listIssues, { id, limit: 1, after: page.nextCursor ?? "" });
  expect(next).toMatchObject({ data: [held], hasMore: false, nextCursor: null });
  await practice.run(chooseConflictSide, { id, rowId, field: "email", keep: "sheet" });
  const only = await practice.run(listIssues, { id, kinds: ["conflict"] });
  expect(only.data).toMatchObject([{ ...conflict, isDecided: true }]);
  await sync();
  expect(await issues()).toMatchObject([held]);
});

test("SYN-19: put right, the row is listed nowhere any more", async () => {
  await world.edit(spreadsheetId, [{ row: 2, column: 1, value: "1976-12-09" }]);
  await sync();
  expect(await issues()).toEqual([]);
  expect(await inSheet()).toEqual([]);
  const ofNobody = practice.run(listIssues, { id: "ros_none" });
  await expect(ofNobody).rejects.toMatchObject({ code: "not_found" });
});

async function typePrice(price: number) {
  const sheets = await world.client.readSpreadsheet({
    spreadsheetId,
    fields: "sheets(properties(sheetId,title))",
  });
  const plans = sheets.sheets?.find(({ properties }) => properties?.title === "Plans");
  await world.client.batchUpdate({
    spreadsheetId,
    responseRanges: [],
    fields: "spreadsheetId",
    requests: [
      {
        updateCells: {
          start: { sheetId: plans?.properties?.sheetId ?? 0, rowIndex: 1, columnIndex: 5 },
          rows: [{ values: [{ userEnteredValue: { numberValue: price } }] }],
          fields: "userEnteredValue",
        },
      },
    ],
  });
}

async function decide(decision: "approved" | "declined") {
  const [price] = await issues();
  expect(price).toMatchObject({ kind: "price_proposal", member: "Gold", isDecided: false });
  const { sql } = practice.testDatabase.database;
  const { practiceId } = practice.practice;
  await sql`delete from work_due where practice_id = ${practiceId}`;
  await practice.run(decideProposedPrice, { id: price?.priceProposalId ?? "", decision });
  const due = await sql`select kind from work_due where practice_id = ${practiceId}`;
  expect(due.map(({ kind }) => String(kind))).toContain("roster_look");
}

const plansRow = async () => (await world.values(spreadsheetId, "Plans"))[1];

test("SYN-15: a proposed price is listed with the proposal that decides it", async () => {
  await typePrice(109);
  await sync();
  await decide("declined");
  expect(await issues()).toMatchObject([{ kind: "price_proposal", isDecided: true }]);
  await sync();
  expect(await issues()).toEqual([]);
  expect((await plansRow())?.slice(5, 7)).toEqual([109, "Declined"]);
});

test("SYN-15: approving asks for a sync, which shows the price and empties the cell of the proposal", async () => {
  practice.setInstant("2026-05-20T16:00:00Z");
  await typePrice(119);
  await sync();
  expect((await plansRow())?.slice(5, 7)).toEqual([119, "Waits for approval"]);
  await decide("approved");
  await sync();
  const [name, , price, , typed = "", told = ""] = (await plansRow())?.slice(1) ?? [];
  expect([name, price, typed, told]).toEqual(["Gold", 119, "", ""]);
  await sync();
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
  expect(await issues()).toEqual([]);
});
