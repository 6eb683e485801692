import * as z from "zod";
import { PlainDate } from "../calendar/index.ts";
import { InvoiceStatus } from "../invoice/index.ts";
import { PaymentMethod } from "../membership/index.ts";
import { Currency } from "../money/index.ts";
import { Payer } from "../plan/index.ts";

/** Money that came in. Its row never changes; what happens to it later are rows of their own (PAY-1). */
export const Payment = z.strictObject({
  id: z.string().min(1),
  /** `opening`: taken over from before; it is never charged again (PAY-11). */
  kind: z.enum(["received", "opening"]),
  payer: Payer,
  currency: Currency,
  amountMinor: z.int().positive(),
  receivedOn: PlainDate,
  method: PaymentMethod,
  /** The invoice that the payer meant; allocation begins there (PAY-4). */
  tiedInvoiceId: z.string().nullable(),
  /** The processor's own number of the payment: posted at most once (PAY-10). */
  processorReference: z.string().nullable(),
});
export type Payment = z.infer<typeof Payment>;

/** A dated part of a payment that pays an invoice; the counter-entry that takes it back is negative (PAY-6). */
export const Allocation = z.strictObject({
  id: z.string().min(1),
  paymentId: z.string().min(1),
  invoiceId: z.string().min(1),
  on: PlainDate,
  amountMinor: z.int(),
  reverses: z.string().nullable(),
});
export type Allocation = z.infer<typeof Allocation>;

/** Money that left a payment again: given back, or the payment was recorded wrongly (PAY-7, PAY-8). */
export const CounterEntry = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(["refund", "correction"]),
  paymentId: z.string().min(1),
  on: PlainDate,
  amountMinor: z.int().positive(),
  reason: z.string().min(1),
});
export type CounterEntry = z.infer<typeof CounterEntry>;

/** What allocation needs to know of an invoice. */
export const PayableInvoice = z.strictObject({
  id: z.string().min(1),
  /** Null while it is a draft. */
  number: z.string().nullable(),
  status: InvoiceStatus,
  payer: Payer,
  currency: Currency,
  issuedOn: PlainDate,
  dueOn: PlainDate,
  totalMinor: z.int().min(0),
  creditedMinor: z.int().min(0),
});
export type PayableInvoice = z.infer<typeof PayableInvoice>;

/** Everything about a practice's money that the acts below look at: rows that are only ever added to. */
export type PaymentBook = {
  payments: readonly Payment[];
  allocations: readonly Allocation[];
  counterEntries: readonly CounterEntry[];
  invoices: readonly PayableInvoice[];
  /** Months 'YYYY-MM' that take no more postings (PAY-9). */
  lockedMonths: readonly string[];
};

/** Rows to add to the book; the preview of an act is this, not applied. */
export type PlannedPostings = {
  kind: "planned";
  payments: Payment[];
  allocations: Allocation[];
  counterEntries: CounterEntry[];
};
