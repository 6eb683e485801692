import { EventEmitter, once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openJobQueue, type JobQueue } from "../jobs/index.ts";
import { recordPayment } from "../payment/index.ts";
import { createPatient } from "../patient/index.ts";
import { moveClock } from "../practice/index.ts";
import { createServices, runVerb, systemContext } from "../run/index.ts";
import { refusalOf, startTestPractice, type TestPractice } from "../testing/index.ts";
import {
  getMigration,
  importEarlierPayments,
  queueMigration,
  rehearseMigration,
  runMigration,
  startMigrationWorker,
} from "./index.ts";

let root: TestPractice;
let queue: JobQueue;
beforeAll(async () => {
  root = await startTestPractice();
  queue = await openJobQueue({ url: root.testDatabase.url });
});
afterAll(async () => {
  await queue.stop({ timeoutMs: 1000 });
  await root.testDatabase.drop();
});

interface Queued {
  readonly at: string;
  readonly timeZone?: string;
  readonly secondOfDay?: number;
}

/** A practice with one earlier payment whose move was queued at an instant. */
async function queuedPractice({ at, timeZone = "America/Los_Angeles", secondOfDay }: Queued) {
  root.setInstant(at);
  const here = await root.another({ timeZone });
  const { id: patientId } = await here.run(createPatient, { lastName: "Nowak" });
  const payment = {
    id: "a",
    patientId,
    currency: "USD" as never,
    amountMinor: 100,
    receivedOn: "2026-01-01" as never,
    method: "card" as const,
    invoiceId: null,
    processorReference: null,
  };
  await here.run(importEarlierPayments, { payments: [payment] });
  const { id: rehearsalId } = await here.run(rehearseMigration, {});
  const ownHour = secondOfDay === undefined ? {} : { ownHour: { secondOfDay } };
  await here.run(queueMigration, { rehearsalId, wording: "Move.", ...ownHour });
  return { here, patientId };
}

const hour = 3600;
const quarterMs = 900_000;

/** Looks every quarter of an hour, and tells at which looks something was started. */
async function startsBetween({ from, hours }: { from: string; hours: number }): Promise<string[]> {
  const sent: string[] = [];
  const worker = await startMigrationWorker({
    services: root.services,
    queue: {
      ...queue,
      work: async () => undefined,
      send: (_kind, { practiceId }) => move(practiceId),
    },
  });
  async function move(practiceId: string): Promise<boolean> {
    sent.push(root.services.clock());
    await runMigration(root.services, { practiceId });
    return true;
  }
  for (let step = 0; step <= hours * 4; step += 1) {
    root.setInstant(new Date(Date.parse(from) + step * quarterMs).toISOString());
    await worker.look();
  }
  await worker.stop();
  return sent;
}

describe("the window", () => {
  test.each([
    {
      name: "20:00 in Los Angeles on the day clocks go forward",
      queued: { at: "2026-03-08T18:00:00Z", timeZone: "America/New_York" },
      starts: "2026-03-09T03:00:00.000Z",
    },
    {
      name: "20:00 in Los Angeles on the day clocks go back",
      queued: { at: "2026-11-01T18:00:00Z", timeZone: "Europe/London" },
      starts: "2026-11-02T04:00:00.000Z",
    },
    {
      name: "the practice's own 2:30, which is skipped, at the next valid instant",
      queued: { at: "2026-03-08T06:00:00Z", secondOfDay: 2.5 * hour },
      starts: "2026-03-08T10:00:00.000Z",
    },
    {
      name: "the practice's own 1:30, which comes twice, at its first coming only",
      queued: { at: "2026-11-01T06:00:00Z", secondOfDay: 1.5 * hour },
      starts: "2026-11-01T08:30:00.000Z",
    },
    {
      name: "London's own 1:15, which is skipped",
      queued: { at: "2026-03-28T20:00:00Z", timeZone: "Europe/London", secondOfDay: 1.25 * hour },
      starts: "2026-03-29T01:00:00.000Z",
    },
  ])("MIG-3: opens once, at $name", async ({ queued, starts }) => {
    const { here } = await queuedPractice(queued);
    expect(await startsBetween({ from: queued.at, hours: 30 })).toEqual([starts]);
    expect((await here.run(getMigration, {})).migration).toMatchObject({ state: "active" });
  });

  test("MIG-3: a worker that was away starts late, and once", async () => {
    const { here } = await queuedPractice({ at: "2026-05-01T12:00:00Z" });
    expect(await startsBetween({ from: "2026-05-03T12:00:00Z", hours: 1 })).toHaveLength(1);
    expect((await here.run(getMigration, {})).migration).toMatchObject({ state: "active" });
  });
});

