import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { decimalOf, mostMinor } from "../money/index.ts";
import { firstOpenDay, lockRefusal } from "./monthLock.ts";
import type { Payment, PaymentBook, PlannedPostings } from "./schema.ts";

export function postings(rows: Partial<Omit<PlannedPostings, "kind">>): PlannedPostings {
  return { kind: "planned", payments: [], allocations: [], counterEntries: [], ...rows };
}

/** Records money that came in; it pays nothing until it is allocated (PAY-1). */
export function recordPayment({
  book,
  payment,
  today,
}: {
  book: PaymentBook;
  payment: Payment;
  today: PlainDate;
}): PlannedPostings | Refusal {
  const locked = lockRefusal({ on: payment.receivedOn, lockedMonths: book.lockedMonths });
  if (locked) return locked;
  if (payment.receivedOn > today) {
    return refuse(
      "PAY-1",
      `Money cannot have come in on ${dateInWords(payment.receivedOn)}, which is still ahead (PAY-1).`,
    );
  }
  if (payment.amountMinor > mostMinor) {
    const most = `${decimalOf({ minor: mostMinor, currency: payment.currency })} ${payment.currency}`;
    return refuse(
      "MONEY-1",
      `One payment is at most ${most}: look for a digit too many (MONEY-1).`,
      [most],
    );
  }
  if (book.payments.some(({ id }) => id === payment.id)) {
    return refuse(
      "PAY-1",
      "This payment is recorded already; recorded rows are not written twice (PAY-1).",
    );
  }
  const reference = payment.processorReference;
  if (reference !== null && book.payments.some((known) => known.processorReference === reference)) {
    return refuse("PAY-10", `The processor's payment ${reference} is posted already (PAY-10).`);
  }
  return postings({ payments: [payment] });
}

/**
 * Posts money that a processor reports, however late and however often: once by its reference, and dated inside a locked
 * month on the first open day (PAY-10). Null: it is in the book already.
 */
export function postProcessorPayment({
  book,
  payment,
}: {
  book: PaymentBook;
  payment: Payment & { processorReference: string };
}): PlannedPostings | null {
  const reference = payment.processorReference;
  if (book.payments.some((known) => known.processorReference === reference)) return null;
  const receivedOn = firstOpenDay({ date: payment.receivedOn, lockedMonths: book.lockedMonths });
  return postings({ payments: [{ ...payment, receivedOn }] });
}
