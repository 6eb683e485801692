import type { z } from "@hono/zod-openapi";
import type { Allocation, CounterEntry, Payment } from "@rollbook/core/payment";
import type {
  AllocationField,
  CounterEntryField,
  PaymentSummary,
  RecordedPayment,
} from "../../wire/payment.ts";

export function recordedOnWire(payment: Payment): z.input<typeof RecordedPayment> {
  return {
    id: payment.id,
    kind: payment.kind,
    payer: payment.payer,
    currency: payment.currency,
    amount_minor: payment.amountMinor,
    received_on: payment.receivedOn,
    method: payment.method,
    tied_invoice_id: payment.tiedInvoiceId,
    processor_reference: payment.processorReference,
  };
}

export function summaryOnWire(
  payment: Payment & { unallocatedMinor: number },
): z.input<typeof PaymentSummary> {
  return { ...recordedOnWire(payment), unallocated_minor: payment.unallocatedMinor };
}

export function allocationOnWire(allocation: Allocation): z.input<typeof AllocationField> {
  return {
    id: allocation.id,
    payment_id: allocation.paymentId,
    invoice_id: allocation.invoiceId,
    on: allocation.on,
    amount_minor: allocation.amountMinor,
    reverses: allocation.reverses,
  };
}

export function counterEntryOnWire(entry: CounterEntry): z.input<typeof CounterEntryField> {
  return {
    id: entry.id,
    kind: entry.kind,
    payment_id: entry.paymentId,
    on: entry.on,
    amount_minor: entry.amountMinor,
    reason: entry.reason,
  };
}
