import { afterEach, beforeEach, expect, test } from "vitest";
import { recordPayment } from "@rollbook/services/payment";
import { listPatients } from "@rollbook/services/patient";
import { listPlans } from "@rollbook/services/plan";
import { connectRoster, decideProposedPrice, listProposedPrices } from "@rollbook/services/roster";
import { startTestPractice, testInstant, type TestPractice } from "@rollbook/services/testing";
import { startSheetWorld, type CellInput, type SheetWorld } from "./testing/sheetWorld.ts";
import { syncPractice } from "./syncPractice.ts";

const header = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"];
const ada: CellInput[] = [
  "Ada Lovelace",
  "1980-12-10",
  "ada@example.org",
  "Gold",
  "Monthly",
  99,
  "2026-05-01",
];
let practice: TestPractice;
let world: SheetWorld;
let spreadsheetId: string;
let rosterId: string;
let minutes = 0;

beforeEach(async () => {
  practice = await startTestPractice();
  world = startSheetWorld();
  spreadsheetId = await world.newSpreadsheet([header, ada]);
}, 60_000);
afterEach(() => practice.testDatabase.drop());

async function connect(isMadeHere = false) {
  const connected = await practice.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
    isMadeHere,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
  rosterId = connected.id;
  await sync();
}

function sync() {
  minutes += 1;
  practice.setInstant(new Date(Date.parse(testInstant) + minutes * 60_000).toISOString());
  const { practiceId } = practice.practice;
  return syncPractice({ services: practice.services, sheets: world.client, practiceId });
}

async function typeInto(
  title: string,
  at: { row: number; column: number },
  value: number | boolean,
) {
  const answer = await world.client.readSpreadsheet({
    spreadsheetId,
    fields: "sheets(properties(sheetId,title))",
  });
  const tab = answer.sheets?.find((sheet) => sheet.properties?.title === title);
  const userEnteredValue =
    typeof value === "boolean" ? { boolValue: value } : { numberValue: value };
  await world.client.batchUpdate({
    spreadsheetId,
    responseRanges: [],
    fields: "spreadsheetId",
    requests: [
      {
        updateCells: {
          start: {
            sheetId: tab?.properties?.sheetId ?? 0,
            rowIndex: at.row,
            columnIndex: at.column,
          },
          rows: [{ values: [{ userEnteredValue }] }],
          fields: "userEnteredValue",
        },
      },
    ],
  });
}

test("SYN-15: a price typed in Plans waits until somebody who may edit products approves it", async () => {
  await connect();
  await typeInto("Plans", { row: 1, column: 5 }, 109);
  await sync();
  const [open] = (await practice.run(listProposedPrices, { id: rosterId })).data;
  expect(open).toMatchObject({ planName: "Gold", priceMinor: 10_900, state: "open" });
  expect((await world.values(spreadsheetId, "Plans"))[1]?.slice(1)).toEqual([
    "Gold",
    "monthly",
    99,
    1,
    109,
    "Waits for approval",
  ]);
  expect((await world.values(spreadsheetId, "Issues"))[1]?.slice(2, 6)).toEqual([
    "Gold",
    "price, monthly",
    "109.00 USD",
    "99.00 USD",
  ]);
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
  await practice.run(decideProposedPrice, { id: open?.id ?? "", decision: "approved" });
  await sync();
  expect((await world.values(spreadsheetId, "Plans"))[1]?.slice(1)).toEqual([
    "Gold",
    "monthly",
    109,
    1,
  ]);
  const [plan] = (await practice.run(listPlans, {})).data;
  expect(plan?.pricing).toMatchObject({ prices: [{ priceMinor: 9900 }, { priceMinor: 10_900 }] });
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
});

test("SYN-15: a declined price is told, and another one proposed anew", async () => {
  await connect();
  await typeInto("Plans", { row: 1, column: 5 }, 109);
  await sync();
  const [open] = (await practice.run(listProposedPrices, { id: rosterId })).data;
  await practice.run(decideProposedPrice, { id: open?.id ?? "", decision: "declined" });
  await sync();
  expect((await world.values(spreadsheetId, "Plans"))[1]?.[6]).toBe("Declined");
  await typeInto("Plans", { row: 1, column: 5 }, 104);
  await sync();
  const { data } = await practice.run(listProposedPrices, { id: rosterId });
  expect(data.map(({ priceMinor, state }) => ({ priceMinor, state }))).toEqual([
    { priceMinor: 10_400, state: "open" },
    { priceMinor: 10_900, state: "declined" },
  ]);
  const again = practice.run(decideProposedPrice, { id: open?.id ?? "", decision: "approved" });
  await expect(again).rejects.toMatchObject({ code: "refused" });
});

