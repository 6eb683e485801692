import { plainDate } from "../../calendar/index.ts";
import { currency } from "../../money/index.ts";
import type { PayableInvoice, Payment, PaymentBook } from "../schema.ts";

export const emptyBook: PaymentBook = {
  payments: [],
  allocations: [],
  counterEntries: [],
  invoices: [],
  lockedMonths: [],
};

export const day = plainDate;

export function makePayment(given: Partial<Payment> & Pick<Payment, "id">): Payment {
  return {
    kind: "received",
    payer: { kind: "patient", id: "pat_1" },
    currency: currency("USD"),
    amountMinor: 10_000,
    receivedOn: day("2026-05-01"),
    method: "card",
    tiedInvoiceId: null,
    processorReference: null,
    ...given,
  };
}

export function makeInvoice(
  given: Partial<PayableInvoice> & Pick<PayableInvoice, "id">,
): PayableInvoice {
  return {
    number: given.id,
    status: "issued",
    payer: { kind: "patient", id: "pat_1" },
    currency: currency("USD"),
    issuedOn: day("2026-05-01"),
    dueOn: day("2026-05-15"),
    totalMinor: 10_000,
    creditedMinor: 0,
    ...given,
  };
}

export function numberedIds(prefix: string): (sequence: number) => string {
  return (sequence) => `${prefix}_${sequence}`;
}
