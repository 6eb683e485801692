import { Currency } from "@rollbook/core/money";
import { createPatient } from "../../patient/index.ts";
import { getPayment, listPayments, refundPayment } from "../../payment/index.ts";
import { createProcessors } from "../../processor/index.ts";
import type { FakeStripe } from "../../processor/testing/fakeStripe.ts";
import { applyProcessorEvent, type ProcessorEvent } from "../../processorEvent/index.ts";
import { acceptFirstCharges, type TestPractice } from "../../testing/index.ts";
import { runRefunds } from "../index.ts";

let count = 0;
const usd = Currency.parse("USD");

/** 100.00 came by Stripe and pays nothing. */
export async function paidByStripe({ root, fake }: { root: TestPractice; fake: FakeStripe }) {
  count += 1;
  fake.refunds.length = 0;
  fake.faults.length = 0;
  fake.forgetKeys();
  root.setInstant("2026-06-01T15:00:00Z");
  const here = await root.another({ name: `Practice ${count}` });
  await acceptFirstCharges(here);
  const patient = await here.run(createPatient, { lastName: "Ćwikła" });
  const at = here.services.clock();
  const intent = { id: `pi_${count}`, amount: 10_000, amount_received: 10_000, currency: "usd" };
  fake.intents.push({
    ...intent,
    object: "payment_intent",
    status: "succeeded",
    customer: "cus_1",
    created: 1,
    metadata: {},
    last_payment_error: null,
  });
  const payer = { kind: "patient" as const, id: patient.id };
  await here.run(applyProcessorEvent, {
    id: `evt_${count}`,
    type: "payment_intent.succeeded",
    occurredAt: at,
    effect: {
      kind: "payment_succeeded",
      reference: intent.id,
      payer,
      amountMinor: 10_000,
      currency: usd,
      method: "card",
      at,
      invoiceId: null,
    },
  });
  const [payment] = (await here.run(listPayments, {})).data;
  const paymentId = payment?.id ?? "";
  const { practiceId } = here.practice;
  const processors = createProcessors({
    stripeKeys: () => "sk_live_fake",
    stripeServer: fake.server,
  });
  return {
    here,
    fake,
    payer,
    paymentId,
    reference: intent.id,
    refund: (amountMinor: number) =>
      here.run(refundPayment, { paymentId, amountMinor, reason: "moved away" }),
    run: () => runRefunds(here.services, { practiceId, processors }),
    left: async () => (await here.run(getPayment, { id: paymentId })).unallocatedMinor,
  };
}
export type Paid = Awaited<ReturnType<typeof paidByStripe>>;

/** What Stripe's webhook says of each refund that was made, as it stands. */
export function reports({ here, fake }: Paid): ProcessorEvent[] {
  return fake.refunds.flatMap<ProcessorEvent>(
    ({ id, status, amount, metadata, payment_intent: paymentReference }) => {
      const event = { id: `evt_${id}_${status}`, type: "refund.updated" };
      const occurredAt = here.services.clock();
      const key = metadata["rollbook_refund"] ?? "";
      const refundKey = key === "" ? null : key.slice(key.indexOf(":") + 1);
      if (status === "failed")
        return [
          {
            ...event,
            occurredAt,
            effect: { kind: "refund_failed" as const, reference: id, refundKey, reason: "bounced" },
          },
        ];
      if (status !== "succeeded") return [];
      return [
        {
          ...event,
          occurredAt,
          effect: {
            kind: "payment_refunded" as const,
            reference: id,
            paymentReference,
            amountMinor: amount,
            currency: usd,
            at: occurredAt,
            cause: "refund" as const,
            refundKey,
          },
        },
      ];
    },
  );
}

export async function deliver(
  here: TestPractice,
  events: readonly ProcessorEvent[],
): Promise<void> {
  for (const event of events) await here.run(applyProcessorEvent, event);
}
