import { ProcessorEvent } from "@rollbook/services/processorEvent";
import { expect, test } from "vitest";
import { eventOf } from "./eventOf.ts";

const event = (type: string, object: Record<string, unknown>) => ({
  id: "evt_1",
  object: "event",
  type,
  created: 1_780_000_000,
  data: { object },
});
const intent = {
  id: "pi_1",
  amount: 10_000,
  amount_received: 10_000,
  currency: "usd",
  metadata: { rollbook_payer_kind: "patient", rollbook_payer_id: "pat_1" },
  payment_method_types: ["us_bank_account"],
};
const refund = {
  id: "re_1",
  amount: 500,
  currency: "usd",
  status: "succeeded",
  payment_intent: "pi_1",
};
const dispute = { id: "dp_1", amount: 9_000, currency: "usd", payment_intent: "pi_1" };

test.each([
  [
    "a payment",
    event("payment_intent.succeeded", intent),
    {
      kind: "payment_succeeded",
      reference: "pi_1",
      currency: "USD",
      method: "ach",
      invoiceId: null,
    },
  ],
  [
    "a payment that could have come several ways",
    event("payment_intent.succeeded", { ...intent, payment_method_types: ["card", "sepa_debit"] }),
    { method: "other" },
  ],
  [
    "a payment of nobody we know",
    event("payment_intent.succeeded", { ...intent, metadata: {} }),
    { payer: null },
  ],
  [
    "krónur, which Stripe counts in hundredths",
    event("payment_intent.succeeded", { ...intent, currency: "isk", amount_received: 500_000 }),
    { amountMinor: 5_000, currency: "ISK" },
  ],
  [
    "a refund",
    event("refund.created", refund),
    { kind: "payment_refunded", reference: "re_1", paymentReference: "pi_1", amountMinor: 500 },
  ],
  [
    "a payment of a customer of Stripe's",
    event("payment_intent.succeeded", { ...intent, metadata: {}, customer: "cus_1" }),
    { payer: null, customerId: "cus_1" },
  ],
  [
    "a payment of another practice on the same account",
    event("payment_intent.succeeded", { ...intent, metadata: { rollbook_practice_id: "pra_2" } }),
    { kind: "none" },
  ],
  [
    "a charge of ours that failed",
    event("payment_intent.payment_failed", { id: "pi_1", metadata: { rollbook_charge: "key" } }),
    { kind: "charge_moved", reference: "pi_1" },
  ],
  [
    "a charge of somebody else that failed",
    event("payment_intent.payment_failed", { id: "pi_1", metadata: {} }),
    { kind: "none" },
  ],
  [
    "a refund not done yet",
    event("refund.created", { ...refund, status: "pending" }),
    { kind: "none" },
  ],
  [
    "a refund that failed",
    event("refund.failed", { ...refund, status: "failed" }),
    { kind: "refund_failed", reference: "re_1", refundKey: null },
  ],
  [
    "a refund that was asked for from here",
    event("refund.updated", {
      ...refund,
      metadata: { rollbook_refund: "pra_1:refund:cen_1:2", rollbook_practice_id: "pra_1" },
    }),
    { kind: "payment_refunded", refundKey: "refund:cen_1:2" },
  ],
  [
    "a dispute that begins",
    event("charge.dispute.created", dispute),
    { kind: "for_a_person", reason: expect.stringContaining("pi_1 (dp_1)") },
  ],
  [
    "PAY-18: what a dispute takes",
    event("charge.dispute.funds_withdrawn", dispute),
    { kind: "payment_refunded", cause: "dispute", reference: "dp_1", amountMinor: 9_000 },
  ],
  [
    "PAY-18: what a dispute gives back",
    event("charge.dispute.funds_reinstated", dispute),
    { kind: "dispute_won", reference: "dp_1" },
  ],
  [
    "a payment captured in part",
    event("payment_intent.succeeded", { ...intent, amount_received: 6_000 }),
    { kind: "payment_succeeded", amountMinor: 6_000 },
  ],
  ["anything else", event("customer.created", {}), { kind: "none" }],
])("%s", (_name, received, effect) => {
  const read = eventOf(received, "pra_1");
  expect(read).toMatchObject({ id: "evt_1", occurredAt: "2026-05-28T20:26:40.000Z", effect });
  expect(ProcessorEvent.safeParse(read)).toMatchObject({ success: true });
});
