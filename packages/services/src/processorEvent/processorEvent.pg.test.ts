import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { getInvoice, listInvoices } from "../invoice/index.ts";
import { setProcessorAccount } from "../autopay/index.ts";
import { listMemberships } from "../membership/index.ts";
import { listPayments, lockMonth } from "../payment/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import {
  applyProcessorEvent,
  listProcessorEvents,
  settleProcessorEvent,
  type ProcessorEvent,
} from "./index.ts";

let root: TestPractice;
let here: TestPractice;
let payerId: string;
let invoiceId: string;
let count = 0;

beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

async function newPractice(): Promise<void> {
  count += 1;
  root.setInstant("2026-05-20T15:00:00Z");
  here = await root.another({ name: `Practice ${count}` });
  const planId = await addPlan(here);
  payerId = (await addMember(here, { planId, statedStart: day("2026-06-01") })).patientId;
  await acceptFirstCharges(here);
  root.setInstant("2026-06-01T15:00:00Z");
  await here.run(runBilling, {});
  invoiceId = (await here.run(listInvoices, {})).data[0]?.id ?? "";
  root.setInstant("2026-06-20T15:00:00Z");
}
beforeEach(newPractice);

function succeeded(
  changes: Partial<Record<"id" | "payer" | "invoiceId" | "customerId", unknown>> = {},
) {
  const { id = "evt_1", ...effect } = changes;
  return {
    id,
    type: "payment_intent.succeeded",
    occurredAt: "2026-06-02T15:00:00Z",
    effect: {
      kind: "payment_succeeded",
      reference: "pi_1",
      payer: { kind: "patient", id: payerId },
      amountMinor: 10_000,
      currency: "USD",
      method: "card",
      at: "2026-06-02T15:00:00Z",
      invoiceId,
      ...effect,
    },
  } as ProcessorEvent;
}

function refunded(id: string, reference: string, amountMinor: number) {
  return {
    id,
    type: "refund.created",
    occurredAt: "2026-06-05T15:00:00Z",
    effect: {
      kind: "payment_refunded",
      reference,
      paymentReference: "pi_1",
      amountMinor,
      currency: "USD",
      at: "2026-06-05T15:00:00Z",
    },
  } as ProcessorEvent;
}

const apply = (event: ProcessorEvent) => here.run(applyProcessorEvent, event);
const payments = async () => (await here.run(listPayments, {})).data;

test("PAY-16: a payment pays the invoice it was for", async () => {
  expect(await apply(succeeded())).toEqual({ state: "applied", isKnown: false });
  expect(await here.run(getInvoice, { id: invoiceId })).toMatchObject({ status: "paid" });
  expect(await payments()).toMatchObject([{ receivedOn: "2026-06-02", unallocatedMinor: 0 }]);
});

test("PAY-16: the same event, and another that says the same, change nothing", async () => {
  await apply(succeeded());
  expect(await apply(succeeded())).toEqual({ state: "applied", isKnown: true });
  expect(await apply(succeeded({ id: "evt_2" }))).toEqual({ state: "applied", isKnown: true });
  expect(await payments()).toHaveLength(1);
});

test("PAY-10: late money of a locked month is dated on the first open day", async () => {
  await here.run(lockMonth, { month: "2026-06" });
  await apply(succeeded());
  expect(await payments()).toMatchObject([{ receivedOn: "2026-07-01" }]);
});

test("PAY-16: money of nobody waits for a person", async () => {
  expect(await apply(succeeded({ payer: null }))).toMatchObject({ state: "for_a_person" });
  expect(await payments()).toEqual([]);
  expect((await here.run(listProcessorEvents, {})).data).toMatchObject([
    { id: "evt_1", reason: expect.stringContaining("pi_1 names no payer") },
  ]);
});

