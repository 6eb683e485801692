import * as fc from "fast-check";
import { withPractice } from "@rollbook/db";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { getInvoice, listInvoices, markInvoiceSent } from "../invoice/index.ts";
import { receiveProcessorPayment } from "../processorPayment/index.ts";
import { storeMigration } from "../migrationState/index.ts";
import { listPayments, lockMonth, recordPayment, allocatePayment } from "../payment/index.ts";
import {
  always,
  createProcessorSimulator,
  type ProcessorPort,
  type ProcessorReport,
  type SimulatedBehaviour,
} from "../processor/index.ts";
import { defineVerb } from "../run/index.ts";
import * as z from "zod";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import { listAutopay, retryAutopay, runAutopay, setAutopay } from "./index.ts";
import { startAttempt } from "./startAttempt.ts";

const none = { test: null, real: null };
let root: TestPractice;
let here: TestPractice;
let planId: string;
let count = 0;
const hourMs = 3_600_000;

beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

const at = (instant: string) => root.setInstant(instant);
const later = (ms: number) => at(new Date(Date.parse(root.services.clock()) + ms).toISOString());

beforeEach(async () => {
  count += 1;
  at("2026-05-20T15:00:00Z");
  here = await root.another({ name: `Practice ${count}`, invoiceTermsDays: 14 });
  planId = await addPlan(here);
  await acceptFirstCharges(here);
  await here.run(setAutopay, { isOn: true, missing: none });
  await run(simulator());
});

/** An invoice over 100.00, issued on 1 June, due on 15 June and sent, of a member who pays by card and autopay. */
async function dueInvoice({ isSent = true } = {}): Promise<string> {
  await addMember(here, {
    planId,
    statedStart: day("2026-06-01"),
    paymentMethod: "card",
    isAutopay: true,
    mandateOn: day("2026-05-20"),
  });
  at("2026-06-01T15:00:00Z");
  await here.run(runBilling, {});
  const { data } = await here.run(listInvoices, {});
  const id = data[0]?.id ?? "";
  if (isSent) await here.run(markInvoiceSent, { id });
  at("2026-06-15T15:00:00Z");
  return id;
}

function simulator(
  behaviours: readonly SimulatedBehaviour[] = [],
  report?: (report: ProcessorReport) => Promise<void>,
) {
  const waiting = [...behaviours];
  return createProcessorSimulator({
    clock: root.services.clock,
    behave: () => waiting.shift() ?? "accept",
    ...(report === undefined ? {} : { report }),
  });
}

function run(processor: ProcessorPort) {
  return runAutopay(here.services, {
    practiceId: here.practice.practiceId,
    processors: always(processor),
  });
}

const invoiceOf = (id: string) => here.run(getInvoice, { id });

async function nextLook(): Promise<string | undefined> {
  const { practiceId } = here.practice;
  const [row] = await withPractice(
    here.services.database,
    { practiceId },
    (tx) => tx<{ at: string }[]>`select due_at as at from work_due where kind = 'autopay'`,
  );
  return row === undefined ? undefined : new Date(row.at).toISOString();
}

