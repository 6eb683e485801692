import {
  createProcessorSimulator,
  type ChargeRequest,
  type ProcessorReport,
  type ProcessorSimulator,
  type RefundReport,
  type SimulatedBehaviour,
} from "@rollbook/services/processor";
import { applyProcessorEvent } from "@rollbook/services/processorEvent";
import { runVerb, type Services } from "@rollbook/services/run";
import { Currency } from "@rollbook/core/money";
import { Payer } from "@rollbook/core/plan";
import { commandContext } from "../practice/commandContext.ts";

/** One in five goes wrong, and which one follows from the key alone. */
const behaviours: readonly SimulatedBehaviour[] = [
  ...Array.from({ length: 12 }, () => "accept" as const),
  "decline",
  "time_out_after_charging",
  "answer_twice",
];
/** One in so many invoices meets a card that stays declined, until it waits for a person. */
const declinedForGood = 6;

function numberOf(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum;
}

function behaviourFor(key: string): SimulatedBehaviour {
  return behaviours[numberOf(key) % behaviours.length] ?? "accept";
}

function behaviourOfCharge({ invoiceId, idempotencyKey }: ChargeRequest): SimulatedBehaviour {
  if (numberOf(invoiceId) % declinedForGood === 0) return "decline";
  return behaviourFor(idempotencyKey);
}

/** Takes what autopay hands over in the sample practice, with the faults of real processors. No money moves. */
export function sampleProcessor(services: Services): ProcessorSimulator {
  const { clock } = services;
  return createProcessorSimulator({
    clock,
    behave: behaviourOfCharge,
    report: (report) => tell(services, report),
    behaveOnRefund: ({ idempotencyKey }) => behaviourFor(idempotencyKey),
    reportRefund: (report) => tellRefund(services, report),
  });
}

/** Tells of a payment as a webhook would. */
async function tell(
  services: Services,
  { request, reference, chargedAt }: ProcessorReport,
): Promise<void> {
  const { practiceId, invoiceId, amountMinor, mandate } = request;
  await runVerb(services, applyProcessorEvent, {
    context: commandContext({ services, practiceId }),
    input: {
      id: `evt_${reference}`,
      type: "payment_intent.succeeded",
      occurredAt: chargedAt,
      effect: {
        kind: "payment_succeeded",
        reference,
        payer: Payer.parse(mandate.payer),
        amountMinor,
        currency: Currency.parse(request.currency),
        method: mandate.method,
        at: chargedAt,
        invoiceId,
      },
    },
  });
}

/** Tells of a refund as a webhook would. */
async function tellRefund(
  services: Services,
  { request, reference, refundedAt }: RefundReport,
): Promise<void> {
  const { practiceId, idempotencyKey, paymentReference, amountMinor } = request;
  await runVerb(services, applyProcessorEvent, {
    context: commandContext({ services, practiceId }),
    input: {
      id: `evt_${reference}`,
      type: "refund.created",
      occurredAt: refundedAt,
      effect: {
        kind: "payment_refunded",
        reference,
        paymentReference,
        amountMinor,
        currency: Currency.parse(request.currency),
        at: refundedAt,
        refundKey: idempotencyKey,
      },
    },
  });
}
