import { afterEach, beforeEach, expect, test } from "vitest";
import { attachPlan, getMembership, listMemberships } from "@rollbook/services/membership";
import { createPatient, listPatients } from "@rollbook/services/patient";
import { createPlan } from "@rollbook/services/plan";
import {
  approveRoster,
  chooseConflictSide,
  connectRoster,
  disconnectRoster,
  listRosterConflicts,
} from "@rollbook/services/roster";
import { startTestPractice, testInstant, type TestPractice } from "@rollbook/services/testing";
import { startSheetWorld, type CellInput, type SheetWorld } from "./testing/sheetWorld.ts";
import { syncPractice } from "./syncPractice.ts";

const header = [
  "Name",
  "Date of birth",
  "Email",
  "City",
  "Plan",
  "Billing cycle",
  "Price",
  "Last billed",
];
let practice: TestPractice;
let world: SheetWorld;
let minutes = 0;

const people: CellInput[][] = [
  ["Ada Aa", "1980-12-10", "ada@example.org", "York", "Gold", "Monthly", 99, "2026-05-01"],
  ["Ben Bb", "1981-12-10", "ben@example.org", "", "Gold", "Monthly", "", "2026-05-01"],
  ["Cyd Cc", "1982-12-10", "cyd@example.org", "Bath", "Gold", "Monthly", 120, "2026-05-01"],
];

beforeEach(async () => {
  practice = await startTestPractice();
  world = startSheetWorld();
}, 60_000);
afterEach(() => practice.testDatabase.drop());

async function connect(spreadsheetId: string, isApproved: boolean) {
  const { id } = await practice.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: isApproved,
    isCreatingPlans: true,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
  return id;
}

function sync() {
  minutes += 1;
  practice.setInstant(new Date(Date.parse(testInstant) + minutes * 60_000).toISOString());
  const { practiceId } = practice.practice;
  return syncPractice({ services: practice.services, sheets: world.client, practiceId });
}

/** Approves what stops the run until nothing does; the codes in their order. */
async function syncApproving(rosterId: string) {
  const stopped: string[] = [];
  for (;;) {
    const result = await sync();
    if (result.kind !== "stopped" || stopped.length > 5) return { result, stopped };
    for (const { code, approval } of result.guards) {
      stopped.push(code);
      await practice.run(approveRoster, { id: rosterId, approval });
    }
  }
}

const members = async () =>
  (await practice.run(listMemberships, {})).data.map(({ id }) => id).sort();
const idsIn = async (spreadsheetId: string) =>
  (await world.values(spreadsheetId)).slice(1).map((row) => row[10]);

test("SYN-4: a roster that is connected again is asked about, keeps its members, and gives new IDs", async () => {
  const spreadsheetId = await world.newSpreadsheet([header, ...people]);
  const first = await connect(spreadsheetId, true);
  await sync();
  const [before, ids] = [await members(), await idsIn(spreadsheetId)];
  await practice.run(disconnectRoster, { id: first });
  const second = await connect(spreadsheetId, false);
  const stopped = await sync();
  expect(stopped.guards.map(({ code }) => code)).toEqual(["foreign_ids", "first_sync"]);
  expect(await idsIn(spreadsheetId)).toEqual(ids);
  const { result } = await syncApproving(second);
  expect(result).toMatchObject({ kind: "done", members: 3 });
  expect(await members()).toEqual(before);
  expect((await practice.run(listPatients, {})).data).toHaveLength(3);
  const now = await idsIn(spreadsheetId);
  expect(now.filter((id) => ids.includes(id))).toEqual([]);
  expect((await world.values(spreadsheetId))[1]?.slice(8, 10)).toEqual([
    expect.any(Number),
    "Deferred",
  ]);
  await sync();
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
  await world.edit(spreadsheetId, [{ row: 1, column: 3, value: "Leeds" }]);
  await sync();
  expect((await practice.run(listPatients, {})).data.map(({ city }) => city)).toContain("Leeds");
});

