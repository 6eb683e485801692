import * as z from "zod";
import { maxDate, PlainDate } from "../calendar/index.ts";
import { PaymentMethod } from "../membership/index.ts";
import { Currency } from "../money/index.ts";
import {
  firstOpenDay,
  type Allocation,
  type CounterEntry,
  type Payment,
} from "../payment/index.ts";
import { Payer } from "../plan/index.ts";

/** A payment of the earlier system: tied to an invoice or not, with no history of allocation. Negative: money given back. */
export const EarlierPayment = z.strictObject({
  id: z.string().min(1),
  /** A patient, or with another payerKind whoever else pays. */
  patientId: z.string().min(1),
  payerKind: Payer.shape.kind.default("patient"),
  currency: Currency,
  amountMinor: z.int(),
  receivedOn: PlainDate,
  method: PaymentMethod,
  invoiceId: z.string().nullable(),
  processorReference: z.string().nullable(),
});
export type EarlierPayment = z.infer<typeof EarlierPayment>;

/** An invoice that earlier payments are tied to. */
export const EarlierInvoice = z.strictObject({
  id: z.string().min(1),
  patientId: z.string().min(1),
  payerKind: Payer.shape.kind.default("patient"),
  currency: Currency,
  issuedOn: PlainDate,
  /** What it asks for at the snapshot: its total less what is credited and paid here already. */
  totalMinor: z.int().min(0),
  isVoided: z.boolean(),
});
export type EarlierInvoice = z.infer<typeof EarlierInvoice>;

export type EarlierAccount = {
  payments: readonly EarlierPayment[];
  invoices: readonly EarlierInvoice[];
};

export type Converted = {
  payments: Payment[];
  allocations: Allocation[];
  counterEntries: CounterEntry[];
  /** Money that could not be placed, with the reason; it shows as a difference of balances. */
  unplaced: { earlierPaymentId: string; amountMinor: number; reason: string }[];
};

type OpenDay = (date: PlainDate) => PlainDate;
type Purse = { payment: Payment; freeMinor: number };

function paymentOf(earlier: EarlierPayment, openDay: OpenDay): Payment {
  const { id, patientId, currency, amountMinor, method, processorReference } = earlier;
  return {
    id: `pay_${id}`,
    kind: "opening",
    payer: { kind: earlier.payerKind, id: patientId },
    currency,
    amountMinor,
    receivedOn: openDay(earlier.receivedOn),
    method,
    tiedInvoiceId: earlier.invoiceId,
    processorReference,
  };
}

function byDayThenId(one: EarlierPayment, other: EarlierPayment): number {
  if (one.receivedOn !== other.receivedOn) return one.receivedOn < other.receivedOn ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** Takes money given back off what the patient has unallocated, the latest received first, on or after its own day. */
function takeBack({
  earlier,
  purses,
  openDay,
}: {
  earlier: EarlierPayment;
  purses: Purse[];
  openDay: OpenDay;
}): {
  counterEntries: CounterEntry[];
  missingMinor: number;
} {
  let missingMinor = -earlier.amountMinor;
  const counterEntries: CounterEntry[] = [];
  for (const purse of purses.toReversed()) {
    const amountMinor = Math.min(purse.freeMinor, missingMinor);
    if (amountMinor <= 0 || purse.payment.currency !== earlier.currency) continue;
    purse.freeMinor -= amountMinor;
    missingMinor -= amountMinor;
    const on = openDay(maxDate(earlier.receivedOn, purse.payment.receivedOn));
    const id = `ref_${earlier.id}_${counterEntries.length}`;
    const reason = "given back in the earlier system";
    counterEntries.push({
      id,
      kind: "refund",
      paymentId: purse.payment.id,
      on,
      amountMinor,
      reason,
    });
  }
  return { counterEntries, missingMinor };
}

/**
 * Turns one patient's earlier payments into payments with dated allocations (MIG-7). What was tied pays its invoice on
 * the later of both days, as far as the invoice asks for it; what is left stays unallocated. Days in locked months become
 * the first open day. Ids follow from the earlier ids, so that a second conversion makes the same rows.
 */
export function convertPatient({
  payments,
  invoices,
  lockedMonths = [],
}: EarlierAccount & { lockedMonths?: readonly string[] }): Converted {
  const openDay: OpenDay = (date) => firstOpenDay({ date, lockedMonths });
  const owed = new Map(
    invoices.filter(({ isVoided }) => !isVoided).map((each) => [each.id, { ...each }]),
  );
  const converted: Converted = { payments: [], allocations: [], counterEntries: [], unplaced: [] };
  const purses: Purse[] = [];
  const sorted = payments.toSorted(byDayThenId);
  for (const earlier of sorted.filter(({ amountMinor }) => amountMinor > 0)) {
    const payment = paymentOf(earlier, openDay);
    const purse = { payment, freeMinor: payment.amountMinor };
    converted.payments.push(payment);
    purses.push(purse);
    const invoice = owed.get(earlier.invoiceId ?? "");
    if (!invoice || invoice.currency !== payment.currency) continue;
    const amountMinor = Math.min(purse.freeMinor, invoice.totalMinor);
    if (amountMinor === 0) continue;
    invoice.totalMinor -= amountMinor;
    purse.freeMinor -= amountMinor;
    const on = openDay(maxDate(payment.receivedOn, invoice.issuedOn));
    converted.allocations.push({
      id: `all_${earlier.id}`,
      paymentId: payment.id,
      invoiceId: invoice.id,
      on,
      amountMinor,
      reverses: null,
    });
  }
  for (const earlier of sorted.filter(({ amountMinor }) => amountMinor < 0)) {
    const { counterEntries, missingMinor } = takeBack({ earlier, purses, openDay });
    converted.counterEntries.push(...counterEntries);
    if (missingMinor > 0) {
      const reason = "more was given back than came in unallocated";
      converted.unplaced.push({ earlierPaymentId: earlier.id, amountMinor: -missingMinor, reason });
    }
  }
  return converted;
}
