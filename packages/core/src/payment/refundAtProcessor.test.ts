import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyPostings, balanceOf, postProcessorRefund, unallocatedOn } from "./index.ts";
import { allocated, bookOf, invoice, payment, planned } from "./testing/allocatedBook.ts";
import { day } from "./testing/factories.ts";

function refund(given: {
  amountMinor: number;
  refundedOn?: string;
  book?: ReturnType<typeof bookOf>;
}) {
  const { amountMinor, refundedOn = "2026-05-20", book = allocated() } = given;
  let count = 1;
  const idOf = (prefix: string): string => `${prefix}_${(count += 1)}`;
  const act = {
    book,
    payment,
    amountMinor,
    refundedOn: day(refundedOn),
    reason: "at the processor",
  };
  return postProcessorRefund({ ...act, idOf });
}

test("PAY-15: what pays nothing goes back first", () => {
  expect(planned(refund({ amountMinor: 4_000 }))).toMatchObject({
    allocations: [],
    counterEntries: [{ kind: "refund", amountMinor: 4_000, on: "2026-05-20" }],
  });
});

test("PAY-15: beyond that it is taken off the invoice, which the rest pays again", () => {
  const rows = planned(refund({ amountMinor: 7_000 }));
  expect(rows.allocations.map(({ amountMinor }) => amountMinor)).toEqual([-6_000, 3_000]);
  const after = applyPostings({ book: allocated(), planned: rows });
  expect(balanceOf({ book: after, invoice })).toBe(7_000);
});

test("PAY-15: never dated before what it takes back, nor in a locked month", () => {
  const early = planned(refund({ amountMinor: 7_000, refundedOn: "2026-05-02" }));
  expect(early.counterEntries).toMatchObject([{ on: "2026-05-10" }]);
  const book = { ...allocated(), lockedMonths: ["2026-05"] };
  expect(planned(refund({ amountMinor: 7_000, book })).counterEntries).toMatchObject([
    { on: "2026-06-01" },
  ]);
});

test("PAY-15: whatever is refunded, the payment's money is paid out, pays invoices or is left, and no cent twice", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 1, max: 12_000 }),
      (paid, amountMinor) => {
        const book =
          paid === 0 ? bookOf({ payments: [payment], invoices: [invoice] }) : allocated(paid);
        const act = refund({ book, amountMinor });
        expect(act.kind).toBe(amountMinor > 10_000 ? "refused" : "planned");
        if (act.kind === "refused") return;
        const after = applyPostings({ book, planned: act });
        const paying = 10_000 - balanceOf({ book: after, invoice });
        const left = unallocatedOn({ book: after, payment, date: day("2026-12-31") });
        expect(paying + left + amountMinor).toBe(10_000);
        expect(paying).toBe(Math.min(paid, 10_000 - amountMinor));
      },
    ),
  );
});
