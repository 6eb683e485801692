import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proveLedger } from "../ledger/index.ts";
import { listPayments } from "../payment/index.ts";
import {
  startFakeStripe,
  type FakeStripe,
  type StripeFault,
} from "../processor/testing/fakeStripe.ts";
import { decideRefund, listProcessorEvents } from "../processorEvent/index.ts";
import { ServiceError } from "../run/index.ts";
import { startTestPractice, type TestPractice } from "../testing/index.ts";
import { listRefunds } from "./index.ts";
import { deliver, paidByStripe, reports, type Paid } from "./testing/paidByStripe.ts";

let root: TestPractice;
let fake: FakeStripe;

beforeAll(async () => {
  root = await startTestPractice();
  fake = await startFakeStripe({ nowMs: () => Date.parse(root.services.clock()) });
});
afterAll(async () => {
  await fake.stop();
  await root.testDatabase.drop();
});

const later = (hours: number) =>
  root.setInstant(new Date(Date.parse(root.services.clock()) + hours * 3_600_000).toISOString());
const paid = () => paidByStripe({ root, fake });

const faults: readonly StripeFault[] = [
  "none",
  "decline",
  "processing",
  "break_before",
  "break_after",
  "fail_after",
  "rate_limit",
];

test("PAY-17: whatever Stripe does, what went back there went back here", async () => {
  const steps = fc.array(
    fc.record({
      amountMinor: fc.integer({ min: 1, max: 6_000 }),
      fault: fc.constantFrom(...faults),
      isDelivered: fc.boolean(),
      isForgotten: fc.boolean(),
      bank: fc.constantFrom("waits" as const, "succeeded" as const, "failed" as const),
      decision: fc.constantFrom("none" as const, "retry" as const, "return" as const),
      isMadeThere: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (drawn) => {
      const given = await paid();
      for (const step of drawn) await play(given, step);
      fake.faults.length = 0;
      // Stripe repeats a 500 by its key for a day.
      fake.forgetKeys();
      for (const refund of fake.refunds)
        if (refund.status === "pending") refund.status = "succeeded";
      await given.run();
      await deliver(given.here, reports(given));
      await decideAll(given, "return");
      expect(await given.here.run(listRefunds, {})).toMatchObject({ data: [] });
      const { data } = await given.here.run(listPayments, {});
      const here = data.reduce((sum, { unallocatedMinor }) => sum + unallocatedMinor, 0);
      const waiting = (await given.here.run(listProcessorEvents, {})).data;
      const untold = waiting.reduce(
        (sum, { effect }) => sum + (effect as { amountMinor: number }).amountMinor,
        0,
      );
      expect(here - untold).toBe(10_000 - fake.givenBack());
      expect(await given.here.run(proveLedger, {})).toMatchObject({ isProven: true });
    }),
    { numRuns: Number(process.env["REFUND_RUNS"] ?? 12) },
  );
}, 600_000);

async function decideAll({ here }: Paid, decision: "retry" | "return"): Promise<void> {
  const { data } = await here.run(listRefunds, { isForPerson: true });
  for (const { counterEntryId, state } of data)
    if (state === "declined") await here.run(decideRefund, { counterEntryId, decision });
}

/** More than what is left is refused, as it should be. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof ServiceError && error.code === "refused")) throw error;
}

async function play(
  given: Paid,
  step: {
    amountMinor: number;
    fault: StripeFault;
    isDelivered: boolean;
    isForgotten: boolean;
    bank: "waits" | "succeeded" | "failed";
    decision: "none" | "retry" | "return";
    isMadeThere: boolean;
  },
): Promise<void> {
  const { amountMinor } = step;
  if (step.isMadeThere && amountMinor <= (await given.left())) {
    const form = { amount: amountMinor, payment_intent: given.reference };
    const id = `re_${fake.refunds.length + 1}`;
    fake.refunds.push({
      id,
      object: "refund",
      status: "succeeded",
      currency: "usd",
      metadata: {},
      ...form,
    });
  } else await given.refund(amountMinor).catch(unlessRefused);
  fake.faults.push(step.fault, step.fault);
  await given.run();
  fake.faults.length = 0;
  for (const refund of fake.refunds)
    if (refund.status === "pending" && step.bank !== "waits") refund.status = step.bank;
  if (step.isForgotten) fake.forgetKeys();
  if (step.isDelivered) await deliver(given.here, reports(given));
  if (step.decision !== "none") await decideAll(given, step.decision);
  later(1);
}
