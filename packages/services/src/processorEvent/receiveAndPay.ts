import { dateInZone, type PlainDate } from "@rollbook/core/calendar";
import { Currency } from "@rollbook/core/money";
import type { PaymentMethod } from "@rollbook/core/membership";
import type { Payer } from "@rollbook/core/plan";
import { receiveProcessorPayment } from "../processorPayment/index.ts";
import type { Given } from "../run/index.ts";

export interface ReceivedPayment {
  readonly payer: Payer;
  readonly amountMinor: number;
  readonly currency: string;
  readonly receivedOn: PlainDate;
  readonly method: PaymentMethod;
  readonly invoiceId: string | null;
  readonly reference: string;
}

/** Posts a processor's payment once, and pays the invoice that it was for with it (PAY-10, AUTO-3). */
export async function receiveAndPay(given: Given, received: ReceivedPayment): Promise<void> {
  const { payer, amountMinor, currency, receivedOn, method, invoiceId, reference } = received;
  await receiveProcessorPayment.run({
    ...given,
    input: {
      payer,
      currency: Currency.parse(currency),
      amountMinor,
      receivedOn,
      method,
      tiedInvoiceId: invoiceId,
      processorReference: reference,
    },
  });
}

/** The day of a processor's instant here: a practice with a clock of its own lives on its own day. */
export function dayOf({ practice, today }: Given, instant: string): PlainDate {
  return practice.clockInstant === null ? dateInZone(instant, practice.timeZone) : today;
}