describe("what is charged", () => {
  test("AUTO-3: on its due date a sent invoice is charged, and the payment pays it", async () => {
    const id = await dueInvoice();
    const processor = simulator();
    at("2026-06-15T03:59:00Z");
    expect(await run(processor)).toMatchObject({ acceptedCount: 0 });
    at("2026-06-15T04:00:00Z");
    expect(await run(processor)).toMatchObject({ acceptedCount: 1, declinedCount: 0 });
    expect(await invoiceOf(id)).toMatchObject({ status: "paid", openMinor: 0 });
    const { data } = await here.run(listPayments, {});
    expect(data).toMatchObject([
      {
        amountMinor: 10_000,
        unallocatedMinor: 0,
        tiedInvoiceId: id,
        receivedOn: "2026-06-15",
        processorReference: processor.charges[0]?.reference,
      },
    ]);
    expect(await run(processor)).toMatchObject({ acceptedCount: 0 });
  });

  test("PAY-12: an unsent invoice is charged only where the practice says so", async () => {
    const id = await dueInvoice({ isSent: false });
    const processor = simulator();
    await run(processor);
    expect(processor.requestCount).toBe(0);
    await here.run(setAutopay, { isOfUnsent: true, missing: none });
    await run(processor);
    expect(await invoiceOf(id)).toMatchObject({ status: "paid" });
  });

  test("PAY-12: autopay looks at a practice when an invoice comes due or is sent", async () => {
    const id = await dueInvoice({ isSent: false });
    expect(await nextLook()).toBe("2026-06-15T04:00:00.000Z");
    await run(simulator());
    expect(await nextLook()).toBe("2026-06-16T04:00:00.000Z");
    at("2026-06-15T18:00:00Z");
    await here.run(markInvoiceSent, { id });
    expect(await nextLook()).toBe("2026-06-15T18:00:00.000Z");
  });

  test("MIG-5: autopay pauses while payments move", async () => {
    await dueInvoice();
    await here.run(freeze, {});
    const processor = simulator();
    expect(await run(processor)).toMatchObject({
      acceptedCount: 0,
      paused: expect.stringContaining("MIG-5"),
    });
    expect(processor.requestCount).toBe(0);
  });

  test("PAY-10: accepted in a locked month, the money is dated on the first open day", async () => {
    const id = await dueInvoice();
    await here.run(lockMonth, { month: "2026-06" });
    await run(simulator());
    expect(await invoiceOf(id)).toMatchObject({ status: "paid" });
    expect((await here.run(listPayments, {})).data).toMatchObject([{ receivedOn: "2026-07-01" }]);
  });
});

const freeze = defineVerb({
  name: "test.freeze",
  permission: "migration.write",
  input: z.strictObject({}),
  run: ({ input: _input, ...given }) =>
    storeMigration(given, {
      state: "in_progress",
      startedAt: given.instant,
      expectedEndAt: "2026-06-15T23:00:00Z",
    } as never),
});

describe("retries", () => {
  test("PAY-12: declined, it is tried again after 24 h, 48 h and a week, then waits for a person", async () => {
    const id = await dueInvoice();
    const processor = simulator(["decline", "decline", "decline", "decline"]);
    for (const waitHours of [24, 48, 168]) {
      expect(await run(processor)).toMatchObject({ declinedCount: 1 });
      later(waitHours * hourMs - 1000);
      expect(await run(processor)).toMatchObject({ declinedCount: 0 });
      later(1000);
    }
    expect(await run(processor)).toMatchObject({ declinedCount: 1 });
    later(1000 * hourMs);
    expect(await run(processor)).toMatchObject({ declinedCount: 0, acceptedCount: 0 });
    expect((await here.run(listAutopay, { isForPerson: true })).data).toMatchObject([
      { invoiceId: id, attemptCount: 4, reason: expect.stringContaining("PAY-12") },
    ]);
  });

  test("AUTO-4: a person lets it begin anew, with a key that was never used", async () => {
    const id = await dueInvoice();
    const processor = simulator(["decline", "decline", "decline", "decline"]);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await run(processor);
      later(168 * hourMs);
    }
    await here.run(retryAutopay, { invoiceId: id });
    expect(await run(processor)).toMatchObject({ acceptedCount: 1 });
    expect(processor.charges.map(({ request }) => request.idempotencyKey)).toEqual([
      `autopay:${id}:5`,
    ]);
  });

  test("AUTO-4: an unanswered charge is looked at before anything is charged anew", async () => {
    const id = await dueInvoice();
    await run(simulator(["time_out_before_charging"]));
    expect(await refusalOf(here.run(retryAutopay, { invoiceId: id }))).toMatchObject({
      rule: "AUTO-4",
    });
    await here.run(retryAutopay, { invoiceId: id, isUnansweredChecked: true });
    expect(await run(simulator())).toMatchObject({ acceptedCount: 1 });
  });
});

