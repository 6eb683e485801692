import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../calendar/index.ts";
import { currency } from "../money/index.ts";
import {
  allocatePayment,
  balanceOf,
  freeFrom,
  recordPayment,
  totalUnallocatedOn,
  unallocatedOn,
} from "./index.ts";
import { day, emptyBook, makeInvoice, makePayment } from "./testing/factories.ts";
import { allocated, bookOf, invoice, payment, plain, planned } from "./testing/allocatedBook.ts";
import { playActs, randomActs } from "./testing/randomActs.ts";

const today = day("2026-06-30");

describe("recording", () => {
  test("PAY-1: a recorded payment pays nothing until it is allocated", () => {
    const act = planned(recordPayment({ book: bookOf({ invoices: [invoice] }), payment, today }));
    expect(act).toMatchObject({ payments: [payment], allocations: [], counterEntries: [] });
  });

  test("PAY-1: money of a day still ahead is refused", () => {
    const late = makePayment({ id: "pay_2", receivedOn: day("2026-07-01") });
    expect(recordPayment({ book: emptyBook, payment: late, today })).toMatchObject({
      kind: "refused",
      rule: "PAY-1",
    });
  });

  test("PAY-1: no act takes a row away or changes one", () => {
    fc.assert(
      fc.property(randomActs, (acts) => {
        playActs({
          acts,
          onPlanned: ({ before, after }) => {
            for (const rows of ["payments", "allocations", "counterEntries"] as const) {
              expect(after[rows].slice(0, before[rows].length)).toEqual(before[rows]);
            }
          },
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe("unallocated money", () => {
  test("PAY-2: is told for any day", () => {
    const book = allocated();
    const on = (date: string) => unallocatedOn({ book, payment, date: day(date) });
    expect([on("2026-04-30"), on("2026-05-01"), on("2026-05-09"), on("2026-05-10")]).toEqual([
      0, 10_000, 10_000, 4_000,
    ]);
  });

  test("PAY-2: is summed by currency, never across", () => {
    const yen = makePayment({ id: "pay_2", currency: currency("JPY"), amountMinor: 500 });
    const book = bookOf({ payments: [payment, yen] });
    expect(totalUnallocatedOn({ book, date: today })).toEqual({ USD: 10_000, JPY: 500 });
  });

  test("PAY-2: what came in = what pays invoices + what was given back + what is unallocated, on every day", () => {
    fc.assert(
      fc.property(randomActs, fc.nat(80), (acts, offset) => {
        const book = playActs({ acts });
        const date = addDays(day("2026-01-10"), offset);
        const upTo = (rows: readonly { on: string; amountMinor: number }[]) =>
          rows
            .filter(({ on }) => on <= date)
            .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        const received = upTo(
          book.payments.map(({ receivedOn, amountMinor }) => ({ on: receivedOn, amountMinor })),
        );
        const left = totalUnallocatedOn({ book, date })["USD"] ?? 0;
        expect(upTo(book.allocations) + upTo(book.counterEntries) + left).toBe(received);
      }),
    );
  });
});

describe("allocating", () => {
  test("PAY-3: part of a payment pays part of an invoice", () => {
    const book = allocated();
    expect(book.invoices[0]?.status).toBe("partially_paid");
    expect(balanceOf({ book, invoice })).toBe(4_000);
  });

  test.each([
    {
      name: "PAY-3: more than the payment has",
      amountMinor: 10_001,
      invoice: makeInvoice({ id: "i", totalMinor: 99_999 }),
    },
    {
      name: "PAY-3: more than the invoice asks for",
      amountMinor: 5_001,
      invoice: makeInvoice({ id: "i", totalMinor: 5_000 }),
    },
    { name: "PAY-3: nothing", amountMinor: 0, invoice },
    {
      name: "PAY-3: another currency",
      amountMinor: 1,
      invoice: makeInvoice({ id: "i", currency: currency("EUR") }),
    },
    {
      name: "PAY-3: another payer's",
      amountMinor: 1,
      invoice: makeInvoice({ id: "i", payer: { kind: "patient", id: "pat_2" } }),
    },
    {
      name: "PAY-3: before the invoice",
      amountMinor: 1,
      invoice: makeInvoice({ id: "i", issuedOn: day("2026-05-20") }),
    },
  ])("$name is refused", ({ amountMinor, invoice: asked }) => {
    const book = bookOf({ payments: [payment], invoices: [asked] });
    const act = allocatePayment({
      book,
      payment,
      invoice: asked,
      amountMinor,
      on: day("2026-05-10"),
      id: "a",
    });
    expect(act).toMatchObject({ kind: "refused", rule: "PAY-3" });
  });

  test("PAY-3: a voided invoice is paid by nobody", () => {
    const voided = makeInvoice({ id: "inv_1", status: "voided" });
    const act = allocatePayment({
      book: plain,
      payment,
      invoice: voided,
      amountMinor: 1,
      on: today,
      id: "a",
    });
    expect(act).toMatchObject({ kind: "refused" });
  });

  test("PAY-3: money used on a later day is not free on an earlier one", () => {
    const book = allocated();
    expect(freeFrom({ book, payment, date: day("2026-05-02") })).toBe(4_000);
  });

  test("PAY-3: no payment is overspent and no invoice overpaid, on any day, whatever was done", () => {
    fc.assert(
      fc.property(randomActs, fc.nat(120), (acts, offset) => {
        const book = playActs({ acts });
        const date = addDays(day("2026-01-10"), offset);
        for (const each of book.payments) {
          const left = unallocatedOn({ book, payment: each, date });
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left).toBeLessThanOrEqual(each.amountMinor);
        }
        for (const each of book.invoices)
          expect(balanceOf({ book, invoice: each, date })).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });
});
