import { expect, test } from "vitest";
import { plannedPayments } from "./plannedPayments.ts";

const of = (invoice_id: string, amount_minor: number) => ({ invoice_id, amount_minor });

test("what is paid is summed by invoice", () => {
  expect(plannedPayments([of("one", 4000), of("two", 500), of("one", 1000)])).toEqual({
    invoices: 2,
    minor: 5500,
  });
});

test("PAY-19: what a credit freed leaves its invoice and pays another", () => {
  expect(plannedPayments([of("paid", -5000), of("paid", 3000), of("next", 2000)])).toEqual({
    invoices: 1,
    minor: 2000,
  });
  expect(plannedPayments([of("paid", -5000), of("paid", 3000)])).toEqual({ invoices: 0, minor: 0 });
});