test("MIG-9: a due migration becomes a job, also where two workers look and work, and moves once", async () => {
  const { here } = await queuedPractice({ at: "2026-05-01T12:00:00Z" });
  root.setInstant("2026-05-02T03:00:00Z");
  const reports = new EventEmitter();
  const reported = once(reports, "report");
  const other = await openJobQueue({ url: root.testDatabase.url });
  const onReport = (practiceId: string, migration: unknown) =>
    void reports.emit("report", practiceId, migration);
  const workers = await Promise.all(
    [queue, other].map((each) =>
      startMigrationWorker({ services: root.services, queue: each, onReport, everyMs: 100 }),
    ),
  );
  expect(await reported).toMatchObject([here.practice.practiceId, { state: "active" }]);
  await Promise.all(workers.map((worker) => worker.stop()));
  await other.stop({ timeoutMs: 1000 });
  const { sql } = root.testDatabase.database;
  const finished = await sql`
    select id from audit_event where practice_id = ${here.practice.practiceId} and action = 'migration.convert'`;
  expect(finished).toHaveLength(1);
});

test("MIG-5: only the practice whose own data is converted is frozen, and it is told so at once", async () => {
  const [one, two] = [
    await queuedPractice({ at: "2026-05-01T12:00:00Z" }),
    await queuedPractice({ at: "2026-05-01T12:00:00Z" }),
  ];
  root.setInstant("2026-05-02T03:00:00Z");
  const record = ({ here, patientId }: typeof one) => {
    const payer = { kind: "patient" as const, id: patientId };
    return here.run(recordPayment, { payer, amountMinor: 100, method: "cash" });
  };
  const seen: string[] = [];
  await runMigration(root.services, {
    practiceId: one.here.practice.practiceId,
    onStep: async (step) => {
      await record(two);
      const refusal = await refusalOf(record(one));
      const rule = typeof refusal === "object" && refusal !== null && "rule" in refusal;
      seen.push(`${step} ${rule ? "frozen" : "open"}`);
      if (step === "chunk_written")
        expect(refusal).toMatchObject({ rule: "MIG-5", allowed: ["2026-05-02T03:01:00.000Z"] });
    },
  });
  expect(seen).toEqual([
    "started frozen",
    "balances_noted frozen",
    "chunk_written frozen",
    "compared frozen",
    "finished frozen",
    "moved open",
    "settled open",
  ]);
});

test("MIG-3: in a test practice with a clock of its own, moving the clock past the window moves the payments", async () => {
  root.setInstant("2026-05-01T12:00:00Z");
  const here = await root.another({ clockInstant: "2026-05-01T12:00:00Z" });
  await here.run(importEarlierPayments, { payments: [] });
  const { id: rehearsalId } = await here.run(rehearseMigration, {});
  await here.run(queueMigration, { rehearsalId, wording: "Move." });
  const context = here.context();
  await moveClock(here.services, { context, to: "2026-05-01" as never });
  expect((await here.run(getMigration, {})).migration).toMatchObject({ state: "queued" });
  await moveClock(here.services, { context, to: "2026-05-02" as never });
  expect((await here.run(getMigration, {})).migration).toMatchObject({
    state: "active",
    since: "2026-05-02",
  });
});

/** Resolves when a transaction waits for a row that another one holds. */
async function somebodyWaits(): Promise<void> {
  const { sql } = root.testDatabase.database;
  let waiting = 0;
  while (waiting === 0) {
    const found = await sql`select from pg_locks where not granted`;
    waiting = found.length;
  }
}

test("MIG-5: a payment that is being recorded is finished before the run begins", async () => {
  const { here, patientId } = await queuedPractice({ at: "2026-05-01T12:00:00Z" });
  const { practiceId } = here.practice;
  const instant = "2026-05-02T03:00:00Z";
  root.setInstant(instant);
  const order: string[] = [];
  let moved: Promise<unknown> = Promise.resolve();
  const slow = createServices({ database: root.services.database, clock: () => instant });
  const held = {
    ...recordPayment,
    run: async (given: Parameters<typeof recordPayment.run>[0]) => {
      const recorded = await recordPayment.run(given);
      moved = runMigration(slow, {
        practiceId,
        onStep: (step) => void order.push(step),
      });
      await somebodyWaits();
      order.push("recorded");
      return recorded;
    },
  };
  const payer = { kind: "patient" as const, id: patientId };
  await runVerb(root.services, held, {
    context: systemContext({ practiceId, instant, requestId: "r" }),
    input: { payer, amountMinor: 100, method: "cash" },
  });
  await moved;
  expect(order.slice(0, 2)).toEqual(["recorded", "started"]);
});
