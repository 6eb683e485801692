import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyPostings, autoAllocate, balanceOf, takeOffCredited, unallocatedOn } from "./index.ts";
import { bookOf } from "./testing/allocatedBook.ts";
import { day, makeInvoice, makePayment, numberedIds } from "./testing/factories.ts";

const today = day("2026-06-10");

/** One invoice of 100.00, paid by payments in order, and credited afterwards. */
function paidAndCredited({
  parts,
  creditedMinor,
  lockedMonths = [],
}: {
  parts: readonly number[];
  creditedMinor: number;
  lockedMonths?: string[];
}) {
  const totalMinor = parts.reduce((sum, part) => sum + part, 0);
  const invoice = makeInvoice({ id: "inv_1", status: "paid", totalMinor, creditedMinor });
  const payments = parts.map((amountMinor, index) =>
    makePayment({ id: `pay_${index}`, amountMinor, receivedOn: day("2026-05-01") }),
  );
  const allocations = payments.map(({ id, amountMinor }) => ({
    id: `all_${id}`,
    paymentId: id,
    invoiceId: "inv_1",
    on: day("2026-05-10"),
    amountMinor,
    reverses: null,
  }));
  return { ...bookOf({ payments, invoices: [invoice] }), allocations, lockedMonths };
}

test("PAY-19: the youngest allocation goes first, and what remains of it pays the invoice again", () => {
  const book = paidAndCredited({ parts: [6000, 4000], creditedMinor: 6774 });
  const { allocations } = takeOffCredited({ book, today, idOf: numberedIds("new") });
  expect(allocations.map(({ paymentId, amountMinor, on }) => [paymentId, amountMinor, on])).toEqual(
    [
      ["pay_1", -4000, today],
      ["pay_0", -6000, today],
      ["pay_0", 3226, today],
    ],
  );
});

test("PAY-19: in a locked month it is dated on the first open day", () => {
  const book = paidAndCredited({ parts: [100], creditedMinor: 1, lockedMonths: ["2026-06"] });
  const { allocations } = takeOffCredited({ book, today, idOf: numberedIds("new") });
  expect(allocations.map(({ on }) => on)).toEqual(["2026-07-01", "2026-07-01"]);
});

test("PAY-19: auto-allocation spends it on the next invoice", () => {
  const book = paidAndCredited({ parts: [10_000], creditedMinor: 6774 });
  const next = makeInvoice({ id: "inv_2", status: "issued", totalMinor: 9000 });
  const planned = autoAllocate({
    book: { ...book, invoices: [...book.invoices, next] },
    today,
    idOf: numberedIds("new"),
  });
  expect(planned.allocations.map((one) => [one.invoiceId, one.amountMinor])).toEqual([
    ["inv_1", -10_000],
    ["inv_1", 3226],
    ["inv_2", 6774],
  ]);
});

test("PAY-19: whatever was credited, the invoice asks for nothing, no money is lost, and a second time finds nothing", () => {
  const cases = fc.record({
    parts: fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 5 }),
    share: fc.integer({ min: 0, max: 100 }),
  });
  fc.assert(
    fc.property(cases, ({ parts, share }) => {
      const totalMinor = parts.reduce((sum, part) => sum + part, 0);
      const creditedMinor = Math.floor((totalMinor * share) / 100);
      const book = paidAndCredited({ parts, creditedMinor });
      const planned = takeOffCredited({ book, today, idOf: numberedIds("new") });
      const after = applyPostings({ book, planned });
      const [invoice] = after.invoices;
      if (invoice === undefined) throw new RangeError("no invoice");
      expect(balanceOf({ book: after, invoice })).toBe(0);
      const left = after.payments.map((payment) =>
        unallocatedOn({ book: after, payment, date: today }),
      );
      expect(left.reduce((sum, one) => sum + one, 0)).toBe(creditedMinor);
      expect(Math.min(...left)).toBeGreaterThanOrEqual(0);
      const again = takeOffCredited({ book: after, today, idOf: numberedIds("again") });
      expect(again.allocations).toEqual([]);
    }),
  );
});
