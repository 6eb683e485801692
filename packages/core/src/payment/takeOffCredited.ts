import { maxDate, type PlainDate } from "../calendar/index.ts";
import { balanceOf } from "./balance.ts";
import { firstOpenDay } from "./monthLock.ts";
import { postings } from "./recordPayment.ts";
import type { Allocation, PayableInvoice, PaymentBook, PlannedPostings } from "./schema.ts";

type IdOf = (sequence: number) => string;

/**
 * What credits left beyond paid invoices goes back to the payments that paid them, the youngest allocation first; what remains
 * of that allocation pays its invoice again (PAY-19). `idOf` makes ids from a running number.
 */
export function takeOffCredited({
  book,
  today,
  idOf,
}: {
  book: PaymentBook;
  today: PlainDate;
  idOf: IdOf;
}): PlannedPostings {
  const paid = paidBeyond(book);
  if (paid.length === 0) return postings({});
  const live = liveByInvoice(book);
  const rows: Allocation[] = [];
  const add = (row: Omit<Allocation, "id">): void => {
    rows.push({ id: idOf(rows.length), ...row });
  };
  for (const { invoice, beyondMinor } of paid) {
    let leftMinor = beyondMinor;
    for (const { id, ...allocation } of (live.get(invoice.id) ?? []).toReversed()) {
      if (leftMinor === 0) break;
      const { amountMinor } = allocation;
      const date = maxDate(today, allocation.on);
      const on = firstOpenDay({ date, lockedMonths: book.lockedMonths });
      const takenMinor = Math.min(leftMinor, amountMinor);
      leftMinor -= takenMinor;
      add({ ...allocation, on, amountMinor: -amountMinor, reverses: id });
      if (takenMinor < amountMinor)
        add({ ...allocation, on, amountMinor: amountMinor - takenMinor });
    }
  }
  return postings({ allocations: rows });
}

function paidBeyond(book: PaymentBook): { invoice: PayableInvoice; beyondMinor: number }[] {
  const credited = book.invoices.filter(({ creditedMinor }) => creditedMinor > 0);
  return credited
    .map((invoice) => ({ invoice, beyondMinor: -balanceOf({ book, invoice }) }))
    .filter(({ beyondMinor }) => beyondMinor > 0);
}

function liveByInvoice({ allocations }: PaymentBook): ReadonlyMap<string, Allocation[]> {
  const reversed = new Set(allocations.map(({ reverses }) => reverses));
  const live = allocations.filter(({ id, reverses }) => reverses === null && !reversed.has(id));
  return Map.groupBy(live, ({ invoiceId }) => invoiceId);
}
