import { fromStripeMoney } from "@rollbook/services/processor";
import type { ProcessorEffect, ProcessorEvent } from "@rollbook/services/processorEvent";
import * as z from "zod";

/** As much of a Stripe event as is read here; Stripe adds fields at any time. */
const StripeEvent = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  created: z.int(),
  data: z.object({ object: z.unknown() }),
});

const PaymentIntent = z.object({
  id: z.string().min(1),
  amount_received: z.int().positive(),
  currency: z.string(),
  metadata: z.record(z.string(), z.string()).default({}),
  payment_method_types: z.array(z.string()).default([]),
  customer: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
});

const Refund = z.object({
  id: z.string().min(1),
  amount: z.int().positive(),
  currency: z.string(),
  status: z.string().nullable(),
  payment_intent: z.union([z.string(), z.object({ id: z.string() })]).nullable(),
  metadata: z.record(z.string(), z.string()).nullish(),
});

const Dispute = z.object({
  id: z.string().min(1),
  amount: z.int().positive(),
  currency: z.string(),
  payment_intent: z.union([z.string(), z.object({ id: z.string() })]).nullable(),
});

const methods: Readonly<Record<string, "card" | "ach" | "direct_debit">> = {
  card: "card",
  us_bank_account: "ach",
  acss_debit: "direct_debit",
  au_becs_debit: "direct_debit",
  bacs_debit: "direct_debit",
  sepa_debit: "direct_debit",
};

function moneyOf({ amount, currency }: { amount: number; currency: string }) {
  return fromStripeMoney({ amount, currency });
}

function payerOf(metadata: Readonly<Record<string, string>>) {
  const { rollbook_payer_kind: kind, rollbook_payer_id: id } = metadata;
  return kind === undefined || id === undefined ? null : { kind, id };
}

function succeeded(object: unknown, at: string) {
  const intent = PaymentIntent.parse(object);
  const [method, ...others] = new Set(intent.payment_method_types.map((type) => methods[type]));
  return {
    kind: "payment_succeeded",
    reference: intent.id,
    payer: payerOf(intent.metadata),
    customerId:
      typeof intent.customer === "string" ? intent.customer : (intent.customer?.id ?? null),
    ...moneyOf({ amount: intent.amount_received, currency: intent.currency }),
    method: method === undefined || others.length > 0 ? "other" : method,
    at,
    invoiceId: intent.metadata["rollbook_invoice_id"] ?? null,
  };
}

function refunded(object: unknown, { at, practiceId }: { at: string; practiceId: string }) {
  const refund = Refund.parse(object);
  const key = refund.metadata?.["rollbook_refund"];
  const refundKey = key?.startsWith(`${practiceId}:`) ? key.slice(practiceId.length + 1) : null;
  if (refund.status === "failed" || refund.status === "canceled") {
    const reason = `The refund ${refund.id} came to nothing at the processor (${refund.status}).`;
    return { kind: "refund_failed", reference: refund.id, refundKey, reason };
  }
  if (refund.status !== "succeeded" || refund.payment_intent === null) return { kind: "none" };
  const intent = refund.payment_intent;
  return {
    kind: "payment_refunded",
    reference: refund.id,
    paymentReference: typeof intent === "string" ? intent : intent.id,
    ...moneyOf(refund),
    at,
    refundKey,
  };
}

/** What a dispute takes is taken as a refund is, and nobody here asked for it (PAY-18). */
function disputed(type: string, object: unknown, at: string) {
  const dispute = Dispute.parse(object);
  const { id: reference, payment_intent: intent } = dispute;
  const paymentReference = typeof intent === "string" ? intent : intent?.id;
  if (type === "charge.dispute.funds_reinstated") return { kind: "dispute_won", reference };
  if (type === "charge.dispute.funds_withdrawn" && paymentReference !== undefined)
    return {
      kind: "payment_refunded",
      cause: "dispute",
      reference,
      paymentReference,
      ...moneyOf(dispute),
      at,
    };
  const which = paymentReference === undefined ? "a payment" : `the payment ${paymentReference}`;
  const reason = `The payer disputes ${which} (${reference}): answer on the processor's own pages (PAY-18).`;
  return { kind: "for_a_person", reason };
}

const Named = z.object({
  id: z.string().min(1),
  metadata: z.record(z.string(), z.string()).default({}),
});

function chargeMoved(object: unknown) {
  const { id, metadata } = Named.parse(object);
  return metadata["rollbook_charge"] === undefined
    ? { kind: "none" }
    : { kind: "charge_moved", reference: id };
}

/** Several practices may share an account at Stripe, whose events go to all of them. */
function isOfAnother(object: unknown, practiceId: string): boolean {
  const metadata = z.object({ metadata: z.record(z.string(), z.string()) }).safeParse(object)
    .data?.metadata;
  const named = metadata?.["rollbook_practice_id"];
  return named !== undefined && named !== practiceId;
}

function effectOf(
  { type, data }: z.infer<typeof StripeEvent>,
  { at, practiceId }: { at: string; practiceId: string },
) {
  switch (type) {
    case "payment_intent.succeeded":
      return succeeded(data.object, at);
    case "payment_intent.payment_failed":
    case "payment_intent.processing":
    case "payment_intent.canceled":
      return chargeMoved(data.object);
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
      return refunded(data.object, { at, practiceId });
    case "charge.dispute.created":
    case "charge.dispute.funds_withdrawn":
    case "charge.dispute.funds_reinstated":
      return disputed(type, data.object, at);
    default:
      return { kind: "none" };
  }
}

/** A Stripe event in Rollbook's words. @throws ZodError for one that Stripe would not send */
export function eventOf(received: unknown, practiceId: string): ProcessorEvent {
  const event = StripeEvent.parse(received);
  const occurredAt = new Date(event.created * 1000).toISOString();
  const effect = isOfAnother(event.data.object, practiceId)
    ? ({ kind: "none" } satisfies ProcessorEffect)
    : (effectOf(event, { at: occurredAt, practiceId }) as ProcessorEffect);
  return { id: event.id, type: event.type, occurredAt, effect };
}
