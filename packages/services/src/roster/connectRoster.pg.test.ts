import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPractice, type TestPractice } from "../testing/index.ts";
import { connectRoster, disconnectRoster, listConnectedRosters } from "./index.ts";
import { leaseRoster, listRosterFiles, releaseRoster } from "./runs.ts";

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

test("P8: a lease is one worker's until it is given back or runs out", async () => {
  const lease = (holder: string) =>
    leaseRoster(practice.services, { context: practice.context(), holder, leaseMs: 60_000 });
  const first = await lease("one");
  expect(first.kind).toBe("leased");
  expect((await lease("two")).kind).toBe("busy");
  practice.setInstant("2026-05-20T15:01:00Z");
  expect((await lease("two")).kind).toBe("leased");
  expect((await lease("one")).kind).toBe("busy");
  const rosterId = first.kind === "leased" ? first.rosterId : "";
  await releaseRoster(practice.services, { context: practice.context(), rosterId, holder: "two" });
  expect((await lease("one")).kind).toBe("leased");
});
