import { sealAudit } from "@rollbook/services/audit";
import { createPatient } from "@rollbook/services/patient";
import { startTestPractice, type TestPractice } from "@rollbook/services/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CommandRefused } from "./commandRefused.ts";
import { readCommand } from "./readCommand.ts";
import { runAudit } from "./runAudit.ts";

let here: TestPractice;
beforeAll(async () => {
  here = await startTestPractice();
  await here.run(createPatient, { lastName: "Kept" });
  await sealAudit(here.services, { practiceId: here.practice.practiceId });
});
afterAll(() => here.testDatabase.drop());

async function rollbook(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const setting = { services: here.services, context: here.context() };
  const write = (line: string) => void lines.push(line);
  return { code: await runAudit(readCommand(args), { ...setting, write }), lines };
}

test("rollbook audit proves the trail, prints what to keep, and takes it again", async () => {
  const { code, lines } = await rollbook("audit");
  expect([code, lines[0]]).toEqual([0, "The audit trail is whole."]);
  const kept = /(\d+:[0-9a-f]{64})$/.exec(lines.at(-1) ?? "")?.[1] ?? "";
  expect((await rollbook("audit", kept)).code).toBe(0);
  const another = kept.replace(/[0-9a-f]{64}$/, "0".repeat(64));
  expect((await rollbook("audit", another)).code).toBe(1);
});

test("rollbook audit ends with 1 where an event was changed", async () => {
  await here.testDatabase.database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update audit_event set actor_id = 'nobody' where seal = 1`;
  });
  const { code, lines } = await rollbook("audit");
  expect([code, lines[0]]).toEqual([1, "The audit trail was tampered with."]);
  expect(JSON.parse((await rollbook("audit", "--json")).lines[0] ?? "")).toMatchObject({
    isIntact: false,
    findings: [{ kind: "event_changed", sequence: 1 }],
  });
});

test("what is no seal is told", async () => {
  await expect(rollbook("audit", "12")).rejects.toThrow(CommandRefused);
});
