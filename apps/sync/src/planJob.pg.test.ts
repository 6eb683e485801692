import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPractice, type TestPractice } from "@rollbook/services/testing";
import {
  connectRoster,
  listPlannedSteps,
  listSyncRuns,
  readPlannedSync,
} from "@rollbook/services/roster";
import { listPatients } from "@rollbook/services/patient";
import { startSheetWorld } from "./testing/sheetWorld.ts";
import { planJob } from "./planJob.ts";
import { syncPractice } from "./syncPractice.ts";

let practice: TestPractice;
const world = startSheetWorld();
let spreadsheetId: string;
let id: string;
beforeAll(async () => {
  practice = await startTestPractice();
  spreadsheetId = await world.newSpreadsheet([
    ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"],
    ["Ada Lovelace", "1980-12-10", "ada@example.org", "Gold", "Monthly", 99, "2026-05-01"],
    ["Grace Hopper", "1976-12-09", "grace@example.org", "Gold", "Monthly", 99, "2026-05-12"],
  ]);
  const settings = { date_order: "MDY", iso_also_allowed: true } as const;
  const input = { spreadsheetId, isFirstSyncApproved: true, isCreatingPlans: true, settings };
  ({ id } = await practice.run(connectRoster, input));
});
afterAll(() => practice.testDatabase.drop());

const input = () => ({
  services: practice.services,
  sheets: world.client,
  practiceId: practice.practice.practiceId,
});

test("SYN-1: a plan is kept for whoever asked, and writes nothing", async () => {
  await expect(practice.run(readPlannedSync, { id })).rejects.toMatchObject({ code: "not_found" });
  const before = await world.values(spreadsheetId);
  await planJob(input());
  const plan = await practice.run(readPlannedSync, { id });
  expect(plan).toMatchObject({ state: "planned", counts: { people: 2, new: 2 } });
  const first = await practice.run(listPlannedSteps, { id, limit: 2 });
  expect(first.data).toMatchObject([
    { kind: "create_plan", name: "Gold", after: 9900 },
    { kind: "create_member" },
  ]);
  const rest = await practice.run(listPlannedSteps, { id, after: first.nextCursor ?? "" });
  expect(first.data.length + rest.data.length).toBe(plan.stepCount);
  expect(await world.values(spreadsheetId)).toEqual(before);
  expect((await practice.run(listPatients, {})).data).toEqual([]);
  expect((await practice.run(listSyncRuns, { id })).data).toEqual([]);
});

test("SYN-1: the sync then does what the plan said, and the next plan is empty", async () => {
  const { planHash } = await practice.run(readPlannedSync, { id });
  const { plan } = await syncPractice(input());
  expect(plan?.operations.map(({ kind }) => kind)).toEqual([
    "create_plan",
    "create_member",
    "create_member",
  ]);
  await planJob(input());
  const after = await practice.run(readPlannedSync, { id });
  expect(after).toMatchObject({ state: "planned", stepCount: 0 });
  expect(after.planHash).not.toBe(planHash);
});

test("SYN-8: where the sync would stop, the plan says why", async () => {
  const cells = [0, 1, 2, 3, 4, 5, 6].flatMap((column) =>
    [0, 1, 2].map((row) => ({ row, column, value: null })),
  );
  await world.edit(spreadsheetId, cells);
  await planJob(input());
  const plan = await practice.run(readPlannedSync, { id });
  expect(plan.state).toBe("would_stop");
  expect(plan.reason).toContain("header");
});
