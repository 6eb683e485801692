import { maxDate } from "@rollbook/core/calendar";
import {
  allocatePayment,
  earliestAllocationDay,
  firstOpenDay,
  freeFrom,
  payableFrom,
} from "@rollbook/core/payment";
import type { Payer } from "@rollbook/core/plan";
import { postPlanned, readBook } from "../payment/index.ts";
import type { Given } from "../run/index.ts";

/** Pays the invoice that a posted payment was for, as far as both reach (PAY-10, AUTO-3). */
export async function payTiedInvoice(
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
