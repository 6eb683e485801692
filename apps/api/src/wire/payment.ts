import { z } from "@hono/zod-openapi";
import { PaymentMethod } from "@rollbook/core/membership";
import { PayerField } from "./common.ts";
import { CurrencyField, DateField } from "./fields.ts";

const AmountMinorField = z.int();

export const AllocationField = z
  .object({
    id: z.string(),
    payment_id: z.string(),
    invoice_id: z.string(),
    on: DateField,
    amount_minor: AmountMinorField.openapi({
      description: "Negative where it takes an earlier one back",
    }),
    reverses: z.string().nullable(),
  })
  .openapi("Allocation");

export const CounterEntryField = z
  .object({
    id: z.string(),
    kind: z.enum(["refund", "correction"]),
    payment_id: z.string(),
    on: DateField,
    amount_minor: AmountMinorField,
    reason: z.string(),
  })
  .openapi("CounterEntry");

const recorded = {
  id: z.string().openapi({ example: "pay_01jy0000000000000000000000" }),
  kind: z.enum(["received", "opening"]),
  payer: PayerField,
  currency: CurrencyField,
  amount_minor: AmountMinorField,
  received_on: DateField,
  method: z.enum(PaymentMethod.options),
  tied_invoice_id: z
    .string()
    .nullable()
    .openapi({ description: "The invoice that the payer meant" }),
  processor_reference: z.string().nullable(),
};

export const RecordedPayment = z.object(recorded).openapi("RecordedPayment");

const sums = { ...recorded, unallocated_minor: AmountMinorField };

export const PaymentSummary = z.object(sums).openapi("PaymentSummary");

export const PaymentField = z
  .object({
    ...sums,
    allocations: z.array(AllocationField),
    counter_entries: z.array(CounterEntryField),
  })
  .openapi("Payment");