test("SYN-4: a tab that another connection took over is left alone", async () => {
  const spreadsheetId = await world.newSpreadsheet([header, ...people]);
  await connect(spreadsheetId, true);
  await sync();
  const other = await startTestPractice();
  const { id } = await other.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
  const run = () =>
    syncPractice({
      services: other.services,
      sheets: world.client,
      practiceId: other.practice.practiceId,
    });
  const asked = await run();
  expect(asked.guards.map(({ code }) => code)).toEqual(["foreign_ids"]);
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
  await other.run(approveRoster, { id, approval: asked.guards[0]?.approval ?? "" });
  expect(await run()).toMatchObject({ kind: "done", members: 3 });
  expect(await sync()).toMatchObject({
    kind: "stopped",
    reason: expect.stringContaining("another Rollbook connection"),
  });
  await other.testDatabase.drop();
});

async function gold() {
  const plan = await practice.run(createPlan, {
    name: "Gold",
    type: "membership",
    pricing: {
      kind: "per_person",
      prices: [{ interval: "P1M" as never, priceMinor: 9900, from: null }],
    },
  });
  return plan.id;
}

async function enroll(
  planId: string,
  [firstName, lastName, year, email, city]: readonly [string, string, number, string, string],
) {
  const birthDate = `${year}-12-10`;
  const { id } = await practice.run(createPatient, {
    firstName,
    lastName,
    birthDate,
    email,
    city,
  });
  const { membership } = await practice.run(attachPlan, {
    patientId: id,
    planId,
    interval: "P1M" as never,
    lastBilled: "2026-05-01" as never,
    paymentMethod: "ach" as never,
    isAutopay: true,
    mandateOn: "2026-05-01" as never,
  });
  return membership.id;
}

test("SYN-13: what is typed in the row of a member made over the API is taken, and the start stays", async () => {
  const planId = await gold();
  const spreadsheetId = await world.newSpreadsheet([header, ...people]);
  await connect(spreadsheetId, true);
  await sync();
  const id = await enroll(planId, ["Eve", "Ee", 1990, "eve@example.org", "York"]);
  await sync();
  await world.edit(spreadsheetId, [
    { row: 4, column: 2, value: "new@example.org" },
    { row: 4, column: 6, value: 150 },
  ]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { held: 0 } });
  const row = (await world.values(spreadsheetId))[4];
  expect([row?.[8], row?.[9], row?.[12]]).toEqual([46_174, "Deferred", 150]);
  const { data } = await practice.run(listPatients, {});
  expect(data.map(({ email }) => email)).toContain("new@example.org");
  const membership = await practice.run(getMembership, { id });
  expect(membership).toMatchObject({
    billFrom: "2026-06-01",
    terms: [{ ownPriceMinor: 15_000 }],
  });
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
});

test("SYN-2: people who are members already are matched; blanks are filled, and differences ask", async () => {
  const planId = await gold();
  await enroll(planId, ["Ada", "Aa", 1980, "ada@example.org", "York"]);
  await enroll(planId, ["Ben", "Bb", 1981, "ben@work.example", "Hull"]);
  const before = await members();
  const spreadsheetId = await world.newSpreadsheet([header, ...people]);
  const rosterId = await connect(spreadsheetId, false);
  const report = await sync();
  expect(report.reason).toContain("3 people in the sheet, 1 new, 0 held, 2 members already");
  const { result } = await syncApproving(rosterId);
  expect(result).toMatchObject({ kind: "done", members: 3 });
  expect((await members()).filter((id) => before.includes(id))).toEqual(before);
  const values = await world.values(spreadsheetId);
  expect(values[2]?.slice(2, 7)).toEqual(["ben@example.org", "Hull", "Gold", "Monthly", ""]);
  const { data } = await practice.run(listRosterConflicts, { id: rosterId });
  expect(data).toMatchObject([
    { field: "email", sheetValue: "ben@example.org", storedValue: "ben@work.example" },
  ]);
  const rowId = data[0]?.rowId ?? "";
  await practice.run(chooseConflictSide, { id: rosterId, rowId, field: "email", keep: "database" });
  await sync();
  expect((await world.values(spreadsheetId))[2]?.[2]).toBe("ben@work.example");
  expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
});
