import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openDatabase, type Database } from "@rollbook/db";
import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";
import { runMigration, type MigrationStep } from "@rollbook/services/migration";
import { createServices, type Services } from "@rollbook/services/run";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Move } from "./movePayments.ts";
import { practiceToMove, rowsOf, runsAt } from "./practiceToMove.ts";

let testDatabase: TestDatabase;
let database: Database;
let services: Services;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = testDatabase);
  services = createServices({ database, clock: () => runsAt });
});
afterAll(() => testDatabase.drop());

const program = fileURLToPath(new URL("movePayments.ts", import.meta.url));

/** Runs the migration in a process of its own until it is killed. */
async function moveAndKill(move: Omit<Move, "url" | "instant">): Promise<NodeJS.Signals | null> {
  const told: Move = { ...move, url: testDatabase.url, instant: runsAt };
  const child = spawn(process.execPath, [program, JSON.stringify(told)], { stdio: "inherit" });
  const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return signal;
}

const moving: { step: MigrationStep; nth: number }[] = [
  { step: "started", nth: 1 },
  { step: "balances_noted", nth: 1 },
  { step: "chunk_written", nth: 1 },
  { step: "chunk_written", nth: 3 },
  { step: "compared", nth: 1 },
  { step: "finished", nth: 1 },
  { step: "moved", nth: 1 },
  { step: "settled", nth: 1 },
];
const failing: typeof moving = [
  { step: "started", nth: 1 },
  { step: "chunk_written", nth: 2 },
  { step: "failed", nth: 1 },
  { step: "settled", nth: 1 },
];

async function endOf({ isDifferent }: { isDifferent: boolean }) {
  const practiceId = await practiceToMove(services, { isDifferent });
  await runMigration(services, { practiceId, chunkSize: 3 });
  return rowsOf(database, practiceId);
}

/** Postgres notices a moment later that a process is dead, and lets go of what it held; a run before that finds it busy. */
async function untilLetGo(practiceId: string): Promise<void> {
  const lock = `payments migration|${practiceId}`;
  await database.sql.begin((tx) => tx`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
}

const isTransactional = (step: MigrationStep): boolean =>
  ["balances_noted", "chunk_written", "compared", "finished"].includes(step);

describe.each([
  { name: "a run that moves", isDifferent: false, steps: moving, ends: "active" },
  { name: "a run that ends in Error", isDifferent: true, steps: failing, ends: "error" },
])("$name", ({ isDifferent, steps, ends }) => {
  test.each(steps)(
    "MIG-9: killed at $step ($nth), it resumes and ends with the same rows",
    async (killAt) => {
      const whole = await endOf({ isDifferent });
      const practiceId = await practiceToMove(services, { isDifferent });
      const before = await rowsOf(database, practiceId);
      expect(await moveAndKill({ practiceId, killAt })).toBe("SIGKILL");
      const killed = await rowsOf(database, practiceId);
      if (isTransactional(killAt.step)) expect(killed["payment"]).toEqual(before["payment"]);
      await untilLetGo(practiceId);
      expect(await runMigration(services, { practiceId })).toMatchObject({ state: ends });
      expect(await rowsOf(database, practiceId)).toEqual(whole);
    },
  );
});

test("MIG-9: its connection cut at any step, it resumes and ends with the same rows", async () => {
  const whole = await endOf({ isDifferent: false });
  for (const { step, nth } of moving) {
    const practiceId = await practiceToMove(services);
    const own = openDatabase({ url: testDatabase.url, maxConnections: 1 });
    const [backend] = await own.sql`select pg_backend_pid() as pid`;
    let times = 0;
    const onStep = async (at: MigrationStep) => {
      if (at === step) times += 1;
      if (at === step && times === nth)
        await database.sql`select pg_terminate_backend(${backend?.["pid"] as number})`;
    };
    const cut = createServices({ database: own, clock: () => runsAt });
    const outcome = await runMigration(cut, { practiceId, chunkSize: 3, onStep }).catch(
      (error: unknown) => error,
    );
    if (isTransactional(step)) expect(outcome).toBeInstanceOf(Error);
    await own.sql.end({ timeout: 0 });
    expect(await runMigration(services, { practiceId })).toMatchObject({ state: "active" });
    expect(await rowsOf(database, practiceId)).toEqual(whole);
  }
});

test("MIG-9: whenever somebody looks, they see wholly the earlier payments or wholly these", async () => {
  const practiceId = await practiceToMove(services);
  const seen: [MigrationStep, string, number, number][] = [];
  await runMigration(services, {
    practiceId,
    chunkSize: 3,
    onStep: async (step) => {
      const [state] = await database.sql<{ state: string; payments: number; paid: number }[]>`
        select m.state, (select count(*) from payment p where p.practice_id = m.practice_id and p.kind = 'opening')
          as payments, (select sum(paid_minor)::bigint from invoice i where i.practice_id = m.practice_id) as paid
        from payments_migration m where m.practice_id = ${practiceId}`;
      if (state !== undefined) seen.push([step, state.state, state.payments, state.paid]);
    },
  });
  const [before, after] = [
    ["in_progress", 0, 0],
    ["active", 10, 42_000],
  ];
  expect(seen.map(([, ...rest]) => rest).slice(0, -1)).toEqual([
    ...Array.from({ length: seen.length - 2 }, () => before),
    after,
  ]);
  expect(seen.at(-1)).toEqual(["settled", "active", 10, 42_000]);
  expect(seen.map(([step]) => step)).toEqual([
    "started",
    "balances_noted",
    ...Array.from({ length: 5 }, () => "chunk_written"),
    "compared",
    "finished",
    "moved",
    "settled",
  ]);
});

test("MIG-9: two workers at once move the payments once", async () => {
  const whole = await endOf({ isDifferent: false });
  const practiceId = await practiceToMove(services);
  const other = openDatabase({ url: testDatabase.url });
  const rival = createServices({ database: other, clock: () => runsAt });
  await Promise.all([
    runMigration(services, { practiceId, chunkSize: 1 }),
    runMigration(rival, { practiceId, chunkSize: 1 }),
    runMigration(rival, { practiceId, chunkSize: 2 }),
  ]);
  await other.close();
  expect(await rowsOf(database, practiceId)).toEqual(whole);
});
