import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Period } from "../calendar/index.ts";
import { applyEvent } from "../membership/index.ts";
import { day, someMembership } from "../membership/testMembership.ts";
import {
  creditAmount,
  creditUnusedDays,
  explainLine,
  invoiceActionsAllowed,
  invoiceRefusal,
  InvoiceStatus,
  isOverdue,
  statusAfterPayments,
  voidInvoice,
  waiversOfCredit,
  type CreditableLine,
  type IssuedLine,
  type PlannedLine,
} from "./index.ts";
import { run, someScene } from "./testBilling.ts";

function firstLine(...given: Parameters<typeof someScene>): PlannedLine {
  const line = run(someScene(...given), "2026-06-01").invoices[0]?.lines[0];
  if (line === undefined) throw new Error("no line");
  return line;
}

const issued = (line: PlannedLine, changes: Partial<IssuedLine> = {}): IssuedLine => ({
  ...line,
  lineId: "lin_1",
  creditedDays: [],
  creditedGrossMinor: 0,
  creditedTaxMinor: 0,
  ...changes,
});

const june: Period = { start: day("2026-06-01"), end: day("2026-06-30") };

describe("INV-6: voiding", () => {
  const line = firstLine();

  test("INV-6: asks whether to bill again", () => {
    expect(voidInvoice({ status: "issued", lines: [line], isBilledAgain: null })).toMatchObject({
      kind: "refused",
      rule: "INV-6",
      allowed: ["bill again", "waive the days"],
    });
  });

  test("INV-6: yes frees the days, no leaves a waiver that the run obeys", () => {
    expect(voidInvoice({ status: "issued", lines: [line], isBilledAgain: true })).toMatchObject({
      freed: [{ period: june }],
      waivers: [],
    });
    const voided = voidInvoice({ status: "issued", lines: [line], isBilledAgain: false });
    expect(voided).toMatchObject({ waivers: [{ waiver: { ...june, reason: "voided" } }] });
    const waived = someScene({ state: { waivers: [{ ...june, reason: "voided" }] } });
    expect(run(waived, "2026-06-20").invoices).toEqual([]);
    expect(run(waived, "2026-07-01").invoices).toMatchObject([{ chargeOn: "2026-07-01" }]);
  });
});

test("INV-6: a voided enrollment fee is due again when its days are billed again", () => {
  const fee = { ...firstLine(), chargeKind: "enrollment_fee" as const };
  const again = (isBilledAgain: boolean) =>
    voidInvoice({ status: "issued", lines: [fee], isBilledAgain });
  expect(again(true)).toMatchObject({ feesDueAgain: [fee.membershipId], waivers: [] });
  expect(again(false)).toMatchObject({ feesDueAgain: [], waivers: [] });
  const billed = someMembership({
    state: { enrollmentFee: { state: "billed", feeMinor: 5000 } },
  });
  const due = applyEvent(billed, { kind: "fee_due_again" });
  expect(due.enrollmentFee).toEqual({ state: "due", feeMinor: 5000 });
});

describe("INV-7: what an invoice is, and what it allows", () => {
  test.each([
    [1000, 0, 0, "issued"],
    [1000, 400, 0, "partially_paid"],
    [1000, 400, 600, "paid"],
    [0, 0, 0, "paid"],
  ])(
    "INV-7: of %d with %d paid and %d credited: %s",
    (totalMinor, paidMinor, creditedMinor, status) => {
      expect(statusAfterPayments({ totalMinor, paidMinor, creditedMinor })).toBe(status);
    },
  );

  test("INV-7: overdue is open and due before today", () => {
    const overdue = (status: InvoiceStatus, dueOn: string) =>
      isOverdue({ status, dueOn: day(dueOn), today: day("2026-06-15") });
    expect([
      overdue("issued", "2026-06-14"),
      overdue("issued", "2026-06-15"),
      overdue("partially_paid", "2026-06-01"),
    ]).toEqual([true, false, true]);
    expect([
      overdue("paid", "2026-06-01"),
      overdue("voided", "2026-06-01"),
      overdue("bad_debt", "2026-06-01"),
    ]).toEqual([false, false, false]);
  });

  test.each(InvoiceStatus.options.filter((status) => status !== "draft"))(
    "INV-7: %s lines never change",
    (status) => {
      expect(invoiceRefusal({ action: "edit", status })).toMatchObject({
        kind: "refused",
        rule: "INV-7",
        allowed: invoiceActionsAllowed(status),
      });
    },
  );

  test("INV-7: a paid invoice is credited, not voided", () => {
    expect(invoiceRefusal({ action: "void", status: "paid" })?.reason).toBe(
      "The invoice is paid: take its payments off first, or credit it. Allowed: send or credit (INV-7).",
    );
    expect(invoiceRefusal({ action: "void", status: "issued" })).toBeNull();
    expect(invoiceRefusal({ action: "pay", status: "voided" })?.allowed).toEqual([]);
  });
});

