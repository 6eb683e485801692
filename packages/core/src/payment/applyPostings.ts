import { statusAfterPayments } from "../invoice/index.ts";
import { balanceOf } from "./balance.ts";
import type { PayableInvoice, PaymentBook, PlannedPostings } from "./schema.ts";

/** The book with the planned rows added and the statuses of the invoices they touch brought up to date (PAY-1). */
export function applyPostings({
  book,
  planned,
}: {
  book: PaymentBook;
  planned: PlannedPostings;
}): PaymentBook {
  const after: PaymentBook = {
    ...book,
    payments: [...book.payments, ...planned.payments],
    allocations: [...book.allocations, ...planned.allocations],
    counterEntries: [...book.counterEntries, ...planned.counterEntries],
  };
  const touched = new Set(planned.allocations.map(({ invoiceId }) => invoiceId));
  const invoices = after.invoices.map((invoice) =>
    touched.has(invoice.id) ? { ...invoice, status: statusOf({ book: after, invoice }) } : invoice,
  );
  return { ...after, invoices };
}

function statusOf({
  book,
  invoice,
}: {
  book: PaymentBook;
  invoice: PayableInvoice;
}): PayableInvoice["status"] {
  const { totalMinor, creditedMinor, status } = invoice;
  const left = balanceOf({ book, invoice });
  if (status === "bad_debt" && left > 0) return "bad_debt";
  return statusAfterPayments({
    totalMinor,
    creditedMinor,
    paidMinor: totalMinor - creditedMinor - left,
  });
}