test("PAY-16: money that names somebody unknown here waits for a person, who says whose it is", async () => {
  const payer = { kind: "patient", id: "pat_elsewhere" };
  expect(await apply(succeeded({ payer }))).toMatchObject({ state: "for_a_person" });
  expect(await payments()).toEqual([]);
  const decision = {
    kind: "payer" as const,
    payer: { kind: "patient" as const, id: payerId },
    invoiceId,
  };
  expect(await here.run(settleProcessorEvent, { id: "evt_1", decision })).toMatchObject({
    state: "applied",
  });
  expect(await here.run(getInvoice, { id: invoiceId })).toMatchObject({ status: "paid" });
  expect(await apply(succeeded({ id: "evt_2", payer }))).toEqual({
    state: "applied",
    isKnown: true,
  });
  expect((await here.run(listProcessorEvents, {})).data).toEqual([]);
  const again = here.run(settleProcessorEvent, { id: "evt_1", decision });
  await expect(again).rejects.toThrow("This event is settled: applied (PAY-16).");
});

test("PAY-16: a refund of money that waited for a person follows it", async () => {
  await apply(succeeded({ payer: null }));
  expect(await apply(refunded("evt_8", "re_1", 10_000))).toMatchObject({ state: "waits" });
  const decision = { kind: "payer" as const, payer: { kind: "patient" as const, id: payerId } };
  await here.run(settleProcessorEvent, { id: "evt_1", decision });
  expect(await payments()).toMatchObject([{ usedMinor: 10_000 }]);
});

test("PAY-16: what is none of the practice's is dismissed with a reason", async () => {
  await apply(succeeded({ payer: null }));
  const decision = { kind: "dismiss" as const, reason: "A donation" };
  expect(await here.run(settleProcessorEvent, { id: "evt_1", decision })).toMatchObject({
    state: "ignored",
  });
  expect(await payments()).toEqual([]);
});

test("PAY-16: a customer of the processor whose mandate is on record is known", async () => {
  const [membership] = (await here.run(listMemberships, {})).data;
  const account = { customerId: "cus_7", paymentMethodId: "pm_7" };
  await here.run(setProcessorAccount, { membershipId: membership?.id ?? "", ...account });
  await apply(succeeded({ payer: null, customerId: "cus_7" }));
  expect(await payments()).toMatchObject([{ payer: { kind: "patient", id: payerId } }]);
});

test("PAY-16: an invoice that is not of this practice is left out, the money kept", async () => {
  await apply(succeeded({ invoiceId: "inv_elsewhere" }));
  expect(await payments()).toMatchObject([{ tiedInvoiceId: null, unallocatedMinor: 10_000 }]);
});

test("PAY-16: a refund that comes before its payment waits for it", async () => {
  expect(await apply(refunded("evt_9", "re_1", 4_000))).toMatchObject({ state: "waits" });
  await apply(succeeded());
  expect(await here.run(getInvoice, { id: invoiceId })).toMatchObject({
    status: "partially_paid",
    openMinor: 4_000,
  });
  expect(await apply(refunded("evt_9", "re_1", 4_000))).toEqual({
    state: "applied",
    isKnown: true,
  });
});

test("PAY-16: in any order, any number of times and two at once, it ends the same", async () => {
  const events = () => [
    succeeded(),
    succeeded({ id: "evt_2" }),
    refunded("evt_3", "re_1", 3_000),
    refunded("evt_4", "re_1", 3_000),
    refunded("evt_5", "re_2", 2_000),
  ];
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], { minLength: 10 });
  await fc.assert(
    fc.asyncProperty(order, fc.boolean(), async (indexes, isAtOnce) => {
      await newPractice();
      const all = events();
      const deliver = (index: number) => apply(all[index] ?? succeeded());
      if (isAtOnce) await Promise.all(indexes.map(deliver));
      else for (const index of indexes) await deliver(index);
      expect(await payments()).toMatchObject([{ usedMinor: 10_000, unallocatedMinor: 0 }]);
      expect(await here.run(getInvoice, { id: invoiceId })).toMatchObject({
        paidMinor: 5_000,
        openMinor: 5_000,
      });
    }),
    { numRuns: Number(process.env["EVENT_RUNS"] ?? 8) },
  );
});
