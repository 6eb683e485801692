import { expect } from "vitest";
import { allocatePayment, applyPostings } from "../index.ts";
import type { PaymentBook } from "../index.ts";
import { day, emptyBook, makeInvoice, makePayment } from "./factories.ts";

export function planned<T extends { kind: string }>(result: T): Extract<T, { kind: "planned" }> {
  expect(result).toMatchObject({ kind: "planned" });
  return result as Extract<T, { kind: "planned" }>;
}

export function bookOf(rows: Partial<PaymentBook>): PaymentBook {
  return { ...emptyBook, ...rows };
}

export const payment = makePayment({ id: "pay_1" });
export const invoice = makeInvoice({ id: "inv_1" });
export const plain = bookOf({ payments: [payment], invoices: [invoice] });

export function allocated(amountMinor = 6_000): PaymentBook {
  const act = allocatePayment({
    book: plain,
    payment,
    invoice,
    amountMinor,
    on: day("2026-05-10"),
    id: "all_1",
  });
  return applyPostings({ book: plain, planned: planned(act) });
}
