import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { decimalOf } from "../money/index.ts";
import { deallocatePayment } from "./allocate.ts";
import { freeFrom } from "./balance.ts";
import { lockRefusal } from "./monthLock.ts";
import { postings, recordPayment } from "./recordPayment.ts";
import type { Allocation, Payment, PaymentBook, PlannedPostings } from "./schema.ts";

/** Gives money back that pays nothing; what pays an invoice is taken off it first (PAY-7). */
export function refundPayment({
  book,
  payment,
  amountMinor,
  on,
  reason,
  id,
}: {
  book: PaymentBook;
  payment: Payment;
  amountMinor: number;
  on: PlainDate;
  reason: string;
  id: string;
}): PlannedPostings | Refusal {
  const locked = lockRefusal({ on, lockedMonths: book.lockedMonths });
  if (locked) return locked;
  if (on < payment.receivedOn) {
    return refuse(
      "PAY-7",
      `The money came in on ${dateInWords(payment.receivedOn)}; it cannot go back before (PAY-7).`,
    );
  }
  const freeMinor = freeFrom({ book, payment, date: on });
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0 || amountMinor > freeMinor) {
    const most = `${decimalOf({ minor: freeMinor, currency: payment.currency })} ${payment.currency}`;
    return refuse(
      "PAY-7",
      `At most ${most} can be given back: the rest pays invoices; take it off them first (PAY-7).`,
      ["deallocate"],
    );
  }
  return postings({
    counterEntries: [{ id, kind: "refund", paymentId: payment.id, on, amountMinor, reason }],
  });
}

function liveAllocations({ book, payment }: { book: PaymentBook; payment: Payment }): Allocation[] {
  const reversed = new Set(book.allocations.map(({ reverses }) => reverses));
  return book.allocations.filter(
    ({ id, paymentId, reverses }) =>
      paymentId === payment.id && reverses === null && !reversed.has(id),
  );
}

/**
 * Puts a wrongly recorded payment right: its live allocations are taken back, a counter-entry takes the whole payment
 * back, and the right one, if there is any, is recorded in its place (PAY-8). All of it is dated `on`.
 */
export function correctPayment({
  book,
  payment,
  replacement,
  on,
  today,
  reason,
  idOf,
}: {
  book: PaymentBook;
  payment: Payment;
  replacement: Payment | null;
  on: PlainDate;
  today: PlainDate;
  reason: string;
  idOf: (sequence: number) => string;
}): PlannedPostings | Refusal {
  const taken = takeBackAll({ book, payment, on, reason, idOf });
  if (taken.kind === "refused" || replacement === null) return taken;
  const recorded = recordPayment({ book, payment: replacement, today });
  return recorded.kind === "refused" ? recorded : { ...taken, payments: recorded.payments };
}

function takeBackAll({
  book,
  payment,
  on,
  reason,
  idOf,
}: {
  book: PaymentBook;
  payment: Payment;
  on: PlainDate;
  reason: string;
  idOf: (sequence: number) => string;
}): PlannedPostings | Refusal {
  if (
    book.counterEntries.some(
      ({ kind, paymentId }) => kind === "correction" && paymentId === payment.id,
    )
  ) {
    return refuse(
      "PAY-8",
      "This payment was taken back already; correct the one that replaced it (PAY-8).",
    );
  }
  const counters: Allocation[] = [];
  for (const allocation of liveAllocations({ book, payment })) {
    const back = deallocatePayment({ book, allocation, on, id: idOf(counters.length) });
    if (back.kind === "refused") return back;
    counters.push(...back.allocations);
  }
  const after = { ...book, allocations: [...book.allocations, ...counters] };
  const amountMinor = freeFrom({ book: after, payment, date: on });
  const id = idOf(counters.length);
  const locked = lockRefusal({ on, lockedMonths: book.lockedMonths });
  if (locked) return locked;
  if (amountMinor === 0)
    return refuse(
      "PAY-8",
      "All of this payment was given back; nothing is left to correct (PAY-8).",
    );
  const counterEntry = {
    id,
    kind: "correction" as const,
    paymentId: payment.id,
    on,
    amountMinor,
    reason,
  };
  return postings({ allocations: counters, counterEntries: [counterEntry] });
}
