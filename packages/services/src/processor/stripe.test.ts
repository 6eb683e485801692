import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createProcessors,
  readStripeKeys,
  type ChargeRequest,
  type ProcessorPort,
} from "./index.ts";
import { createStripeProcessor } from "./stripe.ts";
import { fromStripeMoney, toStripeMoney } from "./stripeMoney.ts";
import { startFakeStripe, type FakeStripe, type StripeFault } from "./testing/fakeStripe.ts";

const nowMs = Date.parse("2026-06-15T15:00:00Z");
let fake: FakeStripe;
let stripe: ProcessorPort;

beforeAll(async () => {
  fake = await startFakeStripe({ nowMs: () => nowMs });
  stripe = createStripeProcessor({ secretKey: "sk_test_fake", server: fake.server });
});
afterAll(() => fake.stop());
beforeEach(() => {
  fake.intents.length = 0;
  fake.requests.length = 0;
  fake.faults.length = 0;
  fake.forgetKeys();
});

const request: ChargeRequest = {
  practiceId: "pra_1",
  invoiceId: "inv_1",
  idempotencyKey: "autopay:inv_1:1",
  startedAt: "2026-06-15T15:00:00Z",
  amountMinor: 24_995,
  currency: "USD",
  mandate: {
    payer: { kind: "patient", id: "pat_1" },
    method: "card",
    givenOn: "2026-01-02",
    account: { customerId: "cus_1", paymentMethodId: "pm_1" },
  },
};

/** Two of them, as the library tries a broken connection once more. */
const twice = (fault: StripeFault) => fake.faults.push(fault, fault);

describe("charging by Stripe's own library", () => {
  test("AUTO-6: the intent is confirmed at once, off session, and says whose and for what it is", async () => {
    expect(await stripe.charge(request)).toEqual({
      kind: "accepted",
      reference: "pi_1",
      chargedAt: "2026-06-15T15:00:00.000Z",
    });
    const [sent] = fake.requests;
    expect(sent?.key).toBe("pra_1:autopay:inv_1:1");
    expect(Object.fromEntries(sent?.form ?? [])).toEqual({
      amount: "24995",
      currency: "usd",
      customer: "cus_1",
      payment_method: "pm_1",
      "allowed_payment_method_types[0]": "card",
      off_session: "true",
      confirm: "true",
      "metadata[rollbook_practice_id]": "pra_1",
      "metadata[rollbook_payer_kind]": "patient",
      "metadata[rollbook_payer_id]": "pat_1",
      "metadata[rollbook_invoice_id]": "inv_1",
      "metadata[rollbook_charge]": "pra_1:autopay:inv_1:1",
    });
  });

  test("AUTO-6: asked twice with one key, it charges once", async () => {
    const first = await stripe.charge(request);
    expect(await stripe.charge(request)).toEqual(first);
    expect(fake.taken()).toBe(24_995);
  });

  test.each([
    ["decline", "Your card was declined."],
    ["authenticate", "The cardholder must confirm."],
    ["requires_action", "The bank wants the payer to confirm, who is not there."],
  ] as const)("AUTO-6: %s is a decline with its reason", async (fault, reason) => {
    fake.faults.push(fault);
    expect(await stripe.charge(request)).toEqual({ kind: "declined", reason });
    expect(fake.taken()).toBe(0);
  });

  test("AUTO-6: what waits for its payer is cancelled, so that it cannot succeed later", async () => {
    fake.faults.push("requires_action");
    await stripe.charge(request);
    expect(fake.intents).toMatchObject([{ status: "canceled" }]);
  });

  test("AUTO-6: what the bank has is pending, then accepted or declined", async () => {
    fake.faults.push("processing", "processing");
    const second = { ...request, idempotencyKey: "autopay:inv_1:2" };
    expect(await stripe.charge(request)).toEqual({ kind: "pending", reference: "pi_1" });
    expect(await stripe.charge(second)).toEqual({ kind: "pending", reference: "pi_2" });
    fake.settle("pi_1", "succeeded");
    fake.settle("pi_2", "requires_payment_method");
    expect(await stripe.findCharge(request)).toMatchObject({ kind: "accepted", reference: "pi_1" });
    expect(await stripe.findCharge(second)).toMatchObject({ kind: "declined" });
  });

  test.each([
    ["break_after", "connection to Stripe"],
    ["fail_after", "Something broke"],
  ] as const)(
    "AUTO-6: charged and then %s is no answer, and is found by its key",
    async (fault, message) => {
      twice(fault);
      await expect(stripe.charge(request)).rejects.toThrow(message);
      expect(await stripe.findCharge(request)).toMatchObject({ kind: "accepted" });
      expect(fake.taken()).toBe(24_995);
    },
  );

  test("AUTO-6: a day later, with its key forgotten at Stripe, it is found all the same", async () => {
    twice("break_after");
    await expect(stripe.charge(request)).rejects.toThrow("connection to Stripe");
    fake.forgetKeys();
    expect(await stripe.findCharge(request)).toMatchObject({ reference: "pi_1" });
  });

  test("AUTO-6: a lost request, and the library's own second try, charge once", async () => {
    fake.faults.push("break_before");
    expect(await stripe.charge(request)).toMatchObject({ kind: "accepted" });
    expect(fake.taken()).toBe(24_995);
  });

  test.each([
    ["break_before", "connection to Stripe"],
    ["rate_limit", "Too many requests"],
    ["bad_key", "Invalid API Key"],
  ] as const)("AUTO-6: %s is no answer, and nothing was charged", async (fault, message) => {
    twice(fault);
    await expect(stripe.charge(request)).rejects.toThrow(message);
    expect(await stripe.findCharge(request)).toBeNull();
  });

  test("AUTO-6: among many of the customer's it finds its own, on any page", async () => {
    for (const attempt of [1, 2, 3, 4, 5])
      await stripe.charge({ ...request, idempotencyKey: `autopay:inv_1:${attempt}` });
    expect(await stripe.findCharge(request)).toMatchObject({ reference: "pi_1" });
    const other = { ...request, practiceId: "pra_2" };
    expect(await stripe.findCharge(other)).toBeNull();
  });

  test("AUTO-6: without a customer on record nothing leaves, and the reason says what to do", async () => {
    const unknown = { ...request, mandate: { ...request.mandate, account: null } };
    expect(await stripe.charge(unknown)).toMatchObject({
      kind: "declined",
      reason: expect.stringContaining("processor account"),
    });
    expect(fake.requests).toEqual([]);
  });
});

