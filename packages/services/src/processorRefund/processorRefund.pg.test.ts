import { Currency } from "@rollbook/core/money";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proveLedger } from "../ledger/index.ts";
import { listPayments, recordPayment, refundPayment } from "../payment/index.ts";
import { always, createProcessorSimulator } from "../processor/index.ts";
import { startFakeStripe, type FakeStripe } from "../processor/testing/fakeStripe.ts";
import { decideRefund, listProcessorEvents, type ProcessorEvent } from "../processorEvent/index.ts";
import { startTestPractice, type TestPractice } from "../testing/index.ts";
import { listRefunds, runRefunds } from "./index.ts";
import { deliver, paidByStripe, reports } from "./testing/paidByStripe.ts";

const usd = Currency.parse("USD");
const ascending = (one: number, other: number): number => one - other;
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

test("PAY-17: a refund goes to Stripe once, with its key, and its webhook posts nothing more", async () => {
  const given = await paid();
  expect(await given.refund(4_000)).toMatchObject({ isSentToProcessor: true });
  expect(await given.run()).toMatchObject({ acceptedCount: 1 });
  await deliver(given.here, reports(given));
  await deliver(given.here, reports(given));
  expect(await given.run()).toMatchObject({ acceptedCount: 0 });
  expect(fake.refunds).toMatchObject([
    {
      amount: 4_000,
      payment_intent: given.reference,
      metadata: { rollbook_refund: expect.stringMatching(/^pra_\w+:refund:cen_\w+:1$/) },
    },
  ]);
  expect(await given.left()).toBe(6_000);
});

test.each(["break_before", "break_after", "fail_after", "rate_limit"] as const)(
  "PAY-17: whatever becomes of the answer (%s), the money goes back once",
  async (fault) => {
    const given = await paid();
    await given.refund(4_000);
    fake.faults.push(fault, fault);
    await given.run();
    fake.faults.length = 0;
    fake.forgetKeys();
    later(30);
    await given.run();
    await given.run();
    expect(fake.givenBack()).toBe(4_000);
    expect(await given.left()).toBe(6_000);
    expect(await given.here.run(listRefunds, {})).toMatchObject({ data: [] });
  },
);

test("PAY-17: the webhook may come before the answer", async () => {
  const given = await paid();
  await given.refund(4_000);
  fake.faults.push("break_after", "break_after");
  await given.run();
  await deliver(given.here, reports(given));
  expect(await given.here.run(listRefunds, {})).toMatchObject({ data: [] });
  expect(await given.left()).toBe(6_000);
});

test("PAY-17: a declined refund waits for a person, who asks anew by another key", async () => {
  const given = await paid();
  const { counterEntries } = await given.refund(4_000);
  fake.faults.push("decline");
  expect(await given.run()).toMatchObject({ declinedCount: 1 });
  const { data } = await given.here.run(listRefunds, { isForPerson: true });
  expect(data).toMatchObject([
    { state: "declined", reason: "This payment cannot be refunded.", amountMinor: 4_000 },
  ]);
  const counterEntryId = counterEntries[0]?.id ?? "";
  await given.here.run(decideRefund, { counterEntryId, decision: "retry" });
  expect(await given.run()).toMatchObject({ acceptedCount: 1 });
  const keys = fake.requests.filter(({ path }) => path === "/v1/refunds").map(({ key }) => key);
  expect(keys.slice(-2).map((key) => key?.at(-1))).toEqual(["1", "2"]);
  const again = given.here.run(decideRefund, { counterEntryId, decision: "return" });
  await expect(again).rejects.toThrow(
    "Nothing to decide: the processor gave the money back (PAY-17).",
  );
});

test("PAY-17: taken back, the money is the payer's again, and the books are even", async () => {
  const given = await paid();
  const { counterEntries } = await given.refund(4_000);
  fake.faults.push("decline");
  await given.run();
  const counterEntryId = counterEntries[0]?.id ?? "";
  await given.here.run(decideRefund, { counterEntryId, decision: "return" });
  const { data } = await given.here.run(listPayments, {});
  expect(data.map(({ unallocatedMinor }) => unallocatedMinor).toSorted(ascending)).toEqual([
    4_000, 6_000,
  ]);
  expect(await given.here.run(proveLedger, {})).toMatchObject({ isProven: true });
  const returned = data.find(({ amountMinor }) => amountMinor === 4_000);
  const { isSentToProcessor } = await given.here.run(refundPayment, {
    paymentId: returned?.id ?? "",
    amountMinor: 4_000,
    reason: "in cash",
  });
  expect(isSentToProcessor).toBe(false);
});

