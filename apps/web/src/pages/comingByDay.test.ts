import { expect, test } from "vitest";
import { comingByDay } from "./comingByDay.ts";

test("invoices of one day are summed, currencies apart, the earliest day first", () => {
  const invoice = (charge_on: string, currency: string, total_minor: number) => ({
    charge_on,
    currency,
    total_minor,
  });
  expect(
    comingByDay([
      invoice("2026-06-01", "GBP", 100),
      invoice("2026-05-15", "GBP", 5),
      invoice("2026-06-01", "GBP", 20),
      invoice("2026-06-01", "EUR", 7),
    ]),
  ).toEqual([
    { day: "2026-05-15", currency: "GBP", count: 1, totalMinor: 5 },
    { day: "2026-06-01", currency: "GBP", count: 2, totalMinor: 120 },
    { day: "2026-06-01", currency: "EUR", count: 1, totalMinor: 7 },
  ]);
});