test("INV-12: sending is an act of its own, for what is issued", () => {
  expect(invoiceRefusal({ action: "send", status: "draft" })).toMatchObject({ kind: "refused" });
  expect(invoiceRefusal({ action: "send", status: "issued" })).toBeNull();
});

describe("INV-8: credit notes", () => {
  test("INV-8: unused days cost what the used ones alone would not have", () => {
    const [credit] = creditUnusedDays({
      lines: [issued(firstLine())],
      unused: { start: day("2026-06-28"), end: day("2026-07-10") },
    });
    expect(credit).toMatchObject({
      grossMinor: 22_496 - 24_995,
      period: { start: "2026-06-28", end: "2026-06-30" },
      creditsLineId: "lin_1",
    });
  });

  test("INV-8: billing and crediting come to billing the used days at first", () => {
    const rate = fc.option(
      fc.record({
        ratePerMillion: fc.integer({ min: 0, max: 300_000 }),
        mode: fc.constantFrom("inclusive" as const, "exclusive" as const),
      }),
      { nil: null },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500_000 }),
        rate,
        fc.integer({ min: 1, max: 29 }),
        (ownPriceMinor, tax, usedDays) => {
          const end = addDays(june.start, usedDays - 1);
          const whole = firstLine({ plan: { tax }, input: { ownPriceMinor } });
          const part = firstLine({
            plan: { tax },
            input: { ownPriceMinor },
            state: { endDate: end },
          });
          const [credit] = creditUnusedDays({
            lines: [issued(whole)],
            unused: { start: addDays(end, 1), end: june.end },
          });
          expect(whole.grossMinor + (credit?.grossMinor ?? 0)).toBe(part.grossMinor);
          expect(whole.taxMinor + (credit?.taxMinor ?? 0)).toBe(part.taxMinor);
        },
      ),
    );
  });

  test("INV-8: crediting in pieces comes to the whole line", () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 5 });
    fc.assert(
      fc.property(cuts, (given) => {
        let line = issued(firstLine({ input: { ownPriceMinor: 10_001 } }));
        let credited = 0;
        const ends = [...given.toSorted((one, other) => one - other), 29];
        for (const last of ends) {
          const unused = { start: june.start, end: addDays(june.start, last) };
          for (const credit of creditUnusedDays({ lines: [line], unused })) {
            if (credit.period === null) throw new Error("a credit without days");
            credited += credit.grossMinor;
            line = { ...line, creditedDays: [...line.creditedDays, credit.period] };
          }
        }
        expect(credited).toBe(-10_001);
      }),
    );
  });

  test("INV-8: credited days are not billed again when waived, and are otherwise", () => {
    const credits = creditUnusedDays({
      lines: [issued(firstLine())],
      unused: { start: day("2026-06-21"), end: june.end },
    });
    expect(waiversOfCredit(credits)).toMatchObject([
      { waiver: { start: "2026-06-21", end: "2026-06-30", reason: "credited" } },
    ]);
    const claimed = [{ start: june.start, end: day("2026-06-20") }];
    expect(run(someScene({ state: { claimed } }), "2026-06-25").invoices).toMatchObject([
      { totalMinor: 8332, lines: [{ daysUsed: 10, daysInCycle: 30 }] },
    ]);
  });

  test("INV-8: an amount is credited up to what is left of the line", () => {
    const line = issued(firstLine(), { creditedGrossMinor: 20_000 });
    expect(creditAmount({ line, grossMinor: 4995, currency: "USD" })).toMatchObject({
      grossMinor: -4995,
      period: null,
    });
    expect(creditAmount({ line, grossMinor: 4996, currency: "USD" })).toMatchObject({
      kind: "refused",
      rule: "INV-8",
    });
    expect(creditAmount({ line, grossMinor: 0, currency: "USD" })).toMatchObject({
      kind: "refused",
    });
  });

  test("INV-8: a service without days is credited by amount and waives nothing", () => {
    const tax = { ratePerMillion: 250_000, mode: "exclusive" as const };
    const visit: CreditableLine = {
      lineId: "lin_1",
      membershipId: "",
      chargeKind: "other",
      patientIds: ["pat_1"],
      netMinor: 8000,
      taxMinor: 2000,
      grossMinor: 10_000,
      tax,
      description: "Home visit",
      creditedGrossMinor: 7500,
      creditedTaxMinor: 1500,
    };
    const credit = creditAmount({ line: visit, grossMinor: 2500, currency: "USD" });
    expect(credit).toMatchObject({
      chargeKind: "other",
      description: "Credit: Home visit",
      period: null,
      netMinor: -2000,
      taxMinor: -500,
    });
    if ("kind" in credit) throw new Error("refused");
    expect(waiversOfCredit([credit])).toEqual([]);
    expect(creditAmount({ line: visit, grossMinor: 2501, currency: "USD" })).toMatchObject({
      rule: "INV-8",
      allowed: ["1 to 2500"],
    });
  });

  test("INV-8: an enrollment fee has no unused days", () => {
    const fee = { ...firstLine(), chargeKind: "enrollment_fee" as const };
    expect(creditUnusedDays({ lines: [issued(fee)], unused: june })).toEqual([]);
  });
});

