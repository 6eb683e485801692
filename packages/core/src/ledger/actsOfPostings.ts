import type { PaymentBook, PlannedPostings, Payment } from "../payment/index.ts";
import type { LedgerAct } from "./schema.ts";

/** The acts of rows that were added to the payment book, in their order (LED-1). */
export function actsOfPostings({
  book,
  planned,
}: {
  book: PaymentBook;
  planned: PlannedPostings;
}): LedgerAct[] {
  const payments = new Map(
    [...book.payments, ...planned.payments].map((payment) => [payment.id, payment]),
  );
  const paymentOf = (id: string): Payment => {
    const payment = payments.get(id);
    if (!payment) throw new RangeError(`payment ${id} is not in the book`);
    return payment;
  };
  const received = planned.payments.map((payment): LedgerAct => {
    const { id, receivedOn: on, currency, payer, amountMinor, method } = payment;
    const act = { id: `led_${id}`, on, currency, payer, amountMinor, reference: id };
    return payment.kind === "opening"
      ? { kind: "payment_opened", ...act }
      : { kind: "payment_received", ...act, method };
  });
  const allocated = planned.allocations.map(
    ({ id, on, paymentId, amountMinor, reverses }): LedgerAct => {
      const { currency, payer } = paymentOf(paymentId);
      const kind = reverses === null ? "payment_allocated" : "payment_deallocated";
      return {
        kind,
        id: `led_${id}`,
        on,
        currency,
        payer,
        amountMinor: Math.abs(amountMinor),
        reference: id,
      };
    },
  );
  const back = planned.counterEntries.map(({ id, kind, on, paymentId, amountMinor }): LedgerAct => {
    const payment = paymentOf(paymentId);
    const { currency, payer, method } = payment;
    const act = { id: `led_${id}`, on, currency, payer, amountMinor, method, reference: id };
    if (kind === "refund") return { kind: "payment_refunded", ...act };
    return { kind: "payment_corrected", ...act, isOpening: payment.kind === "opening" };
  });
  return [...received, ...allocated, ...back];
}
