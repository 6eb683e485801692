import { describe, expect, test } from "vitest";
import { day } from "../membership/testMembership.ts";
import { currency } from "../money/index.ts";
import type { OtherProduct } from "../plan/index.ts";
import { matchesInvoice, planManualLine, type InvoiceFilter, type ListedInvoice } from "./index.ts";
import { someScene } from "./testBilling.ts";

const june = { start: day("2026-06-01"), end: day("2026-06-30") };

const invoice: ListedInvoice = {
  status: "issued",
  payer: { kind: "employer", id: "emp_1" },
  dueOn: day("2026-06-15"),
  lines: [{ membershipId: "mem_1", patientIds: ["pat_1"], period: june }],
};

describe("INV-11: lists filter", () => {
  const cases: [InvoiceFilter, boolean][] = [
    [{}, true],
    [{ isActive: true }, true],
    [{ isMembershipOnly: true }, true],
    [{ isMembershipOnly: false }, false],
    [{ status: "paid" }, false],
    [{ patientId: "pat_1" }, true],
    [{ patientId: "pat_2" }, false],
    [{ employerId: "emp_1" }, true],
    [{ employerId: "emp_2" }, false],
    [{ period: { start: day("2026-06-30"), end: day("2026-07-30") } }, true],
    [{ period: { start: day("2026-07-01"), end: day("2026-07-30") } }, false],
    [{ isOverdue: true }, true],
    [{ isOverdue: true, patientId: "pat_2" }, false],
  ];

  test.each(cases)("INV-11: %j: %s", (filter, expected) => {
    expect(matchesInvoice({ invoice, filter, today: day("2026-06-16") })).toBe(expected);
  });

  test("INV-11: drafts and voided ones are not active", () => {
    const voided = { ...invoice, status: "voided" as const };
    expect(
      matchesInvoice({ invoice: voided, filter: { isActive: true }, today: day("2026-06-16") }),
    ).toBe(false);
  });
});

describe("INV-13: lines that a person writes", () => {
  const service: OtherProduct = {
    type: "service",
    id: "prd_1",
    name: "Blood test",
    currency: currency("USD"),
    tax: { ratePerMillion: 100_000, mode: "exclusive" },
    healthcode: null,
    isArchived: false,
    priceMinor: 4500,
  };
  const line = {
    product: service,
    patientId: "pat_1",
    period: null,
    quantity: 2,
    priceMinor: null,
    claimed: [],
  };

  test("INV-13: a service claims nothing and has its own price", () => {
    expect(planManualLine(line)).toMatchObject({
      chargeKind: "other",
      period: null,
      netMinor: 9000,
      taxMinor: 900,
      grossMinor: 9900,
    });
  });

  test("INV-13: a membership names its period and claims it", () => {
    const { plan } = someScene();
    const membership = { ...line, product: plan, quantity: 1, priceMinor: 9900 };
    expect(planManualLine(membership)).toMatchObject({
      kind: "refused",
      rule: "INV-13",
      allowed: ["period"],
    });
    expect(planManualLine({ ...membership, period: june })).toMatchObject({
      chargeKind: "base",
      period: june,
    });
    expect(planManualLine({ ...membership, period: june, claimed: [june] })).toMatchObject({
      kind: "refused",
      rule: "INV-9",
    });
    expect(planManualLine({ ...membership, period: june, priceMinor: null })).toMatchObject({
      allowed: ["price_minor"],
    });
  });

  test("INV-13: at least one of it", () => {
    expect(planManualLine({ ...line, quantity: 0 })).toMatchObject({
      kind: "refused",
      rule: "INV-13",
    });
  });
});
