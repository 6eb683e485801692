import { EventEmitter, once } from "node:events";
import { findWorkDue } from "@rollbook/db/workDue";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openJobQueue } from "../jobs/index.ts";
import { createPatient } from "../patient/index.ts";
import { runVerbWithReceipt } from "../run/index.ts";
import { startTestPractice, type TestPractice } from "../testing/index.ts";
import { purgeIdempotencyKeys, startIdempotencyPurge } from "./index.ts";

let root: TestPractice;
beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

const create = (here: TestPractice, idempotencyKey: string) =>
  runVerbWithReceipt(here.services, createPatient, {
    context: here.context(),
    input: { lastName: "Nowak" },
    idempotencyKey,
  });

const keysOf = async ({ practice, testDatabase }: TestPractice): Promise<readonly string[]> => {
  const rows = await testDatabase.database.sql`
    select key from idempotency_key where practice_id = ${practice.practiceId} order by key`;
  return rows.map((row) => String(row.key));
};

const dueOf = async (here: TestPractice, by: string) => {
  const due = await findWorkDue(here.services.database, { kind: "idempotency_purge", by });
  return due.find(({ practiceId }) => practiceId === here.practice.practiceId)?.dueAt;
};

test("an answer is given again for 30 days, and then the key is free", async () => {
  root.setInstant("2026-05-01T12:00:00Z");
  const here = await root.another({ name: "Thirty days" });
  await create(here, "first");
  root.setInstant("2026-05-20T12:00:00Z");
  await create(here, "second");
  expect(await dueOf(here, "2026-05-31T11:59:59Z")).toBeUndefined();
  expect(await dueOf(here, "2026-05-31T12:00:00Z")).toBe("2026-05-31T12:00:00.000Z");
  const { practiceId } = here.practice;
  expect(await purgeIdempotencyKeys(here.services, { practiceId })).toBe(0);
  root.setInstant("2026-05-31T12:00:01Z");
  expect(await create(here, "first")).toMatchObject({ isReplay: true });
  expect(await purgeIdempotencyKeys(here.services, { practiceId })).toBe(1);
  expect(await keysOf(here)).toEqual(["second"]);
  expect(await create(here, "first")).toMatchObject({ isReplay: false });
  expect(await dueOf(here, "2026-07-01T00:00:00Z")).toBe("2026-06-19T12:00:00.000Z");
});

test("a test practice whose own clock stands still keeps keys by the world's", async () => {
  root.setInstant("2026-05-01T12:00:00Z");
  const here = await root.another({ name: "Driven", clockInstant: "2020-01-01T12:00:00Z" });
  await create(here, "driven");
  const { practiceId } = here.practice;
  expect(await purgeIdempotencyKeys(here.services, { practiceId })).toBe(0);
  root.setInstant("2026-06-01T12:00:00Z");
  expect(await purgeIdempotencyKeys(here.services, { practiceId })).toBe(1);
});

test("the queue purges every practice that is due", async () => {
  root.setInstant("2026-05-01T12:00:00Z");
  const practices = await Promise.all(
    ["One", "Two", "Three"].map((name) => root.another({ name })),
  );
  for (const here of practices) await create(here, "old");
  root.setInstant("2026-08-01T12:00:00Z");
  const done = new EventEmitter();
  const waiting = new Set(practices.map(({ practice }) => practice.practiceId));
  const queue = await openJobQueue({ url: root.testDatabase.url });
  const watched = {
    ...queue,
    work: (kind: Parameters<typeof queue.work>[0], handler: Parameters<typeof queue.work>[1]) =>
      queue.work(kind, async (job) => {
        await handler(job);
        waiting.delete(job.practiceId);
        if (waiting.size === 0) done.emit("purged");
      }),
  };
  const purged = once(done, "purged");
  const watch = await startIdempotencyPurge({ services: root.services, queue: watched });
  try {
    await watch.look();
    await purged;
  } finally {
    await watch.stop();
    await queue.stop({ timeoutMs: 1000 });
  }
  for (const here of practices) expect(await keysOf(here)).toEqual([]);
});