describe("at most once", () => {
  test("AUTO-2: an answer lost after charging is asked for by its key, and nothing is charged again", async () => {
    const id = await dueInvoice();
    const processor = simulator(["time_out_after_charging"]);
    expect(await run(processor)).toMatchObject({ acceptedCount: 0, unansweredCount: 1 });
    expect(await nextLook()).toBe("2026-06-15T15:10:00.000Z");
    expect(await run(processor)).toMatchObject({ acceptedCount: 1 });
    expect(processor.charges).toHaveLength(1);
    expect(await invoiceOf(id)).toMatchObject({ status: "paid" });
  });

  test("AUTO-2: killed before the processor heard of it, the same key goes out", async () => {
    const id = await dueInvoice();
    await here.run(startAttempt, { invoiceId: id });
    const processor = simulator();
    await run(processor);
    expect(processor.charges.map(({ request }) => request.idempotencyKey)).toEqual([
      `autopay:${id}:1`,
    ]);
    expect(await invoiceOf(id)).toMatchObject({ status: "paid" });
  });

  test("AUTO-2: three workers at once charge once and post once", async () => {
    await dueInvoice();
    const processor = simulator();
    await Promise.all([run(processor), run(processor), run(processor)]);
    expect(processor.charges).toHaveLength(1);
    expect((await here.run(listPayments, {})).data).toHaveLength(1);
  });

  test("AUTO-2: paid by hand meanwhile, a charge that never arrived is not made", async () => {
    const id = await dueInvoice();
    const processor = simulator(["time_out_before_charging"]);
    await run(processor);
    const { payerId } = await invoiceOf(id);
    const payer = { kind: "patient" as const, id: payerId };
    const paid = await here.run(recordPayment, { payer, amountMinor: 10_000, method: "cash" });
    await here.run(allocatePayment, { paymentId: paid.id, invoiceId: id });
    await run(processor);
    expect(processor.charges).toHaveLength(0);
  });

  test("AUTO-3: reported before the answer and twice, the payment is posted once", async () => {
    const id = await dueInvoice();
    const processor = simulator(["answer_twice"], async ({ request, reference }) => {
      await here.run(receiveProcessorPayment, {
        payer: { kind: "patient", id: request.mandate.payer.id },
        currency: request.currency as never,
        amountMinor: request.amountMinor,
        receivedOn: day("2026-06-15"),
        method: "card",
        tiedInvoiceId: request.invoiceId,
        processorReference: reference,
      });
    });
    await run(processor);
    expect((await here.run(listPayments, {})).data).toHaveLength(1);
    expect(await invoiceOf(id)).toMatchObject({ status: "paid" });
  });

  test("AUTO-2: whatever the processor does and wherever it is killed, money is taken at most once and all of it posted", async () => {
    const step = fc.record({
      behaviour: fc.constantFrom<SimulatedBehaviour>(
        "accept",
        "decline",
        "time_out_after_charging",
        "time_out_before_charging",
        "answer_twice",
      ),
      workers: fc.integer({ min: 1, max: 2 }),
      isKilledAfterStart: fc.boolean(),
      waitHours: fc.constantFrom(0, 1, 24, 48, 168),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        count += 1;
        at("2026-05-20T15:00:00Z");
        here = await root.another({ name: `Practice ${count}`, invoiceTermsDays: 14 });
        planId = await addPlan(here);
        await acceptFirstCharges(here);
        const id = await dueInvoice();
        let behaviour: SimulatedBehaviour = "accept";
        const processor = createProcessorSimulator({
          clock: root.services.clock,
          behave: () => behaviour,
        });
        for (const each of steps) {
          behaviour = each.behaviour;
          if (each.isKilledAfterStart) await here.run(startAttempt, { invoiceId: id });
          await Promise.all(Array.from({ length: each.workers }, () => run(processor)));
          later(each.waitHours * hourMs);
        }
        behaviour = "accept";
        await run(processor);
        const posted = (await here.run(listPayments, {})).data;
        expect(processor.charges.length).toBeLessThanOrEqual(1);
        expect(posted.map(({ processorReference }) => processorReference)).toEqual(
          processor.charges.map(({ reference }) => reference),
        );
      }),
      { numRuns: 12 },
    );
  });
});
