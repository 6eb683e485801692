import { PlainDate } from "@rollbook/core/calendar";
import { Currency } from "@rollbook/core/money";
import { statementOf } from "@rollbook/core/ledger";
import {
  applyPostings,
  takeOffCredited,
  totalUnallocatedOn,
  unallocatedByPayment,
} from "@rollbook/core/payment";
import { Payer } from "@rollbook/core/plan";
import { listLedgerEntries } from "@rollbook/db/ledger";
import { findPayment, listPaymentRows, readPostings } from "@rollbook/db/payment";
import * as z from "zod";
import { asPage, defineVerb, ListFromEitherEnd, notFound } from "../run/index.ts";
import { readBook } from "./paymentBook.ts";

/** One payment with what happened to it. */
export const getPayment = defineVerb({
  name: "payment.get",
  permission: "payment.read",
  input: z.strictObject({ id: z.string() }),
  run: async ({ tx, input }) => {
    const payment = await findPayment(tx, input);
    if (payment === undefined) throw notFound("payment", input.id);
    const { allocations, counterEntries } = await readPostings(tx, { payer: payment.payer });
    const isOwn = ({ paymentId }: { paymentId: string }): boolean => paymentId === payment.id;
    return {
      ...payment,
      unallocatedMinor: payment.amountMinor - payment.usedMinor,
      allocations: allocations.filter(isOwn),
      counterEntries: counterEntries.filter(isOwn),
    };
  },
});

export const listPayments = defineVerb({
  name: "payment.list",
  permission: "payment.read",
  input: ListFromEitherEnd.extend({
    payerId: z.string().optional(),
    isUnallocated: z.boolean().optional(),
    receivedFrom: PlainDate.optional(),
    receivedThrough: PlainDate.optional(),
  }),
  run: async ({ tx, input }) => {
    const found = await listPaymentRows(tx, { ...input, limit: input.limit + 1 });
    const views = found.map((payment) => ({
      ...payment,
      unallocatedMinor: payment.amountMinor - payment.usedMinor,
    }));
    return asPage(views, input.limit);
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { filters: input, count: result.data.length },
  }),
});

/** Money that pays nothing yet at the end of a day, by currency (PAY-2), with what credits left beyond paid invoices (PAY-19). */
export const unallocatedMoney = defineVerb({
  name: "payment.unallocated",
  permission: "payment.read",
  input: z.strictObject({ on: PlainDate.optional(), payer: Payer.optional() }),
  run: async ({ input, ...given }) => {
    const on = input.on ?? given.today;
    const asPosted = await readBook(given, input.payer);
    const credited = takeOffCredited({
      book: { ...asPosted, lockedMonths: [] },
      today: given.today,
      idOf: (sequence) => `credited_${sequence}`,
    });
    const book = applyPostings({ book: asPosted, planned: credited });
    const left = unallocatedByPayment({ book, date: on });
    const payments = book.payments
      .map((payment) => ({ payment, leftMinor: left.get(payment.id) ?? 0 }))
      .filter(({ leftMinor }) => leftMinor > 0);
    return { on, byCurrency: totalUnallocatedOn({ book, date: on }), payments };
  },
});

/** What a payer was asked for and paid, with the balance after each line (PAY-13). */
export const paymentStatement = defineVerb({
  name: "payment.statement",
  permission: "payment.read",
  input: z.strictObject({
    payer: Payer,
    currency: Currency.optional(),
    from: PlainDate,
    through: PlainDate,
  }),
  run: async ({ input, ...given }) => {
    const { payer, from, through } = input;
    const currency = input.currency ?? given.practice.currency;
    const entries = await listLedgerEntries(given.tx, { payer });
    return statementOf({ entries, currency, from, through });
  },
  audit: ({ input }) => ({ entityId: input.payer.id }),
});