test("SYN-9: payments stand in their tab with what is allocated, and what is typed there is put back", async () => {
  await connect();
  const [patient] = (await practice.run(listPatients, {})).data;
  await practice.run(recordPayment, {
    payer: { kind: "patient", id: patient?.id ?? "" },
    amountMinor: 12_300,
    method: "card",
    receivedOn: "2026-05-19",
  } as never);
  await sync();
  const may19 = 46_161;
  const shown = (await world.values(spreadsheetId, "Payments"))[1]?.slice(1);
  expect(shown).toEqual([may19, "Ada Lovelace", "Card", 123, 0, 0, 123]);
  await typeInto("Payments", { row: 1, column: 4 }, 1);
  await sync();
  expect((await world.values(spreadsheetId, "Payments"))[1]?.[4]).toBe(123);
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
});

test("SYN-9: rows that come to a full list look like the rows above them", async () => {
  await connect();
  const [patient] = (await practice.run(listPatients, {})).data;
  for (let count = 0; count < 30; count += 1)
    await practice.run(recordPayment, {
      payer: { kind: "patient", id: patient?.id ?? "" },
      amountMinor: 12_300,
      method: "card",
      receivedOn: "2026-05-19",
    } as never);
  await sync();
  const answer = await world.client.readSpreadsheet({
    spreadsheetId,
    fields: "sheets(properties(title),data(rowData(values(formattedValue))))",
  });
  const tab = answer.sheets?.find((sheet) => sheet.properties?.title === "Payments");
  const shown = tab?.data?.[0]?.rowData?.[30]?.values?.map((cell) => cell.formattedValue);
  expect(shown?.slice(1, 5)).toEqual(["5/19/2026", "Ada Lovelace", "Card", "$123.00"]);
});

test("SYN-16: the box under Sync now is ticked by people and unticked by the sync", async () => {
  await connect();
  const lines = await world.values(spreadsheetId, "How this works");
  const row = lines.findIndex((line) => line[0] === "sync_now");
  await typeInto("How this works", { row, column: 2 }, true);
  expect(await sync()).toMatchObject({ kind: "done", cells_written: 2, sheets_calls: 2 });
  expect((await world.values(spreadsheetId, "How this works"))[row]?.[2]).toBe(false);
});

const looks =
  "sheets(properties(title,gridProperties(frozenRowCount)),protectedRanges(warningOnly),conditionalFormats(booleanRule(condition)),data(rowData(values(dataValidation(condition(type))))))";

test("SYN-17: a roster that Rollbook made has dropdowns, colours and a warning, and gets them back", async () => {
  await connect(true);
  const read = async () => {
    const answer = await world.client.readSpreadsheet({ spreadsheetId, fields: looks });
    return answer.sheets?.find((sheet) => sheet.properties?.title === "Members");
  };
  const look = await read();
  expect(look?.properties?.gridProperties?.frozenRowCount).toBe(1);
  expect(look?.protectedRanges).toEqual([{ warningOnly: true }]);
  expect(look?.conditionalFormats).toHaveLength(6);
  const row = look?.data?.[0]?.rowData?.[1]?.values?.map(
    (cell) => cell.dataValidation?.condition?.type,
  );
  expect(row?.slice(3, 5)).toEqual(["ONE_OF_LIST", "ONE_OF_LIST"]);
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
  await world.client.batchUpdate({
    spreadsheetId,
    responseRanges: [],
    fields: "spreadsheetId",
    requests: Array.from({ length: 6 }, () => ({
      deleteConditionalFormatRule: { sheetId: 7, index: 0 },
    })),
  });
  expect((await read())?.conditionalFormats).toBeUndefined();
  await sync();
  expect((await read())?.conditionalFormats).toHaveLength(6);
});

test("SYN-17: a roster that stood already is not dressed", async () => {
  await connect();
  const answer = await world.client.readSpreadsheet({ spreadsheetId, fields: looks });
  const tab = answer.sheets?.find((sheet) => sheet.properties?.title === "Members");
  expect(tab?.properties?.gridProperties?.frozenRowCount).toBeUndefined();
  expect(tab?.protectedRanges).toBeUndefined();
  expect(tab?.conditionalFormats).toBeUndefined();
});
