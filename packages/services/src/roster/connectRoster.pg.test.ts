import { withPractice } from "@rollbook/db";
import { findWorkDue, setWorkDue } from "@rollbook/db/workDue";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPractice } from "../practice/index.ts";
import { runVerb, systemContext } from "../run/index.ts";
import { startTestPractice, type TestPractice } from "../testing/index.ts";
import { answerRoster, connectRoster, disconnectRoster, listConnectedRosters } from "./index.ts";
import { endRun, listRosterFiles, type FinishedRun } from "./runs.ts";
import { startRun } from "./startRun.ts";
import { rosterLookWork } from "./work.ts";

const nothingToDo: FinishedRun = {
  kind: "nothing_to_do",
  reason: null,
  rosterId: null,
  cells_written: 0,
  sheets_calls: 1,
  counts: null,
  guards: [],
  questions: [],
  paused: [],
  issues: null,
  plan: null,
};

let practice: TestPractice;
beforeAll(async () => {
  practice = await startTestPractice();
});
afterAll(() => practice.testDatabase.drop());

test("SYN-10: a second roster is refused while one is connected", async () => {
  const { id } = await practice.run(connectRoster, { spreadsheetId: "sheet-1" });
  await expect(practice.run(connectRoster, { spreadsheetId: "sheet-2" })).rejects.toThrow("SYN-10");
  expect(await listRosterFiles(practice.services)).toEqual([
    { practiceId: practice.practice.practiceId, spreadsheetId: "sheet-1" },
  ]);
  await practice.run(disconnectRoster, { id });
  expect(await listRosterFiles(practice.services)).toEqual([]);
  await practice.run(connectRoster, { spreadsheetId: "sheet-2" });
  const { data } = await practice.run(listConnectedRosters, {});
  expect(data.map((roster) => roster.spreadsheetId)).toEqual(["sheet-2"]);
});

test("P8: a lease is one worker's until its run ends or the lease runs out", async () => {
  const start = (holder: string) =>
    startRun(practice.services, {
      context: practice.context(),
      holder,
      leaseMs: 60_000,
      trigger: "command",
    });
  expect((await start("one")).kind).toBe("started");
  expect((await start("two")).kind).toBe("busy");
  practice.setInstant("2026-05-20T15:01:00Z");
  const second = await start("two");
  expect((await start("one")).kind).toBe("busy");
  if (second.kind !== "started") throw new Error("the lease did not run out");
  const { runId, observation } = second;
  const { rosterId } = observation.roster;
  const ended = { context: practice.context(), rosterId, runId, result: nothingToDo };
  await endRun(practice.services, { ...ended, holder: "one" });
  expect((await start("one")).kind).toBe("busy");
  await endRun(practice.services, { ...ended, holder: "two" });
  expect((await start("one")).kind).toBe("started");
});

test("a roster that is connected or answered is due at once, also where the practice's own clock is ahead", async () => {
  const { services, context } = practice;
  const { practiceId } = await createPractice(services, {
    name: "Ahead",
    timeZone: "America/Chicago",
    currency: "USD",
    locale: "en-US",
    isTest: true,
    clockInstant: "2031-01-01T18:00:00.000Z",
  });
  const { instant } = context();
  const inPractice = () => systemContext({ practiceId, instant, requestId: "req_ahead" });
  const isDue = async () => {
    const due = await findWorkDue(services.database, { kind: rosterLookWork, by: instant });
    return due.some((work) => work.practiceId === practiceId);
  };
  expect(await isDue()).toBe(false);
  const { id } = await runVerb(services, connectRoster, {
    context: inPractice(),
    input: { spreadsheetId: "sheet-ahead" },
  });
  expect(await isDue()).toBe(true);
  await withPractice(services.database, inPractice(), (tx) =>
    setWorkDue(tx, practiceId, { kind: rosterLookWork, dueAt: null }),
  );
  expect(await isDue()).toBe(false);
  await runVerb(services, answerRoster, {
    context: inPractice(),
    input: { id, settings: { date_order: "DMY" } },
  });
  expect(await isDue()).toBe(true);
});
