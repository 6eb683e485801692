import { afterEach, beforeEach, expect, test } from "vitest";
import { connectRoster } from "@rollbook/services/roster";
import { listMemberships } from "@rollbook/services/membership";
import { startTestPractice, testInstant, type TestPractice } from "@rollbook/services/testing";
import type { SheetsClient } from "@rollbook/sheets";
import { lostAnswer } from "./testing/faultyFetch.ts";
import {
  clientOf,
  startSheetWorld,
  type CellInput,
  type SheetWorld,
} from "./testing/sheetWorld.ts";
import { syncPractice } from "./syncPractice.ts";

const header = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"];
const count = 30;
const person = (at: number): CellInput[] => [
  `Person ${String.fromCodePoint(65 + at)}${"abcdefghij"[at % 10]}`,
  `19${60 + at}-12-10`,
  `person${at}@example.org`,
  "Gold",
  "Monthly",
  99,
  "2026-05-01",
];

let practice: TestPractice;
let world: SheetWorld;
let spreadsheetId: string;
let minutes = 0;
beforeEach(async () => {
  practice = await startTestPractice();
  world = startSheetWorld();
  spreadsheetId = await world.newSpreadsheet([
    header,
    ...Array.from({ length: count }, (_, at) => person(at)),
  ]);
  await practice.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
}, 60_000);
afterEach(() => practice.testDatabase.drop());

function sync(input: { sheets?: SheetsClient; payloadBytes?: number } = {}) {
  minutes += 3;
  practice.setInstant(new Date(Date.parse(testInstant) + minutes * 60_000).toISOString());
  const { practiceId } = practice.practice;
  const { sheets = world.client, payloadBytes = 4000 } = input;
  return syncPractice({ services: practice.services, sheets, practiceId, payloadBytes });
}

/** The nth batch of this client is handled in its own way. */
function onNthWrite(nth: number, handle: (send: () => Promise<Response>) => Promise<Response>) {
  let writes = 0;
  return clientOf((url, init) => {
    const isWrite = String(url instanceof Request ? url.url : url).includes(":batchUpdate");
    if (isWrite) writes += 1;
    const send = () => world.fetch(url, init);
    return isWrite && writes === nth ? handle(send) : send();
  });
}

async function rowIds(): Promise<unknown[]> {
  const values = await world.values(spreadsheetId);
  return values.slice(1).map((row) => row[9]);
}

async function expectWhole() {
  expect(await sync()).toMatchObject({ kind: "nothing_to_do", sheets_calls: 1 });
  const ids = await rowIds();
  expect(ids).toHaveLength(count);
  expect(new Set(ids).size).toBe(count);
  for (const id of ids) expect(id).toMatch(/^rb-/);
  const { data } = await practice.run(listMemberships, {});
  expect(data).toHaveLength(count);
}

test("P8: a plan larger than one batch is written in several, each with a number of its own", async () => {
  const result = await sync();
  expect(result).toMatchObject({ kind: "done", members: count });
  expect(result.sheets_calls).toBeGreaterThan(4);
  const answer = await world.client.readSpreadsheet({
    spreadsheetId,
    fields: "developerMetadata(metadataKey,metadataValue)",
  });
  const numbers = (answer.developerMetadata ?? []).map((entry) =>
    Number(entry.metadataValue?.split(" ")[0]),
  );
  expect(numbers).toEqual(Array.from({ length: result.sheets_calls - 1 }, (_, at) => at + 1));
  await expectWhole();
});

test.each([
  { name: "the second batch never arrives", nth: 2, handle: lostAnswer },
  {
    name: "the answer of the third is lost",
    nth: 3,
    handle: async (send: () => Promise<Response>) => {
      await send();
      return lostAnswer();
    },
  },
])("P8: $name: the next sync writes what is missing and nothing twice", async ({ nth, handle }) => {
  const broken = await sync({ sheets: onNthWrite(nth, handle) });
  expect(broken.kind).toBe("failed");
  expect(await sync()).toMatchObject({ kind: "done" });
  await expectWhole();
});

test("P6: a sort between two batches leaves every ID beside its member", async () => {
  const sheets = onNthWrite(2, async (send) => {
    await world.client.batchUpdate({
      spreadsheetId,
      responseRanges: [],
      fields: "spreadsheetId",
      requests: [
        {
          sortRange: {
            range: {
              sheetId: 7,
              startRowIndex: 1,
              endRowIndex: count + 1,
              startColumnIndex: 0,
              endColumnIndex: 15,
            },
            sortSpecs: [{ dimensionIndex: 1, sortOrder: "DESCENDING" }],
          },
        },
      ],
    });
    return send();
  });
  expect(await sync({ sheets })).toMatchObject({ kind: "done" });
  await expectWhole();
});
