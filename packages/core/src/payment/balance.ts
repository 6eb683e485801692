import { plainDate, type PlainDate } from "../calendar/index.ts";
import type { PayableInvoice, Payment, PaymentBook } from "./schema.ts";

const endOfTime = plainDate("9999-12-31");

type Dated = { on: string; amountMinor: number };

/** Each day on which something changes, with the sum up to and with it, from `from` on; the first is the sum on `from`. */
function sumsFrom(entries: readonly Dated[], from: string): number[] {
  const days = new Map<string, number>();
  let before = 0;
  for (const { on, amountMinor } of entries) {
    if (on <= from) before += amountMinor;
    else days.set(on, (days.get(on) ?? 0) + amountMinor);
  }
  const sums = [before];
  let sum = before;
  for (const [, change] of [...days].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    sum += change;
    sums.push(sum);
  }
  return sums;
}

function movesOfPayment(book: PaymentBook, payment: Payment): Dated[] {
  const moves: Dated[] = [{ on: payment.receivedOn, amountMinor: payment.amountMinor }];
  for (const { paymentId, on, amountMinor } of book.allocations) {
    if (paymentId === payment.id) moves.push({ on, amountMinor: -amountMinor });
  }
  for (const { paymentId, on, amountMinor } of book.counterEntries) {
    if (paymentId === payment.id) moves.push({ on, amountMinor: -amountMinor });
  }
  return moves;
}

function movesOfInvoice(book: PaymentBook, invoice: PayableInvoice): Dated[] {
  const paid = book.allocations.filter(({ invoiceId }) => invoiceId === invoice.id);
  return paid.map(({ on, amountMinor }) => ({ on, amountMinor: -amountMinor }));
}

function owes({ status }: PayableInvoice): boolean {
  return status !== "draft" && status !== "voided";
}

/** What of a payment pays nothing yet at the end of a day (PAY-2). Before the day it was received: 0. */
export function unallocatedOn({
  book,
  payment,
  date,
}: {
  book: PaymentBook;
  payment: Payment;
  date: PlainDate;
}): number {
  return sumsFrom(movesOfPayment(book, payment), date)[0] ?? 0;
}

/** What of a payment may be used on a day without leaving any later day short (PAY-3). */
export function freeFrom({
  book,
  payment,
  date,
}: {
  book: PaymentBook;
  payment: Payment;
  date: PlainDate;
}): number {
  return Math.max(0, Math.min(...sumsFrom(movesOfPayment(book, payment), date)));
}

/** What an invoice still asks for, after everything in the book; a draft or voided one asks for nothing (PAY-3). */
export function balanceOf({
  book,
  invoice,
  date = endOfTime,
}: {
  book: PaymentBook;
  invoice: PayableInvoice;
  date?: PlainDate;
}): number {
  if (!owes(invoice)) return 0;
  const paid = sumsFrom(movesOfInvoice(book, invoice), date)[0] ?? 0;
  return invoice.totalMinor - invoice.creditedMinor + paid;
}

/** What may be paid on an invoice from a day on, later allocations counted (PAY-3). */
export function payableFrom({
  book,
  invoice,
  date,
}: {
  book: PaymentBook;
  invoice: PayableInvoice;
  date: PlainDate;
}): number {
  if (!owes(invoice)) return 0;
  const owed = invoice.totalMinor - invoice.creditedMinor;
  return Math.max(0, owed + Math.min(...sumsFrom(movesOfInvoice(book, invoice), date)));
}

/** What each payment has left at the end of a day, and pays nothing yet, by its id (PAY-2). */
export function unallocatedByPayment({
  book,
  date,
}: {
  book: PaymentBook;
  date: PlainDate;
}): Map<string, number> {
  const left = new Map<string, number>();
  for (const { id, receivedOn, amountMinor } of book.payments)
    left.set(id, receivedOn <= date ? amountMinor : 0);
  for (const { paymentId, on, amountMinor } of [...book.allocations, ...book.counterEntries])
    if (on <= date) left.set(paymentId, (left.get(paymentId) ?? 0) - amountMinor);
  return left;
}

/** All money of a payer, or of everybody, that pays nothing yet at the end of a day, by currency (PAY-2). */
export function totalUnallocatedOn({
  book,
  date,
  payerId,
}: {
  book: PaymentBook;
  date: PlainDate;
  payerId?: string;
}): Record<string, number> {
  const left = unallocatedByPayment({ book, date });
  const totals: Record<string, number> = {};
  for (const { id, payer, currency } of book.payments) {
    if (payerId !== undefined && payer.id !== payerId) continue;
    totals[currency] = (totals[currency] ?? 0) + (left.get(id) ?? 0);
  }
  return totals;
}
