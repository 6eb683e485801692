import { Currency } from "@rollbook/core/money";
import { listPayments, refundPayment } from "@rollbook/services/payment";
import { applyProcessorEvent } from "@rollbook/services/processorEvent";
import { runVerb, systemContext, type Services } from "@rollbook/services/run";
import type { TestPractice } from "./practiceApi.ts";

/** A refund that the processor is to make, and has not heard of yet. */
export async function seedProcessorRefund({
  practice: { practiceId },
  services,
  patientId,
}: {
  practice: TestPractice;
  services: Services;
  patientId: string;
}): Promise<string> {
  const at = services.clock();
  const context = systemContext({ practiceId, instant: at, requestId: "req_seed" });
  const reference = `pi_${crypto.randomUUID().replaceAll("-", "").slice(0, 26)}`;
  const money = { amountMinor: 4200, currency: Currency.parse("USD"), method: "card" } as const;
  const payer = { kind: "patient", id: patientId } as const;
  await runVerb(services, applyProcessorEvent, {
    context,
    input: {
      id: `evt_${reference}`,
      type: "payment_intent.succeeded",
      occurredAt: at,
      effect: { kind: "payment_succeeded", reference, payer, ...money, at, invoiceId: null },
    },
  });
  const { data } = await runVerb(services, listPayments, { context, input: { limit: 1000 } });
  const paymentId = data.find((each) => each.processorReference === reference)?.id ?? "";
  const { counterEntries } = await runVerb(services, refundPayment, {
    context,
    input: { paymentId, amountMinor: 4200, reason: "Paid twice" },
  });
  const [entry] = counterEntries;
  if (entry === undefined) throw new Error("the refund was not recorded");
  return entry.id;
}
