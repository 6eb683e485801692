import type { Stripe } from "stripe";
import type { RefundAnswer, RefundRequest } from "./port.ts";
import { refusedBy } from "./stripeError.ts";
import { toStripeMoney } from "./stripeMoney.ts";

/** Gives back what a PaymentIntent took. The attempt's key is Stripe's idempotency key and stands in the metadata (PAY-17). */
export async function refundByStripe(
  stripe: Stripe,
  request: RefundRequest,
): Promise<RefundAnswer> {
  const money = toStripeMoney(request);
  if (money === null) {
    const reason = `Stripe takes no single smallest unit of ${request.currency}: the amount must end in 0.`;
    return { kind: "declined", reason };
  }
  if (!isOfStripe(request)) {
    const reason = `The payment ${request.paymentReference} is none of Stripe's: give the money back another way.`;
    return { kind: "declined", reason };
  }
  try {
    const refund = await stripe.refunds.create(
      {
        ...sourceOf(request),
        amount: money.amount,
        metadata: { rollbook_practice_id: request.practiceId, rollbook_refund: keyOf(request) },
      },
      { idempotencyKey: keyOf(request) },
    );
    return answerOf(refund);
  } catch (error) {
    return { kind: "declined", reason: refusedBy(error).message };
  }
}

// Stripe forgets idempotency keys after a day; the list of a payment's refunds is always up to date.
export async function findStripeRefund(
  stripe: Stripe,
  request: RefundRequest,
): Promise<RefundAnswer | null> {
  if (!isOfStripe(request)) return null;
  for await (const refund of stripe.refunds.list({ ...sourceOf(request), limit: 100 })) {
    if (refund.metadata?.["rollbook_refund"] === keyOf(request)) return answerOf(refund);
  }
  return null;
}

function isOfStripe({ paymentReference }: RefundRequest): boolean {
  return /^(pi|ch|py)_/.test(paymentReference);
}

function sourceOf({ paymentReference }: RefundRequest) {
  return paymentReference.startsWith("pi_")
    ? { payment_intent: paymentReference }
    : { charge: paymentReference };
}

/** One account at Stripe may serve several practices. */
function keyOf({ practiceId, idempotencyKey }: RefundRequest): string {
  return `${practiceId}:${idempotencyKey}`;
}

function answerOf({ id, status, failure_reason: failure }: Stripe.Refund): RefundAnswer {
  switch (status) {
    case "succeeded":
      return { kind: "accepted", reference: id };
    case "pending":
    case "requires_action":
      return { kind: "pending", reference: id };
    case "failed":
    case "canceled": {
      const why = failure === undefined ? status : failure.replaceAll("_", " ");
      return { kind: "declined", reference: id, reason: `Stripe could not refund it: ${why}.` };
    }
    default:
      throw new Error(`Stripe says ${String(status)} of ${id}, which is not known here`);
  }
}
