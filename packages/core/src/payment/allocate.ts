import { maxDate, type PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { invoiceRefusal } from "../invoice/index.ts";
import { decimalOf } from "../money/index.ts";
import { freeFrom, payableFrom } from "./balance.ts";
import { lockRefusal } from "./monthLock.ts";
import { postings } from "./recordPayment.ts";
import type {
  Allocation,
  PayableInvoice,
  Payment,
  PaymentBook,
  PlannedPostings,
} from "./schema.ts";

function mismatch(payment: Payment, invoice: PayableInvoice): Refusal | null {
  if (payment.currency !== invoice.currency) {
    return refuse(
      "PAY-3",
      `A payment in ${payment.currency} cannot pay an invoice in ${invoice.currency} (PAY-3).`,
    );
  }
  if (payment.payer.kind !== invoice.payer.kind || payment.payer.id !== invoice.payer.id) {
    return refuse(
      "PAY-3",
      "The invoice is another payer's; a payment pays only what its own payer owes (PAY-3).",
    );
  }
  return invoice.status === "paid"
    ? null
    : invoiceRefusal({ action: "pay", status: invoice.status });
}

/** The first day on which this payment can pay this invoice: both must exist. */
export function earliestAllocationDay(payment: Payment, invoice: PayableInvoice): PlainDate {
  return maxDate(payment.receivedOn, invoice.issuedOn);
}

/** Pays an invoice with a part of a payment, on a day (PAY-3). */
export function allocatePayment({
  book,
  payment,
  invoice,
  amountMinor,
  on,
  id,
}: {
  book: PaymentBook;
  payment: Payment;
  invoice: PayableInvoice;
  amountMinor: number;
  on: PlainDate;
  id: string;
}): PlannedPostings | Refusal {
  const refused =
    lockRefusal({ on, lockedMonths: book.lockedMonths }) ?? mismatch(payment, invoice);
  if (refused) return refused;
  const earliest = earliestAllocationDay(payment, invoice);
  if (on < earliest) {
    return refuse(
      "PAY-3",
      `This payment can pay this invoice from ${dateInWords(earliest)} on (PAY-3).`,
      [earliest],
    );
  }
  const freeMinor = freeFrom({ book, payment, date: on });
  const payableMinor = payableFrom({ book, invoice, date: on });
  const mostMinor = Math.min(freeMinor, payableMinor);
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0 || amountMinor > mostMinor) {
    const most = decimalOf({ minor: mostMinor, currency: payment.currency });
    const bound =
      freeMinor <= payableMinor ? "the payment has no more left" : "the invoice asks for no more";
    return refuse(
      "PAY-3",
      `At most ${most} ${payment.currency} can be allocated: ${bound} (PAY-3).`,
      [most],
    );
  }
  const allocation = {
    id,
    paymentId: payment.id,
    invoiceId: invoice.id,
    on,
    amountMinor,
    reverses: null,
  };
  return postings({ allocations: [allocation] });
}

/** Takes an allocation back with a dated counter-entry; the row itself stays (PAY-6). */
export function deallocatePayment({
  book,
  allocation,
  on,
  id,
}: {
  book: PaymentBook;
  allocation: Allocation;
  on: PlainDate;
  id: string;
}): PlannedPostings | Refusal {
  const locked = lockRefusal({ on, lockedMonths: book.lockedMonths });
  if (locked) return locked;
  if (allocation.reverses !== null) {
    return refuse("PAY-6", "This is a counter-entry itself; allocate again instead (PAY-6).", [
      "allocate",
    ]);
  }
  if (book.allocations.some(({ reverses }) => reverses === allocation.id)) {
    return refuse("PAY-6", "This allocation was taken back already (PAY-6).");
  }
  if (on < allocation.on) {
    return refuse(
      "PAY-6",
      `It was allocated on ${dateInWords(allocation.on)} and cannot be taken back before (PAY-6).`,
      [allocation.on],
    );
  }
  const counter = {
    ...allocation,
    id,
    on,
    amountMinor: -allocation.amountMinor,
    reverses: allocation.id,
  };
  return postings({ allocations: [counter] });
}
