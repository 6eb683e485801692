import { afterEach, beforeEach, expect, test } from "vitest";
import { listPatients } from "@rollbook/services/patient";
import { approveRoster, connectRoster } from "@rollbook/services/roster";
import { startTestPractice, testInstant, type TestPractice } from "@rollbook/services/testing";
import { startSheetWorld, type CellInput, type SheetWorld } from "./testing/sheetWorld.ts";
import { syncPractice } from "./syncPractice.ts";

const header = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"];
const count = 8;
let practice: TestPractice;
let world: SheetWorld;
let spreadsheetId: string;
let rosterId: string;
let minutes = 0;

const person = (at: number): CellInput[] => [
  `Person ${"ABCDEFGH"[at]}a`,
  `198${at}-12-10`,
  `person${at}@example.org`,
  "Gold",
  "Monthly",
  99 + at,
  "2026-05-01",
];

beforeEach(async () => {
  practice = await startTestPractice();
  world = startSheetWorld();
  spreadsheetId = await world.newSpreadsheet([
    header,
    ...Array.from({ length: count }, (_, at) => person(at)),
  ]);
  const connected = await practice.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
  rosterId = connected.id;
}, 60_000);
afterEach(() => practice.testDatabase.drop());

function sync() {
  minutes += 1;
  practice.setInstant(new Date(Date.parse(testInstant) + minutes * 60_000).toISOString());
  const { practiceId } = practice.practice;
  return syncPractice({ services: practice.services, sheets: world.client, practiceId });
}

/** What a person does in the page. */
function act(target: string, body: unknown) {
  const { status } = world.server.answer({
    method: "POST",
    target,
    body: JSON.stringify(body),
    who: "page",
  });
  expect(status).toBe(200);
}

const sortByName = (rows: number) =>
  act(`/v4/spreadsheets/${spreadsheetId}:batchUpdate`, {
    requests: [
      {
        sortRange: {
          range: { sheetId: 7, startRowIndex: 1, endRowIndex: rows + 1 },
          sortSpecs: [{ dimensionIndex: 0, sortOrder: "DESCENDING" }],
        },
      },
    ],
  });

const undo = () => act(`/_local/spreadsheets/${spreadsheetId}/undo`, {});

const namesById = async () =>
  new Map((await world.values(spreadsheetId)).slice(1).map((row) => [row[9], row[0]]));

const emails = async () =>
  (await practice.run(listPatients, {})).data
    .map(({ firstName, lastName, email }) => `${firstName} ${lastName} ${email}`)
    .sort((a, b) => (a < b ? -1 : 1));

test("SYN-5: a sort undone after the first write is approved, and the IDs follow their people", async () => {
  sortByName(count);
  await sync();
  const [before, known] = [await namesById(), await emails()];
  undo();
  expect(await namesById()).not.toEqual(before);
  const stopped = await sync();
  expect(stopped).toMatchObject({
    kind: "stopped",
    guards: [{ code: "identities_changed", canApprove: true }],
  });
  await practice.run(approveRoster, { id: rosterId, approval: stopped.guards[0]?.approval ?? "" });
  expect(await sync()).toMatchObject({ kind: "done", guards: [] });
  expect(await namesById()).toEqual(before);
  expect(await emails()).toEqual(known);
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
  await world.edit(spreadsheetId, [{ row: 1, column: 2, value: "moved@example.org" }]);
  await sync();
  expect((await emails())[0]).toBe("Person Aa moved@example.org");
});

test("SYN-5: where few rows were sorted back, typing sheet under Keep lets their IDs follow", async () => {
  sortByName(3);
  await sync();
  const before = await namesById();
  undo();
  expect(await sync()).toMatchObject({ kind: "done", guards: [] });
  const issues = await world.values(spreadsheetId, "Issues");
  expect(String(issues[1]?.[6])).toContain("2 rows name another member");
  const keep = issues[0]?.indexOf("Keep (sheet / rollbook)");
  const { sheetId } = await issuesTab();
  act(`/v4/spreadsheets/${spreadsheetId}:batchUpdate`, {
    requests: [
      {
        updateCells: {
          start: { sheetId, rowIndex: 1, columnIndex: keep },
          rows: [{ values: [{ userEnteredValue: { stringValue: "sheet" } }] }],
          fields: "userEnteredValue",
        },
      },
    ],
  });
  await sync();
  expect(await namesById()).toEqual(before);
  await sync();
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
  expect(await world.values(spreadsheetId, "Issues")).toHaveLength(1);
});

async function issuesTab(): Promise<{ sheetId: number }> {
  const url = `http://127.0.0.1/v4/spreadsheets/${spreadsheetId}`;
  const { sheets } = (await (await world.fetch(url)).json()) as {
    sheets: { properties: { sheetId: number; title: string } }[];
  };
  const found = sheets.find(({ properties }) => properties.title === "Issues");
  return { sheetId: found?.properties.sheetId ?? -1 };
}