describe("money as Stripe counts it", () => {
  test.each([
    ["USD", 24_995, 24_995],
    ["JPY", 500, 500],
    ["ISK", 500, 50_000],
    ["UGX", 1_000, 100_000],
    ["MGA", 10_000, 100],
    ["KWD", 1_230, 1_230],
    ["HUF", 10_000, 10_000],
  ])("AUTO-6: %s %d is %d there, and back", (currency, amountMinor, amount) => {
    expect(toStripeMoney({ amountMinor, currency })).toEqual({
      amount,
      currency: currency.toLowerCase(),
    });
    expect(fromStripeMoney({ amount, currency: currency.toLowerCase() })).toEqual({
      amountMinor,
      currency,
    });
  });

  test("AUTO-6: a last fils that Stripe does not take is declined before it leaves", async () => {
    const fils = { ...request, amountMinor: 1_234, currency: "KWD" };
    expect(await stripe.charge(fils)).toMatchObject({ kind: "declined" });
    expect(fake.requests).toEqual([]);
  });
});

describe("who charges for a practice", () => {
  const simulator: ProcessorPort = {
    charge: () => Promise.reject(),
    findCharge: () => Promise.reject(),
    refund: () => Promise.reject(),
    findRefund: () => Promise.reject(),
  };
  const stripeKeys = readStripeKeys("pra_live=sk_live_1, pra_test=rk_test_2");
  const processors = createProcessors({ stripeKeys, simulator });

  test.each([
    ["a real practice with its live key", "pra_live", false, { kind: "ready", name: "stripe" }],
    ["a test practice with a test key", "pra_test", true, { kind: "ready", name: "stripe" }],
    ["a test practice without a key", "pra_x", true, { kind: "ready", name: "simulator" }],
  ])("AUTO-5: %s is charged", (_name, practiceId, isTest, chosen) => {
    expect(processors({ practiceId, isTest })).toMatchObject(chosen);
  });

  test.each([
    [
      "a real practice without a key",
      "pra_x",
      false,
      "No processor is set up for this practice: add pra_x=sk_live_...",
    ],
    ["a real practice with a test key", "pra_test", false, "by which no money moves"],
    ["a test practice with a live key", "pra_live", true, "is a live one"],
  ])("AUTO-5: %s is not, and is told why", (_name, practiceId, isTest, sentence) => {
    const chosen = processors({ practiceId, isTest });
    expect(chosen).toEqual({ kind: "missing", reason: expect.stringContaining(sentence) });
  });

  test("AUTO-5: a wrong variable is refused without showing a key", () => {
    expect(() => readStripeKeys("pra_1=whsec_secret")).toThrow("must be pairs such as");
    expect(() => readStripeKeys("pra_1=whsec_secret")).not.toThrow("whsec_secret");
  });
});
