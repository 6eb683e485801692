import {
  createProcessorSimulator,
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

function behaviourFor(key: string): SimulatedBehaviour {
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return behaviours[sum % behaviours.length] ?? "accept";
}

/** Takes what autopay hands over in the sample practice, with the faults of real processors. No money moves. */
export function sampleProcessor(services: Services): ProcessorSimulator {
  const { clock } = services;
  return createProcessorSimulator({
    clock,
    behave: ({ idempotencyKey }) => behaviourFor(idempotencyKey),
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
