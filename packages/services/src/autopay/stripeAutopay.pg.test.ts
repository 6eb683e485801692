import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { getInvoice, listInvoices, markInvoiceSent } from "../invoice/index.ts";
import { proveLedger } from "../ledger/index.ts";
import { listPayments } from "../payment/index.ts";
import { createProcessors } from "../processor/index.ts";
import {
  startFakeStripe,
  type FakeStripe,
  type StripeFault,
} from "../processor/testing/fakeStripe.ts";
import { applyProcessorEvent } from "../processorEvent/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import { listAutopay, runAutopay, setAutopay, setProcessorAccount } from "./index.ts";

const none = { test: null, real: null };
let root: TestPractice;
let fake: FakeStripe;
let count = 0;

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

/** A sent invoice over 100.00, due on 15 June, whose payer is known to Stripe. */
async function duePractice({ hasAccount = true } = {}) {
  count += 1;
  fake.intents.length = 0;
  fake.faults.length = 0;
  fake.forgetKeys();
  root.setInstant("2026-05-20T15:00:00Z");
  const here = await root.another({ name: `Practice ${count}`, invoiceTermsDays: 14 });
  const planId = await addPlan(here);
  const member = await addMember(here, {
    planId,
    statedStart: day("2026-06-01"),
    paymentMethod: "card",
    isAutopay: true,
    mandateOn: day("2026-05-20"),
  });
  await acceptFirstCharges(here);
  await here.run(setAutopay, { isOn: true, missing: none });
  const account = { customerId: `cus_${count}`, paymentMethodId: "pm_1" };
  if (hasAccount) await here.run(setProcessorAccount, { membershipId: member.id, ...account });
  root.setInstant("2026-06-01T15:00:00Z");
  await here.run(runBilling, {});
  const [invoice] = (await here.run(listInvoices, {})).data;
  const invoiceId = invoice?.id ?? "";
  await here.run(markInvoiceSent, { id: invoiceId });
  root.setInstant("2026-06-15T15:00:00Z");
  const { practiceId } = here.practice;
  const processors = createProcessors({
    stripeKeys: () => "sk_live_fake",
    stripeServer: fake.server,
  });
  const run = () => runAutopay(here.services, { practiceId, processors });
  return { here, invoiceId, run, payer: { kind: "patient" as const, id: member.patientId } };
}

const faults: readonly StripeFault[] = [
  "none",
  "decline",
  "authenticate",
  "requires_action",
  "processing",
  "break_after",
  "fail_after",
  "rate_limit",
];

type Due = Awaited<ReturnType<typeof duePractice>>;

/** What Stripe's webhook says of each payment that succeeded. */
async function deliver({ here, payer, invoiceId }: Due): Promise<void> {
  for (const intent of fake.intents.filter(({ status }) => status === "succeeded"))
    await here.run(applyProcessorEvent, {
      id: `evt_${intent.id}_${count}`,
      type: "payment_intent.succeeded",
      occurredAt: here.services.clock(),
      effect: {
        kind: "payment_succeeded",
        reference: intent.id,
        payer,
        amountMinor: intent.amount,
        currency: "USD" as never,
        method: "card",
        at: here.services.clock(),
        invoiceId,
      },
    });
}

test("AUTO-2: whatever Stripe does, and whichever of answer and webhook comes first, it is charged once and posted", async () => {
  const steps = fc.array(
    fc.record({
      fault: fc.constantFrom(...faults),
      hours: fc.constantFrom(1, 7, 25, 49, 170),
      isDelivered: fc.boolean(),
      bank: fc.constantFrom(
        "waits" as const,
        "succeeded" as const,
        "requires_payment_method" as const,
      ),
      isForgotten: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (drawn) => {
      const due = await duePractice();
      for (const { fault, hours, isDelivered, bank, isForgotten } of drawn) {
        fake.faults.push(fault, fault);
        await due.run();
        fake.faults.length = 0;
        for (const { id, status } of fake.intents)
          if (status === "processing" && bank !== "waits") fake.settle(id, bank);
        if (isForgotten) fake.forgetKeys();
        if (isDelivered) await deliver(due);
        later(hours);
      }
      for (const { id, status } of fake.intents)
        if (status === "processing") fake.settle(id, "succeeded");
      await due.run();
      expect(fake.taken()).toBeLessThanOrEqual(10_000);
      const { data } = await due.here.run(listPayments, {});
      expect(data.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(fake.taken());
      const { paidMinor } = await due.here.run(getInvoice, { id: due.invoiceId });
      expect(paidMinor).toBe(fake.taken());
      expect(await due.here.run(proveLedger, {})).toMatchObject({ isProven: true });
    }),
    { numRuns: Number(process.env["AUTOPAY_RUNS"] ?? 12) },
  );
}, 300_000);

test("AUTO-6: a charge that the bank has is waited for, and not made again", async () => {
  const due = await duePractice();
  fake.faults.push("processing");
  expect(await due.run()).toMatchObject({ unansweredCount: 1 });
  later(72);
  expect(await due.run()).toMatchObject({ unansweredCount: 1 });
  expect(await due.here.run(listAutopay, {})).toMatchObject({ data: [{ state: "with_the_bank" }] });
  fake.settle("pi_1", "succeeded");
  later(1);
  expect(await due.run()).toMatchObject({ acceptedCount: 1 });
  expect(fake.intents).toHaveLength(1);
});

test("AUTO-6: without a customer on record the invoice says what is missing, and is charged once it is there", async () => {
  const due = await duePractice({ hasAccount: false });
  expect(await due.run()).toMatchObject({ declinedCount: 1 });
  expect(fake.intents).toEqual([]);
});

test("AUTO-5: no key, no charge: the report says what to set", async () => {
  const { here } = await duePractice();
  const { practiceId } = here.practice;
  const report = await runAutopay(here.services, { practiceId, processors: createProcessors() });
  expect(report).toMatchObject({
    acceptedCount: 0,
    paused: expect.stringContaining("STRIPE_SECRET_KEYS"),
  });
});

test("AUTO-5: autopay is switched on only where somebody charges; off, nothing is charged", async () => {
  const { here, run } = await duePractice();
  await expect(
    here.run(setAutopay, {
      isOn: true,
      missing: { test: null, real: "No processor is set up for this practice." },
    }),
  ).rejects.toThrow("Autopay stays off. No processor is set up for this practice. (AUTO-5)");
  await here.run(setAutopay, { isOn: false, missing: none });
  expect(await run()).toMatchObject({
    acceptedCount: 0,
    paused: "Autopay is off in this practice.",
  });
  expect(fake.intents).toEqual([]);
});
