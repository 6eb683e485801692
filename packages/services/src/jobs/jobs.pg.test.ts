import { EventEmitter, once } from "node:events";
import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openJobQueue, type JobQueue } from "./index.ts";

let testDatabase: TestDatabase;
const queues: JobQueue[] = [];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(async () => {
  await Promise.all(queues.map((queue) => queue.stop({ timeoutMs: 1000 })));
  await testDatabase.drop();
});

async function open(): Promise<JobQueue> {
  const queue = await openJobQueue({ url: testDatabase.url });
  queues.push(queue);
  return queue;
}

test("a practice has one waiting job of a kind, and never two that run at once", async () => {
  const workers = [await open(), await open(), await open()];
  const running = new Map<string, number>();
  const finished = new EventEmitter();
  let atOnce = 0;
  const seen = new Set<string>();
  for (const worker of workers) {
    await worker.work("roster_sync", async ({ practiceId }) => {
      running.set(practiceId, (running.get(practiceId) ?? 0) + 1);
      atOnce = Math.max(atOnce, running.get(practiceId) ?? 0);
      for (let turn = 0; turn < 20; turn += 1) await testDatabase.database.sql`select ${turn}::int`;
      running.set(practiceId, (running.get(practiceId) ?? 0) - 1);
      seen.add(practiceId);
      if (seen.size === 3) finished.emit("done");
    });
  }
  const done = once(finished, "done");
  const [queue] = workers as [JobQueue];
  const sent = await Promise.all(
    ["pra_a", "pra_a", "pra_a", "pra_b", "pra_b", "pra_c"].map((practiceId) =>
      queue.send("roster_sync", { practiceId }),
    ),
  );
  expect(sent.filter(Boolean).length).toBeGreaterThanOrEqual(3);
  await Promise.all(
    ["pra_a", "pra_b", "pra_c"].map((practiceId) => queue.send("roster_sync", { practiceId })),
  );
  await done;
  expect(atOnce).toBe(1);
});

test("a job whose handler throws is tried again", async () => {
  const queue = await open();
  const finished = new EventEmitter();
  const done = once(finished, "done");
  let attempts = 0;
  await queue.work("billing_run", async () => {
    attempts += 1;
    if (attempts < 2) throw new Error("the first time fails");
    finished.emit("done");
  });
  await queue.send("billing_run", { practiceId: "pra_retry" });
  await done;
  expect(attempts).toBe(2);
});
