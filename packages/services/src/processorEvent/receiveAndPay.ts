import { maxDate, type PlainDate } from "@rollbook/core/calendar";
import { Currency } from "@rollbook/core/money";
import type { PaymentMethod } from "@rollbook/core/membership";
import {
  allocatePayment,
  earliestAllocationDay,
  firstOpenDay,
  freeFrom,
  payableFrom,
} from "@rollbook/core/payment";
import type { Payer } from "@rollbook/core/plan";
import { receiveProcessorPayment } from "../migration/index.ts";
import { postPlanned, readBook } from "../payment/index.ts";
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
  const { fate } = await receiveProcessorPayment.run({
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
  if (fate === "post_here" && invoiceId !== null)
    await payInvoice(given, { payer, invoiceId, reference });
}

async function payInvoice(
  given: Given,
  { payer, invoiceId, reference }: { payer: Payer; invoiceId: string; reference: string },
): Promise<void> {
  const book = await readBook(given, payer);
  const payment = book.payments.find((each) => each.processorReference === reference);
  const invoice = book.invoices.find(({ id }) => id === invoiceId);
  if (payment === undefined || invoice === undefined) return;
  const on = firstOpenDay({
    date: maxDate(given.today, earliestAllocationDay(payment, invoice)),
    lockedMonths: book.lockedMonths,
  });
  const amountMinor = Math.min(
    freeFrom({ book, payment, date: on }),
    payableFrom({ book, invoice, date: on }),
  );
  if (amountMinor <= 0) return;
  const id = given.newId("all");
  const planned = allocatePayment({ book, payment, invoice, amountMinor, on, id });
  // Money of another currency or for an invoice that takes none stays unallocated.
  if (planned.kind === "planned") await postPlanned(given, { book, planned });
}
