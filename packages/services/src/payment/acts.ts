import { PlainDate } from "@rollbook/core/calendar";
import { PaymentMethod } from "@rollbook/core/membership";
import { Currency } from "@rollbook/core/money";
import {
  aheadRefusal,
  applyPostings,
  allocatePayment as planAllocation,
  correctPayment as planCorrection,
  deallocatePayment as planDeallocation,
  freeFrom,
  payableFrom,
  Payment,
  recordPayment as planRecord,
  takeOffCredited,
  type PaymentBook,
} from "@rollbook/core/payment";
import type { FrozenAct } from "@rollbook/core/migration";
import { Payer } from "@rollbook/core/plan";
import { findPayment, findPaymentOfAllocation } from "@rollbook/db/payment";
import * as z from "zod";
import { refuseUnknownPayers } from "../patient/index.ts";
import { defineVerb, notFound, type Given } from "../run/index.ts";
import { applyPlan, openBook, withoutSums } from "./paymentBook.ts";

const Received = z.strictObject({
  kind: z.enum(["received", "opening"]).default("received"),
  payer: Payer,
  amountMinor: z.int().positive(),
  /** The practice's own without it. */
  currency: Currency.optional(),
  /** Today without it. */
  receivedOn: PlainDate.optional(),
  method: PaymentMethod,
  tiedInvoiceId: z.string().nullable().default(null),
});

function paymentFrom(given: Given, input: z.output<typeof Received>): Payment {
  return Payment.parse({
    ...input,
    id: given.newId("pay"),
    currency: input.currency ?? given.practice.currency,
    receivedOn: input.receivedOn ?? given.today,
    processorReference: null,
  });
}

export async function openPayment(
  given: Given,
  id: string,
  act: FrozenAct,
): Promise<{ book: PaymentBook; payment: Payment }> {
  const found = await findPayment(given.tx, { id });
  if (found === undefined) throw notFound("payment", id);
  const book = await openBook(given, { act, payer: found.payer });
  return { book: await withCreditedFree(given, book), payment: withoutSums(found) };
}

/** What credits left beyond paid invoices is the payment's again before it is used (PAY-19). */
async function withCreditedFree(given: Given, book: PaymentBook): Promise<PaymentBook> {
  const idOf = () => given.newId("all");
  const planned = takeOffCredited({ book, today: given.today, idOf });
  if (planned.allocations.length === 0) return book;
  await applyPlan(given, { book, planned });
  return applyPostings({ book, planned });
}

/** Records money that came in; it pays nothing until it is allocated (PAY-1). */
export const recordPayment = defineVerb({
  name: "payment.record",
  permission: "payment.write",
  input: Received,
  run: async ({ input, ...given }) => {
    const book = await openBook(given, { act: "record_payment", payer: input.payer });
    await refuseUnknownPayers(given, [input.payer]);
    const payment = paymentFrom(given, input);
    await applyPlan(given, { book, planned: planRecord({ book, payment, today: given.today }) });
    return payment;
  },
});

/** Pays an invoice with a payment: with all that both allow, unless an amount is named (PAY-3). */
export const allocatePayment = defineVerb({
  name: "payment.allocate",
  permission: "payment.write",
  input: z.strictObject({
    paymentId: z.string(),
    invoiceId: z.string(),
    amountMinor: z.int().positive().optional(),
    on: PlainDate.optional(),
  }),
  run: async ({ input, ...given }) => {
    const { book, payment } = await openPayment(given, input.paymentId, "allocate");
    const invoice = book.invoices.find(({ id }) => id === input.invoiceId);
    if (invoice === undefined) throw notFound("invoice of this payer", input.invoiceId);
    const on = input.on ?? given.today;
    const most = Math.min(
      freeFrom({ book, payment, date: on }),
      payableFrom({ book, invoice, date: on }),
    );
    const amountMinor = input.amountMinor ?? most;
    const planned = planAllocation({
      book,
      payment,
      invoice,
      amountMinor,
      on,
      id: given.newId("all"),
    });
    const { allocations } = await applyPlan(given, { book, planned });
    return { allocations };
  },
  audit: ({ input }) => ({ entityId: input.paymentId, detail: { invoiceId: input.invoiceId } }),
});

export const deallocatePayment = defineVerb({
  name: "payment.deallocate",
  permission: "payment.write",
  input: z.strictObject({ allocationId: z.string(), on: PlainDate.optional() }),
  run: async ({ input, ...given }) => {
    const found = await findPaymentOfAllocation(given.tx, input);
    if (found === undefined) throw notFound("allocation", input.allocationId);
    const book = await openBook(given, { act: "allocate", payer: found.payer });
    const allocation = book.allocations.find(({ id }) => id === input.allocationId);
    if (allocation === undefined) throw notFound("allocation", input.allocationId);
    const on = input.on ?? given.today;
    const { allocations } = await applyPlan(given, {
      book,
      planned: planDeallocation({ book, allocation, on, id: given.newId("all") }),
    });
    return { allocations };
  },
  audit: ({ input }) => ({ entityId: input.allocationId }),
});

/** Takes a wrongly recorded payment back whole and records the right one, if there is one (PAY-8). */
export const correctPayment = defineVerb({
  name: "payment.correct",
  permission: "payment.write",
  input: z.strictObject({
    paymentId: z.string(),
    reason: z.string().trim().min(1),
    replacement: Received.omit({ payer: true }).nullable(),
    on: PlainDate.optional(),
  }),
  run: async ({ input, ...given }) => {
    const { book, payment } = await openPayment(given, input.paymentId, "correct");
    const { payer } = payment;
    const replacement = input.replacement && paymentFrom(given, { ...input.replacement, payer });
    const on = input.on ?? given.today;
    const { lockedMonths } = book;
    const ahead = aheadRefusal({ on, today: given.today, lockedMonths });
    const planned =
      ahead ??
      planCorrection({
        book,
        payment,
        replacement,
        on,
        today: given.today,
        reason: input.reason,
        idOf: () => given.newId("cen"),
      });
    return applyPlan(given, { book, planned });
  },
  audit: ({ input }) => ({ entityId: input.paymentId, detail: { reason: input.reason } }),
});
