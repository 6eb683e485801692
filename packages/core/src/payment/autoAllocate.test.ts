import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyPostings, autoAllocate } from "./index.ts";
import type { PaymentBook } from "./index.ts";
import { bookOf, payment } from "./testing/allocatedBook.ts";
import { day, makeInvoice, makePayment, numberedIds } from "./testing/factories.ts";
import { playActs, randomActs } from "./testing/randomActs.ts";

const today = day("2026-06-30");
const idOf = numberedIds("all");

describe("auto-allocation", () => {
  const old = makeInvoice({
    id: "inv_old",
    number: "9",
    dueOn: day("2026-05-10"),
    totalMinor: 4_000,
  });
  const tenth = makeInvoice({
    id: "inv_10",
    number: "10",
    dueOn: day("2026-05-20"),
    totalMinor: 4_000,
  });
  const second = makeInvoice({
    id: "inv_2",
    number: "2",
    dueOn: day("2026-05-20"),
    totalMinor: 4_000,
  });

  function order(book: PaymentBook, chosen: string[] = []) {
    const plan = autoAllocate({ book, today, chosenFutureInvoiceIds: chosen, idOf });
    return plan.allocations.map(({ paymentId, invoiceId, amountMinor }) => [
      paymentId,
      invoiceId,
      amountMinor,
    ]);
  }

  test("PAY-4: oldest due date first, then the number as a number", () => {
    expect(order(bookOf({ payments: [payment], invoices: [tenth, second, old] }))).toEqual([
      ["pay_1", "inv_old", 4_000],
      ["pay_1", "inv_2", 4_000],
      ["pay_1", "inv_10", 2_000],
    ]);
  });

  test("PAY-4: the tied invoice comes before all, also before other payments reach it", () => {
    const tied = makePayment({
      id: "pay_2",
      receivedOn: day("2026-05-05"),
      amountMinor: 4_000,
      tiedInvoiceId: "inv_old",
    });
    expect(order(bookOf({ payments: [payment, tied], invoices: [old, tenth] }))).toEqual([
      ["pay_2", "inv_old", 4_000],
      ["pay_1", "inv_10", 4_000],
    ]);
  });

  test("PAY-4: each payer's money pays that payer's invoices only", () => {
    const others = makeInvoice({ id: "inv_x", payer: { kind: "patient", id: "pat_2" } });
    expect(order(bookOf({ payments: [payment], invoices: [others] }))).toEqual([]);
  });

  test("PAY-4: a second run right after finds nothing to do", () => {
    fc.assert(
      fc.property(randomActs, (acts) => {
        const book = { ...playActs({ acts }), lockedMonths: [] };
        const after = applyPostings({
          book,
          planned: autoAllocate({ book, today, idOf: numberedIds("first") }),
        });
        expect(
          autoAllocate({ book: after, today, idOf: numberedIds("second") }).allocations,
        ).toEqual([]);
      }),
    );
  });

  test("PAY-5: invoices of days ahead wait unless they are chosen", () => {
    const ahead = makeInvoice({
      id: "inv_ahead",
      issuedOn: day("2026-07-01"),
      dueOn: day("2026-07-15"),
    });
    const book = bookOf({ payments: [payment], invoices: [ahead] });
    expect(order(book)).toEqual([]);
    expect(order(book, ["inv_ahead"])).toEqual([["pay_1", "inv_ahead", 10_000]]);
  });

  test("PAY-5: the dry run is the plan itself, and asking for it changes nothing", () => {
    const book = bookOf({ payments: [payment], invoices: [old, tenth] });
    const frozen = structuredCloneOf(book);
    const first = autoAllocate({ book, today, idOf });
    expect(autoAllocate({ book, today, idOf })).toEqual(first);
    expect(book).toEqual(frozen);
    expect(first.leftOver).toEqual([{ paymentId: "pay_1", amountMinor: 2_000 }]);
  });
});

function structuredCloneOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
