import { Payment } from "@rollbook/core/payment";
import { withPractice } from "@rollbook/db";
import { insertPayments } from "@rollbook/db/payment";
import { refundPayment } from "@rollbook/services/payment";
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
  const unique = crypto.randomUUID().replaceAll("-", "").slice(0, 26);
  const paymentId = `pay_${unique}`;
  const payment = Payment.parse({
    id: paymentId,
    kind: "received",
    payer: { kind: "patient", id: patientId },
    currency: "USD",
    amountMinor: 4200,
    receivedOn: at.slice(0, 10),
    method: "card",
    tiedInvoiceId: null,
    processorReference: `pi_${unique}`,
  });
  await withPractice(services.database, { practiceId }, (tx) =>
    insertPayments(tx, { practiceId, at, by: "seed" }, [payment]),
  );
  const { counterEntries } = await runVerb(services, refundPayment, {
    context,
    input: { paymentId, amountMinor: 4200, reason: "Paid twice" },
  });
  const [entry] = counterEntries;
  if (entry === undefined) throw new Error("the refund was not recorded");
  return entry.id;
}
