import { maxDate, type PlainDate } from "../calendar/index.ts";
import { freeFrom, payableFrom } from "./balance.ts";
import { earliestAllocationDay } from "./allocate.ts";
import { firstOpenDay } from "./monthLock.ts";
import { postings } from "./recordPayment.ts";
import { takeOffCredited } from "./takeOffCredited.ts";
import type {
  Allocation,
  CounterEntry,
  PayableInvoice,
  Payment,
  PaymentBook,
  PlannedPostings,
} from "./schema.ts";

export type AutoAllocation = PlannedPostings & {
  /** What stays unallocated of each payment that had something left. */
  leftOver: { paymentId: string; amountMinor: number }[];
};

function byDueDateThenNumber(one: PayableInvoice, other: PayableInvoice): number {
  if (one.dueOn !== other.dueOn) return one.dueOn < other.dueOn ? -1 : 1;
  const [left, right] = [one.number ?? "", other.number ?? ""];
  return left.localeCompare(right, "en", { numeric: true }) || (one.id < other.id ? -1 : 1);
}

function byReceiptThenId(one: Payment, other: Payment): number {
  if (one.receivedOn !== other.receivedOn) return one.receivedOn < other.receivedOn ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

function isOpen({ status }: PayableInvoice): boolean {
  return status === "issued" || status === "partially_paid";
}

/** The rows of one payer in one currency: money never crosses from one to another. */
type Purse = { payments: Payment[]; invoices: PayableInvoice[]; book: PaymentBook };

function purseKey({ payer, currency }: Pick<Payment, "payer" | "currency">): string {
  return `${currency}:${payer.kind}:${payer.id}`;
}

function pursesOf({ book, invoices }: { book: PaymentBook; invoices: PayableInvoice[] }): Purse[] {
  const purses = new Map<
    string,
    Purse & { allocations: Allocation[]; counterEntries: CounterEntry[] }
  >();
  const ofPayment = new Map<string, string>();
  for (const payment of book.payments.toSorted(byReceiptThenId)) {
    const key = purseKey(payment);
    ofPayment.set(payment.id, key);
    const purse = purses.get(key) ?? emptyPurse(book);
    purse.payments.push(payment);
    purses.set(key, purse);
  }
  for (const invoice of invoices) purses.get(purseKey(invoice))?.invoices.push(invoice);
  for (const row of book.allocations)
    purses.get(ofPayment.get(row.paymentId) ?? "")?.allocations.push(row);
  for (const row of book.counterEntries)
    purses.get(ofPayment.get(row.paymentId) ?? "")?.counterEntries.push(row);
  return [...purses.values()].filter((purse) => purse.invoices.length > 0);
}

function emptyPurse({ lockedMonths }: PaymentBook) {
  const rows = { payments: [] as Payment[], invoices: [] as PayableInvoice[] };
  const moves = { allocations: [] as Allocation[], counterEntries: [] as CounterEntry[] };
  return { ...rows, ...moves, book: { ...rows, ...moves, lockedMonths } };
}

function spendPurse({
  purse,
  today,
  add,
}: {
  purse: Purse;
  today: PlainDate;
  add: Add;
}): Allocation[] {
  const planned: Allocation[] = [];
  const { book, payments, invoices } = purse;
  const spend = (payment: Payment, invoice: PayableInvoice): void => {
    const earliest = maxDate(today, earliestAllocationDay(payment, invoice));
    const on = firstOpenDay({ date: earliest, lockedMonths: book.lockedMonths });
    const now = { ...book, allocations: [...book.allocations, ...planned] };
    const free = freeFrom({ book: now, payment, date: on });
    const amountMinor =
      free === 0 ? 0 : Math.min(free, payableFrom({ book: now, invoice, date: on }));
    if (amountMinor > 0) planned.push(add({ payment, invoice, on, amountMinor }));
  };
  for (const payment of payments) {
    const tied = invoices.find(({ id }) => id === payment.tiedInvoiceId);
    if (tied) spend(payment, tied);
  }
  for (const payment of payments) for (const invoice of invoices) spend(payment, invoice);
  return planned;
}

type Add = (parts: {
  payment: Payment;
  invoice: PayableInvoice;
  on: PlainDate;
  amountMinor: number;
}) => Allocation;

/**
 * Spends unallocated money, and what credits left beyond paid invoices (PAY-19): each payment on the invoice it is tied to, then on its payer's invoices by due date and
 * number (PAY-4). Invoices issued after `today` wait unless they are chosen (PAY-5). The answer is a plan: showing it is
 * the dry run, adding its rows is the act. `idOf` makes ids from a running number.
 */
export function autoAllocate({
  book,
  today,
  chosenFutureInvoiceIds = [],
  idOf,
}: {
  book: PaymentBook;
  today: PlainDate;
  chosenFutureInvoiceIds?: readonly string[];
  idOf: (sequence: number) => string;
}): AutoAllocation {
  const chosen = new Set(chosenFutureInvoiceIds);
  const invoices = book.invoices
    .filter((invoice) => isOpen(invoice) && (invoice.issuedOn <= today || chosen.has(invoice.id)))
    .toSorted(byDueDateThenNumber);
  const credited = takeOffCredited({ book, today, idOf });
  let sequence = credited.allocations.length;
  const add: Add = ({ payment, invoice, on, amountMinor }) => ({
    id: idOf(sequence++),
    paymentId: payment.id,
    invoiceId: invoice.id,
    on,
    amountMinor,
    reverses: null,
  });
  const allocations = [...book.allocations, ...credited.allocations];
  const purses = pursesOf({ book: { ...book, allocations }, invoices });
  const spent = purses.map((purse) => ({ purse, rows: spendPurse({ purse, today, add }) }));
  const leftOver = spent.flatMap(({ purse, rows }) =>
    leftOverOf({ ...purse.book, allocations: [...purse.book.allocations, ...rows] }),
  );
  const added = [...credited.allocations, ...spent.flatMap(({ rows }) => rows)];
  return { ...postings({ allocations: added }), leftOver };
}

function leftOverOf(book: PaymentBook): AutoAllocation["leftOver"] {
  return book.payments
    .map((payment) => ({
      paymentId: payment.id,
      amountMinor: freeFrom({ book, payment, date: payment.receivedOn }),
    }))
    .filter(({ amountMinor }) => amountMinor > 0);
}
