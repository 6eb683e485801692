import type { CounterEntry, Payment } from "@rollbook/core/payment";
import { insertProcessorRefund } from "@rollbook/db/processorRefund";
import type { Given } from "../run/index.ts";
import { setRefundsDue } from "./refundDue.ts";

/** Money that a processor gave back to the practice: it came by no charge that could be refunded. */
const returnedPrefix = "returned:";

export function returnedReference(reference: string): string {
  return `${returnedPrefix}${reference}`;
}

/** The processor's own number of a payment that it can give back; null when it cannot. */
export function refundableReference({ processorReference }: Payment): string | null {
  if (processorReference === null || processorReference.startsWith(returnedPrefix)) return null;
  return processorReference;
}

/** Writes down that the processor is to give money back; it is asked once this transaction has ended (PAY-17). */
export async function askRefund(
  given: Given,
  {
    entry,
    payment,
    paymentReference,
  }: { entry: CounterEntry; payment: Payment; paymentReference: string },
): Promise<void> {
  await insertProcessorRefund(given.tx, given.practice.practiceId, {
    counterEntryId: entry.id,
    paymentId: payment.id,
    paymentReference,
    amountMinor: entry.amountMinor,
    currency: payment.currency,
    state: "asked",
    askedAt: given.instant,
    answeredAt: null,
    processorReference: null,
  });
  await setRefundsDue(given, 0);
}
