import type { Stripe } from "stripe";
import type { ChargeAnswer, ChargeRequest, ProcessorPort } from "./port.ts";
import { refusedBy, stripeErrorType } from "./stripeError.ts";
import { toStripeMoney } from "./stripeMoney.ts";
import { findStripeRefund, refundByStripe } from "./stripeRefund.ts";

/** Where Stripe's API is; its own address when left out. */
export interface StripeServer {
  readonly host: string;
  readonly port: number;
  readonly protocol: "http" | "https";
}

const timeoutMs = 30_000;
/** Stripe's clock and ours may differ by this. */
const clockSkewSeconds = 600;

const typesOfMethod = {
  card: ["card"],
  ach: ["us_bank_account"],
  direct_debit: ["sepa_debit", "bacs_debit", "acss_debit", "au_becs_debit"],
} as const satisfies Record<ChargeRequest["mandate"]["method"], readonly string[]>;

/**
 * Charges what a payer's mandate allows by a PaymentIntent, confirmed while the payer is away. The attempt's key is
 * Stripe's idempotency key and stands in the intent's metadata, by which it is found again (AUTO-2).
 */
export function createStripeProcessor({
  secretKey,
  server,
}: {
  secretKey: string;
  server?: StripeServer;
}): ProcessorPort {
  let client: Promise<Stripe> | undefined;
  const open = async (): Promise<Stripe> => {
    // Half a second to import: only where something is charged.
    const { Stripe: Client } = await import("stripe");
    const ours = { timeout: timeoutMs, maxNetworkRetries: 1, telemetry: false };
    return new Client(secretKey, { ...ours, ...server });
  };
  const stripe = () => (client ??= open());
  return {
    charge: async (request) => charge(await stripe(), request),
    findCharge: async (request) => findCharge(await stripe(), request),
    refund: async (request) => refundByStripe(await stripe(), request),
    findRefund: async (request) => findStripeRefund(await stripe(), request),
  };
}

async function charge(stripe: Stripe, request: ChargeRequest): Promise<ChargeAnswer> {
  const { account, method } = request.mandate;
  if (account === null) {
    const reason =
      "No Stripe customer and payment method are on record for the mandate: set the membership's processor account.";
    return { kind: "declined", reason };
  }
  const money = toStripeMoney(request);
  if (money === null) {
    const reason = `Stripe takes no single smallest unit of ${request.currency}: the amount must end in 0.`;
    return { kind: "declined", reason };
  }
  try {
    const intent = await stripe.paymentIntents.create(
      {
        ...money,
        customer: account.customerId,
        payment_method: account.paymentMethodId,
        allowed_payment_method_types: [...typesOfMethod[method]],
        off_session: true,
        confirm: true,
        metadata: metadataOf(request),
      },
      { idempotencyKey: keyOf(request) },
    );
    return await answerOf(stripe, intent);
  } catch (error) {
    return { kind: "declined", reason: refusedBy(error).message };
  }
}

/** One account at Stripe may serve several practices. */
function keyOf({ practiceId, idempotencyKey }: ChargeRequest): string {
  return `${practiceId}:${idempotencyKey}`;
}

function metadataOf(request: ChargeRequest): Record<string, string> {
  const { practiceId, invoiceId, mandate } = request;
  return {
    rollbook_practice_id: practiceId,
    rollbook_payer_kind: mandate.payer.kind,
    rollbook_payer_id: mandate.payer.id,
    rollbook_invoice_id: invoiceId,
    rollbook_charge: keyOf(request),
  };
}

// Stripe forgets idempotency keys after a day, and its search lags behind; a customer's list is always up to date.
async function findCharge(stripe: Stripe, request: ChargeRequest): Promise<ChargeAnswer | null> {
  const { account } = request.mandate;
  if (account === null) return null;
  const since = Math.floor(Date.parse(request.startedAt) / 1000) - clockSkewSeconds;
  const listed = stripe.paymentIntents.list({
    customer: account.customerId,
    created: { gte: since },
    limit: 100,
  });
  for await (const intent of listed) {
    if (intent.metadata["rollbook_charge"] === keyOf(request)) return answerOf(stripe, intent);
  }
  return null;
}

async function answerOf(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<ChargeAnswer> {
  const { id, created } = intent;
  switch (intent.status) {
    case "succeeded":
      return { kind: "accepted", reference: id, chargedAt: new Date(created * 1000).toISOString() };
    case "processing":
    case "requires_capture":
      return { kind: "pending", reference: id };
    case "canceled":
      return { kind: "declined", reason: reasonOf(intent) };
    case "requires_action":
    case "requires_confirmation":
    case "requires_payment_method":
      return giveUp(stripe, intent);
    default:
      throw new Error(`Stripe says ${String(intent.status)} of ${id}, which is not known here`);
  }
}

/** The payer is not there to act. Cancelled, it cannot take the money later, beside the next attempt. */
async function giveUp(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<ChargeAnswer> {
  const cancelled = await stripe.paymentIntents.cancel(intent.id).catch(async (error: unknown) => {
    if (stripeErrorType(error) !== "StripeInvalidRequestError") throw error;
    return stripe.paymentIntents.retrieve(intent.id);
  });
  if (cancelled.status === "canceled") return { kind: "declined", reason: reasonOf(intent) };
  if (cancelled.status === intent.status)
    throw new Error(`Stripe did not cancel ${intent.id}, which waits for its payer`);
  return answerOf(stripe, cancelled);
}

function reasonOf({ status, last_payment_error: failure }: Stripe.PaymentIntent): string {
  if (failure?.message !== undefined && failure.message !== "") return failure.message;
  return status === "requires_action"
    ? "The bank wants the payer to confirm, who is not there."
    : "The payment was cancelled at Stripe.";
}