test("PAY-17: a refund that the bank sends back days later waits for a person, in any order", async () => {
  for (const isFailureFirst of [false, true]) {
    const given = await paid();
    await given.refund(4_000);
    fake.faults.push("processing");
    await given.run();
    const [refund] = fake.refunds;
    if (refund === undefined) throw new Error("no refund was made");
    refund.status = "succeeded";
    const succeeded = reports(given);
    refund.status = "failed";
    const failed = reports(given);
    const events = isFailureFirst ? [...failed, ...succeeded] : [...succeeded, ...failed];
    await deliver(given.here, [...events, ...succeeded]);
    const { data } = await given.here.run(listRefunds, { isForPerson: true });
    expect(data).toMatchObject([{ state: "declined", amountMinor: 4_000 }]);
    expect(await given.left()).toBe(6_000);
  }
});

test("PAY-17: cash stays a record, so does what is said to go back another way", async () => {
  const given = await paid();
  const { here, payer, paymentId } = given;
  const cash = await here.run(recordPayment, { payer, amountMinor: 5_000, method: "cash" });
  const give = { amountMinor: 1_000, reason: "too much" };
  expect(await here.run(refundPayment, { paymentId: cash.id, ...give })).toMatchObject({
    isSentToProcessor: false,
  });
  expect(await here.run(refundPayment, { paymentId, ...give, isRecordOnly: true })).toMatchObject({
    isSentToProcessor: false,
  });
  await given.run();
  expect(fake.refunds).toEqual([]);
});

test("PAY-17: without a processor nothing is recorded that nobody would send", async () => {
  const { here, paymentId, left } = await paid();
  const refused = here.run(refundPayment, {
    paymentId,
    amountMinor: 1_000,
    reason: "too much",
    missing: { test: null, real: "No processor is set up for this practice." },
  });
  await expect(refused).rejects.toThrow(
    /goes back the way it came\. No processor is set up .*record it only \(PAY-17\)\./,
  );
  expect(await left()).toBe(10_000);
});

test("PAY-7: more than was paid, and more than is left after another refund, is refused", async () => {
  const given = await paid();
  await expect(given.refund(10_001)).rejects.toThrow("At most 100.00 USD can be given back");
  const both = await Promise.allSettled([given.refund(6_000), given.refund(6_000)]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await given.run();
  expect(fake.givenBack()).toBe(6_000);
});

test("PAY-18: a dispute takes the money as a refund does, and won it comes in again, in any order", async () => {
  for (const isWonFirst of [false, true]) {
    const { here, reference, left } = await paid();
    const at = here.services.clock();
    const event = { type: "charge.dispute", occurredAt: at };
    const lost: ProcessorEvent = {
      ...event,
      id: "evt_lost",
      effect: {
        kind: "payment_refunded",
        cause: "dispute",
        reference: "dp_1",
        paymentReference: reference,
        amountMinor: 10_000,
        currency: usd,
        at,
        refundKey: null,
      },
    };
    const won: ProcessorEvent = {
      ...event,
      id: "evt_won",
      effect: { kind: "dispute_won", reference: "dp_1" },
    };
    await deliver(here, isWonFirst ? [won, lost, won] : [lost, won, lost]);
    expect(await left()).toBe(0);
    const { data } = await here.run(listPayments, {});
    expect(data.map(({ unallocatedMinor }) => unallocatedMinor).toSorted(ascending)).toEqual([
      0, 10_000,
    ]);
    expect(await here.run(proveLedger, {})).toMatchObject({ isProven: true });
  }
});

test("PAY-17: the simulator gives back with the faults of real processors", async () => {
  for (const behaviour of ["accept", "time_out_after_charging", "answer_twice"] as const) {
    const { here, refund, left } = await paid();
    const simulator = createProcessorSimulator({
      clock: here.services.clock,
      behaveOnRefund: () => behaviour,
    });
    await refund(2_500);
    const { practiceId } = here.practice;
    const run = () => runRefunds(here.services, { practiceId, processors: always(simulator) });
    await Promise.all([run(), run()]);
    await run();
    expect(simulator.refunds).toHaveLength(1);
    expect(await here.run(listRefunds, {})).toMatchObject({ data: [] });
    expect(await left()).toBe(7_500);
  }
});

test("PAY-17: a refund made on Stripe's pages that a declined one leaves no room for is posted once that is taken back", async () => {
  const given = await paid();
  const form = { amount: 4_000, payment_intent: given.reference, currency: "usd" };
  fake.refunds.push({ ...form, id: "re_1", object: "refund", status: "succeeded", metadata: {} });
  const { counterEntries } = await given.refund(9_000);
  expect(await given.run()).toMatchObject({ declinedCount: 1 });
  await deliver(given.here, reports(given));
  expect((await given.here.run(listProcessorEvents, {})).data).toEqual([]);
  const counterEntryId = counterEntries[0]?.id ?? "";
  await given.here.run(decideRefund, { counterEntryId, decision: "return" });
  const { data } = await given.here.run(listPayments, {});
  expect(data.map(({ unallocatedMinor }) => unallocatedMinor).toSorted(ascending)).toEqual([
    1_000, 5_000,
  ]);
});
