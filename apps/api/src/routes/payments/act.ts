import { z } from "@hono/zod-openapi";
import { PaymentMethod } from "@rollbook/core/membership";
import {
  allocatePayment as allocateVerb,
  autoAllocatePayments as autoVerb,
  correctPayment as correctVerb,
  deallocatePayment as deallocateVerb,
  recordPayment as recordVerb,
} from "@rollbook/services/payment";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { fromWire } from "../../wire/case.ts";
import { idParams, PayerField } from "../../wire/common.ts";
import { dryRunQuery } from "../../wire/dryRun.ts";
import { StoredDateField, StoredPriceField } from "../../wire/fields.ts";
import { orNull } from "../../wire/orNull.ts";
import { AllocationField, CounterEntryField, RecordedPayment } from "../../wire/payment.ts";
import { allocationOnWire, counterEntryOnWire, recordedOnWire } from "./onWire.ts";
import { params } from "./read.ts";

export const AmountField = StoredPriceField.min(1);
export const ReasonField = z.string().trim().min(1).max(500);
export const dayField = StoredDateField.optional().openapi({ description: "Today when left out" });
export const act = {
  method: "post" as const,
  tag: "Payments",
  access: "payment.write" as const,
  idempotency: "required" as const,
  query: z.strictObject(dryRunQuery),
};

const received = {
  kind: z
    .enum(["received", "opening"])
    .optional()
    .openapi({ description: "opening: taken over from before" }),
  amount_minor: AmountField,
  received_on: dayField,
  method: z.enum(PaymentMethod.options),
  tied_invoice_id: z.string().min(1).max(200).nullable().optional(),
};

const Allocations = z.object({ allocations: z.array(AllocationField) }).openapi("Allocations");

export const recordPayment = defineOperation({
  ...act,
  id: "recordPayment",
  path: "/v1/payments",
  summary: "Record money that came in; it pays nothing until it is allocated",
  status: 201,
  body: z.strictObject({ payer: PayerField, ...received }).openapi("RecordPaymentBody"),
  bodyExample: {
    payer: { kind: "patient", id: "pat_01jy0000000000000000000000" },
    amount_minor: 24995,
    method: "card",
  },
  answer: RecordedPayment,
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, recordVerb, fromWire(request.body), {
      isDryRun: request.query.dry_run,
    });
    return { body: recordedOnWire(result), isReplay, location: `/v1/payments/${result.id}` };
  },
});

export const allocatePayment = defineOperation({
  ...act,
  id: "allocatePayment",
  path: "/v1/payments/{payment_id}/allocate",
  summary: "Pay an invoice with a payment",
  description: "With all that both allow, unless an amount is named.",
  params,
  body: z
    .strictObject({
      invoice_id: z.string().min(1).max(200),
      amount_minor: AmountField.optional(),
      on: dayField,
    })
    .openapi("AllocatePaymentBody"),
  bodyExample: { invoice_id: "inv_01jy0000000000000000000000" },
  answer: Allocations,
  run: async (request) => {
    const input = { paymentId: request.params.payment_id, ...fromWire(request.body) };
    const { result, isReplay } = await callVerb(request, allocateVerb, input, {
      isDryRun: request.query.dry_run,
    });
    return { body: { allocations: result.allocations.map(allocationOnWire) }, isReplay };
  },
});

export const deallocatePayment = defineOperation({
  ...act,
  id: "deallocatePayment",
  path: "/v1/allocations/{allocation_id}/reverse",
  summary: "Take an allocation back with a counter-entry",
  params: idParams("allocation_id", "all_01jy0000000000000000000000"),
  body: z.strictObject({ on: dayField }).openapi("DeallocatePaymentBody"),
  bodyExample: {},
  answer: Allocations,
  run: async (request) => {
    const input = { allocationId: request.params.allocation_id, ...request.body };
    const { result, isReplay } = await callVerb(request, deallocateVerb, input, {
      isDryRun: request.query.dry_run,
    });
    return { body: { allocations: result.allocations.map(allocationOnWire) }, isReplay };
  },
});

export const correctPayment = defineOperation({
  ...act,
  id: "correctPayment",
  path: "/v1/payments/{payment_id}/correct",
  summary: "Take a wrongly recorded payment back whole, and record the right one if there is one",
  params,
  body: z
    .strictObject({
      reason: ReasonField,
      replacement: orNull(z.strictObject(received).openapi("ReplacementPayment")),
      on: dayField,
    })
    .openapi("CorrectPaymentBody"),
  bodyExample: { reason: "Typed twice", replacement: null },
  answer: z
    .object({
      payments: z.array(RecordedPayment),
      allocations: z.array(AllocationField),
      counter_entries: z.array(CounterEntryField),
    })
    .openapi("CorrectedPayment"),
  run: async (request) => {
    const input = { paymentId: request.params.payment_id, ...fromWire(request.body) };
    const { result, isReplay } = await callVerb(request, correctVerb, input, {
      isDryRun: request.query.dry_run,
    });
    return {
      body: {
        payments: result.payments.map(recordedOnWire),
        allocations: result.allocations.map(allocationOnWire),
        counter_entries: result.counterEntries.map(counterEntryOnWire),
      },
      isReplay,
    };
  },
});

export const autoAllocatePayments = defineOperation({
  ...act,
  id: "autoAllocatePayments",
  path: "/v1/payments/auto-allocate",
  summary: "Spend unallocated money: tied invoice, oldest due date, number",
  description: "Never future invoices, unless they are chosen. Try it with dry_run first.",
  body: z
    .strictObject({
      payer: PayerField.optional().openapi({ description: "All payers when left out" }),
      chosen_future_invoice_ids: z.array(z.string().min(1).max(200)).max(500).optional(),
    })
    .openapi("AutoAllocatePaymentsBody"),
  bodyExample: {},
  answer: z
    .object({
      allocations: z.array(AllocationField),
      left_over: z.array(z.object({ payment_id: z.string(), amount_minor: z.int() })),
    })
    .openapi("AutoAllocations"),
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, autoVerb, fromWire(request.body), {
      isDryRun: request.query.dry_run,
    });
    const { allocations, leftOver } = result;
    const left = leftOver.map(({ paymentId, amountMinor }) => ({
      payment_id: paymentId,
      amount_minor: amountMinor,
    }));
    return { body: { allocations: allocations.map(allocationOnWire), left_over: left }, isReplay };
  },
});
