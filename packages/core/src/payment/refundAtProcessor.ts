import { maxDate, type PlainDate } from "../calendar/index.ts";
import type { Refusal } from "../explain/index.ts";
import { allocatePayment, deallocatePayment } from "./allocate.ts";
import { applyPostings } from "./applyPostings.ts";
import { freeFrom, payableFrom } from "./balance.ts";
import { refundPayment } from "./giveBack.ts";
import { firstOpenDay } from "./monthLock.ts";
import { postings } from "./recordPayment.ts";
import type { Allocation, Payment, PaymentBook, PlannedPostings } from "./schema.ts";

/**
 * Posts a refund that the processor has made already: what it takes is taken off invoices first, the youngest allocation
 * before older ones, and what remains of that allocation pays its invoice again (PAY-15).
 */
export function postProcessorRefund({
  book,
  payment,
  amountMinor,
  refundedOn,
  reason,
  idOf,
}: {
  book: PaymentBook;
  payment: Payment;
  amountMinor: number;
  refundedOn: PlainDate;
  reason: string;
  idOf: (prefix: "all" | "ref") => string;
}): PlannedPostings | Refusal {
  const all = postings({});
  let after = book;
  const add = (planned: PlannedPostings): void => {
    after = applyPostings({ book: after, planned });
    all.allocations.push(...planned.allocations);
    all.counterEntries.push(...planned.counterEntries);
  };
  const taken: Allocation[] = [];
  const on = firstDayFor({ book, payment, refundedOn });
  for (const allocation of liveOf(book, payment)) {
    if (freeFrom({ book: after, payment, date: on }) >= amountMinor) break;
    const planned = deallocatePayment({ book: after, allocation, on, id: idOf("all") });
    if (planned.kind === "refused") return planned;
    taken.push(allocation);
    add(planned);
  }
  const refund = refundPayment({ book: after, payment, amountMinor, on, reason, id: idOf("ref") });
  if (refund.kind === "refused") return refund;
  add(refund);
  const last = taken.at(-1);
  const again = last === undefined ? null : payAgain({ book: after, payment, last, on, idOf });
  if (again !== null) add(again);
  return all;
}

function liveOf(book: PaymentBook, payment: Payment): Allocation[] {
  const reversed = new Set(book.allocations.map(({ reverses }) => reverses));
  return book.allocations
    .filter(({ id, paymentId }) => paymentId === payment.id && !reversed.has(id))
    .filter(({ reverses }) => reverses === null)
    .toReversed();
}

/** Not before anything that it takes back, and in an open month. */
function firstDayFor({
  book,
  payment,
  refundedOn,
}: {
  book: PaymentBook;
  payment: Payment;
  refundedOn: PlainDate;
}): PlainDate {
  const days = liveOf(book, payment).map(({ on }) => on);
  const date = [payment.receivedOn, ...days].reduce(
    (one, other) => maxDate(one, other),
    refundedOn,
  );
  return firstOpenDay({ date, lockedMonths: book.lockedMonths });
}

function payAgain({
  book,
  payment,
  last,
  on,
  idOf,
}: {
  book: PaymentBook;
  payment: Payment;
  last: Allocation;
  on: PlainDate;
  idOf: (prefix: "all" | "ref") => string;
}): PlannedPostings | null {
  const invoice = book.invoices.find(({ id }) => id === last.invoiceId);
  if (invoice === undefined) return null;
  const amountMinor = Math.min(
    last.amountMinor,
    freeFrom({ book, payment, date: on }),
    payableFrom({ book, invoice, date: on }),
  );
  if (amountMinor <= 0) return null;
  const planned = allocatePayment({ book, payment, invoice, amountMinor, on, id: idOf("all") });
  return planned.kind === "planned" ? planned : null;
}
