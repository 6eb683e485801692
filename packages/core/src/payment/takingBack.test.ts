import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allocatePayment,
  applyPostings,
  balanceOf,
  correctPayment,
  deallocatePayment,
  firstOpenDay,
  postProcessorPayment,
  recordPayment,
  refundPayment,
  unallocatedOn,
} from "./index.ts";
import type { PlannedPostings } from "./index.ts";
import { allocated, invoice, payment, planned } from "./testing/allocatedBook.ts";
import { day, emptyBook, makePayment, numberedIds } from "./testing/factories.ts";

const today = day("2026-06-30");
const idOf = numberedIds("all");

describe("taking back", () => {
  test("PAY-6: a de-allocation is a dated row of its own, and gives the money back", () => {
    const book = allocated();
    const [allocation] = book.allocations;
    if (!allocation) throw new Error("nothing was allocated");
    const act = planned(
      deallocatePayment({ book, allocation, on: day("2026-05-20"), id: "all_2" }),
    );
    const after = applyPostings({ book, planned: act });
    expect(after.allocations).toHaveLength(2);
    expect(unallocatedOn({ book: after, payment, date: day("2026-05-19") })).toBe(4_000);
    expect(unallocatedOn({ book: after, payment, date: day("2026-05-20") })).toBe(10_000);
    expect(after.invoices[0]?.status).toBe("issued");
    const again = deallocatePayment({
      book: after,
      allocation,
      on: day("2026-05-21"),
      id: "all_3",
    });
    expect(again).toMatchObject({ kind: "refused", rule: "PAY-6" });
  });

  test("PAY-7: what pays nothing can be given back, what pays an invoice cannot", () => {
    const book = allocated();
    const ask = (amountMinor: number) =>
      refundPayment({ book, payment, amountMinor, on: today, reason: "moved away", id: "ref_1" });
    expect(ask(4_001)).toMatchObject({ kind: "refused", rule: "PAY-7", allowed: ["deallocate"] });
    const after = applyPostings({ book, planned: planned(ask(4_000)) });
    expect(unallocatedOn({ book: after, payment, date: today })).toBe(0);
  });

  test("PAY-8: a correction takes all of a payment back and records the right one", () => {
    const book = allocated();
    const replacement = makePayment({ id: "pay_right", amountMinor: 1_000 });
    const reason = "typed a zero too many";
    const act = correctPayment({
      book,
      payment,
      replacement,
      on: today,
      today,
      reason,
      idOf: numberedIds("fix"),
    });
    const after = applyPostings({ book, planned: planned<typeof act | PlannedPostings>(act) });
    expect(unallocatedOn({ book: after, payment, date: today })).toBe(0);
    expect(unallocatedOn({ book: after, payment: replacement, date: today })).toBe(1_000);
    expect(balanceOf({ book: after, invoice })).toBe(10_000);
    const again = correctPayment({
      book: after,
      payment,
      replacement: null,
      on: today,
      today,
      reason,
      idOf,
    });
    expect(again).toMatchObject({ kind: "refused", rule: "PAY-8" });
  });
});

describe("months of the books", () => {
  const locked = { ...allocated(), lockedMonths: ["2026-05", "2026-06"] };
  const may = day("2026-05-31");
  const [allocation] = locked.allocations;
  if (!allocation) throw new Error("nothing was allocated");

  test.each([
    {
      name: "PAY-9: a payment",
      act: () => recordPayment({ book: locked, payment: makePayment({ id: "pay_2" }), today }),
    },
    {
      name: "PAY-9: an allocation",
      act: () =>
        allocatePayment({ book: locked, payment, invoice, amountMinor: 1, on: may, id: "a" }),
    },
    {
      name: "PAY-9: a de-allocation",
      act: () => deallocatePayment({ book: locked, allocation, on: may, id: "a" }),
    },
    {
      name: "PAY-9: a refund",
      act: () =>
        refundPayment({ book: locked, payment, amountMinor: 1, on: may, reason: "r", id: "a" }),
    },
    {
      name: "PAY-9: a correction",
      act: () =>
        correctPayment({
          book: locked,
          payment,
          replacement: null,
          on: may,
          today,
          reason: "r",
          idOf,
        }),
    },
  ])("$name dated inside a locked month is refused and told the first open day", ({ act }) => {
    expect(act()).toMatchObject({ kind: "refused", rule: "PAY-9", allowed: ["2026-07-01"] });
  });

  test("PAY-10: late processor money posts on the first open day", () => {
    const late = { ...makePayment({ id: "pay_2", receivedOn: may }), processorReference: "pi_1" };
    const act = postProcessorPayment({ book: locked, payment: late });
    expect(act?.payments[0]?.receivedOn).toBe("2026-07-01");
    expect(firstOpenDay({ date: day("2025-12-31"), lockedMonths: ["2025-12"] })).toBe("2026-01-01");
  });

  test("PAY-10: however often and in whatever order it is delivered, it posts once", () => {
    const references = fc.array(fc.constantFrom("pi_1", "pi_2", "pi_3"), { maxLength: 12 });
    fc.assert(
      fc.property(references, (delivered) => {
        let book = emptyBook;
        for (const [index, processorReference] of delivered.entries()) {
          const sent = { ...makePayment({ id: `pay_${index}` }), processorReference };
          const act = postProcessorPayment({ book, payment: sent });
          if (act) book = applyPostings({ book, planned: act });
        }
        expect(book.payments).toHaveLength(new Set(delivered).size);
        expect(new Set(book.payments.map((each) => each.processorReference))).toEqual(
          new Set(delivered),
        );
      }),
    );
  });
});