test("MONEY-4: credits repeat their line's tax rate", () => {
  const tax = { ratePerMillion: 200_000, mode: "exclusive" as const };
  const line = issued(firstLine({ plan: { tax }, input: { ownPriceMinor: 10_000 } }));
  expect(line).toMatchObject({ netMinor: 10_000, taxMinor: 2000, grossMinor: 12_000 });
  expect(creditAmount({ line, grossMinor: 6000, currency: "USD" })).toMatchObject({
    tax,
    netMinor: -5000,
    taxMinor: -1000,
    grossMinor: -6000,
  });
  const [credit] = creditUnusedDays({
    lines: [line],
    unused: { start: day("2026-06-16"), end: june.end },
  });
  expect(credit).toMatchObject({ tax, netMinor: -5000, taxMinor: -1000, grossMinor: -6000 });
});

describe("WHY-1: a line says why it costs what it costs", () => {
  test("WHY-1: a whole period", () => {
    expect(explainLine({ line: firstLine(), currency: "USD" }).sentence).toBe(
      "1 June to 30 June 2026: 249.95 USD, the plan's price, comes to 249.95 USD (PLAN-3).",
    );
  });

  test("WHY-1: a part of one, with tax", () => {
    const tax = { ratePerMillion: 88_750, mode: "exclusive" as const };
    const line = firstLine({ plan: { tax }, state: { endDate: day("2026-06-27") } });
    expect(explainLine({ line, currency: "USD" })).toMatchObject({
      rule: "CAL-6",
      arithmetic: "249.95 USD x 27/30 days = 224.96 USD; + 8.875 % tax 19.97 USD = 244.93 USD",
      sentence:
        "1 June to 27 June 2026: 27 of 30 days of 249.95 USD, the plan's price, plus 8.875 % tax, comes to 244.93 USD (CAL-6).",
    });
  });

  test("WHY-1: a whole price for a part, and a share of a line", () => {
    const ended = firstLine({
      state: { endDate: day("2026-06-20"), isLastInvoiceAdjusted: false },
    });
    expect(explainLine({ line: ended, currency: "USD" }).arithmetic).toBe(
      "249.95 USD for 20 of 30 days, not prorated",
    );
    const share = { ...firstLine(), grossMinor: 8248, netMinor: 8248 };
    expect(explainLine({ line: share, currency: "USD" })).toMatchObject({
      rule: "MEM-11",
      sentence:
        "1 June to 30 June 2026: 249.95 USD, the plan's price, comes to 249.95 USD, of which this payer owes 82.48 USD (MEM-11).",
    });
  });
});
