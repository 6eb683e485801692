import { EventEmitter, once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everyPractice, openJobQueue, type JobQueue } from "@rollbook/services/jobs";
import { listPatients, updatePatient } from "@rollbook/services/patient";
import { connectRoster, listConnectedRosters, listRosterHistory } from "@rollbook/services/roster";
import { startTestPractice, type TestPractice } from "@rollbook/services/testing";
import { startSheetWorld } from "./testing/sheetWorld.ts";
import { startSyncWorker, type SyncWorker } from "./startSyncWorker.ts";
import type { SyncResult } from "./syncResult.ts";

const world = startSheetWorld();
const results = new EventEmitter();
let practice: TestPractice;
let queue: JobQueue;
let worker: SyncWorker;
let spreadsheetId: string;

beforeAll(async () => {
  practice = await startTestPractice();
  spreadsheetId = await world.newSpreadsheet([
    ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"],
    ["Ada Lovelace", "1980-12-10", "ada@example.org", "Gold", "Monthly", 99, "2026-05-01"],
  ]);
  await practice.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
  });
  queue = await openJobQueue({ url: practice.testDatabase.url });
});
afterAll(async () => {
  await worker.stop();
  await queue.stop({ timeoutMs: 2000 });
  await practice.testDatabase.drop();
});

/** The next sync that wrote something. */
async function nextDone(): Promise<SyncResult> {
  for (;;) {
    const [result] = (await once(results, "result")) as [SyncResult];
    if (result.kind === "done") return result;
  }
}

test("a worker syncs at its start, after an edit in the sheet, and after a change in the database", async () => {
  const first = nextDone();
  worker = await startSyncWorker({
    services: practice.services,
    sheets: world.client,
    queue,
    everyMs: 100,
    onResult: (_, result) => void results.emit("result", result),
  });
  expect(await first).toMatchObject({ members: 1 });

  const second = nextDone();
  await world.edit(spreadsheetId, [{ row: 1, column: 5, value: 120 }]);
  await second;
  expect((await world.values(spreadsheetId))[1]?.[11]).toBe(120);

  const third = nextDone();
  const { data } = await practice.run(listPatients, {});
  const id = data[0]?.id ?? "";
  await practice.run(updatePatient, { id, changes: { email: "countess@example.org" } });
  await third;
  expect((await world.values(spreadsheetId))[1]?.[2]).toBe("countess@example.org");
});

test("Drive's word that something changed makes a worker look at once", async () => {
  await worker.stop();
  const opened: string[] = [];
  const sheets = {
    ...world.client,
    watchChanges: async (channel: { address: string; secret: string }) => {
      opened.push(channel.address, channel.secret);
    },
  };
  const other = await openJobQueue({ url: practice.testDatabase.url });
  const started = once(results, "result");
  worker = await startSyncWorker({
    services: practice.services,
    sheets,
    queue: other,
    everyMs: 3_600_000,
    push: { address: "https://rollbook.example.org/v1/drive-changes", secret: "of the channel" },
    onResult: (_, result) => void results.emit("result", result),
  });
  await started;
  expect(opened).toEqual(["https://rollbook.example.org/v1/drive-changes", "of the channel"]);
  const next = nextDone();
  await world.edit(spreadsheetId, [{ row: 1, column: 5, value: 130 }]);
  await other.send("drive_look", { practiceId: everyPractice });
  await next;
  expect((await world.values(spreadsheetId))[1]?.[11]).toBe(130);
  await worker.stop();
  await other.stop({ timeoutMs: 2000 });
});

test("whom Drive names as the last editor stands beside what was typed, and beside nothing else", async () => {
  const sheets = {
    ...world.client,
    changesSince: async (pageToken: string) => {
      const changed = await world.client.changesSince(pageToken);
      return { ...changed, editors: new Map([[spreadsheetId, "ada@clinic.example"]]) };
    },
  };
  const other = await openJobQueue({ url: practice.testDatabase.url });
  const started = once(results, "result");
  worker = await startSyncWorker({
    services: practice.services,
    sheets,
    queue: other,
    everyMs: 100,
    onResult: (_, result) => void results.emit("result", result),
  });
  await started;
  const next = nextDone();
  await world.edit(spreadsheetId, [{ row: 1, column: 5, value: 140 }]);
  await next;
  const [roster] = (await practice.run(listConnectedRosters, {})).data;
  const { data } = await practice.run(listRosterHistory, { id: roster?.rosterId ?? "" });
  const hints = data.map(({ origin, valueAfter, editorHint }) => [origin, valueAfter, editorHint]);
  expect(hints).toContainEqual(["sheet", 14_000, "ada@clinic.example"]);
  expect(hints).toContainEqual(["database", "countess@example.org", null]);
  await worker.stop();
  await other.stop({ timeoutMs: 2000 });
});
