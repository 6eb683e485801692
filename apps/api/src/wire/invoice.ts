import { z } from "@hono/zod-openapi";
import { ExternalIdField, InstantField, PayerField, TaxField, versioned } from "./common.ts";
import { CurrencyField, DateField } from "./fields.ts";
import { orNull } from "./orNull.ts";

export const InvoiceStatusField = z.enum([
  "draft",
  "issued",
  "partially_paid",
  "paid",
  "bad_debt",
  "voided",
]);

const AmountMinorField = z.int();
const LinePeriod = z.object({ start: DateField, end: DateField }).openapi("LinePeriod");

export const InvoiceLineField = z
  .object({
    id: z.string(),
    position: z.int(),
    membership_id: z.string().nullable(),
    patient_id: z.string().nullable(),
    plan_id: z.string().nullable(),
    charge_kind: z.enum(["base", "add_on", "enrollment_fee", "other"]),
    description: z.string(),
    period: orNull(LinePeriod),
    quantity: z.int(),
    price_minor: AmountMinorField,
    net_minor: AmountMinorField,
    tax_minor: AmountMinorField,
    total_minor: AmountMinorField,
    cycle: orNull(LinePeriod).openapi({ description: "The full cycle that the price is for" }),
    days_used: z.int().nullable(),
    days_in_cycle: z.int().nullable(),
    price_basis: z.enum(["own", "contract", "plan", "manual"]).nullable(),
    tax: orNull(TaxField),
    healthcode: z.string().nullable(),
    credits_line_id: z.string().nullable(),
  })
  .openapi("InvoiceLine");

const invoiceFields = {
  id: z.string().openapi({ example: "inv_01jy0000000000000000000000" }),
  external_id: ExternalIdField.nullable(),
  kind: z.enum(["membership", "employer", "manual", "credit_note"]),
  status: InvoiceStatusField,
  is_overdue: z.boolean(),
  number: z.int().nullable().openapi({ description: "Given at issue, gapless in the practice" }),
  payer: PayerField,
  currency: CurrencyField,
  issued_on: DateField.nullable(),
  due_on: DateField.nullable(),
  net_minor: AmountMinorField,
  tax_minor: AmountMinorField,
  total_minor: AmountMinorField,
  paid_minor: AmountMinorField,
  credited_minor: AmountMinorField,
  open_minor: AmountMinorField.openapi({ description: "What is still owed" }),
  balance_minor: AmountMinorField.openapi({
    description:
      "What the books expect: assets:receivable of the ledger is the sum of it. A bad debt is still owed, and expected no more",
  }),
  allowed_actions: z.array(z.string()),
  credits_invoice_id: z.string().nullable(),
  sent_at: InstantField.nullable(),
  sent_to: z.string().nullable(),
  voided_on: DateField.nullable(),
  void_reason: z.string().nullable(),
  is_billed_again: z.boolean().nullable(),
  bad_debt_on: DateField.nullable(),
  run_id: z.string().nullable(),
  ...versioned,
};

/** In lists: without its lines. */
export const InvoiceSummary = z.object(invoiceFields).openapi("InvoiceSummary");

export const InvoiceField = z
  .object({ ...invoiceFields, lines: z.array(InvoiceLineField) })
  .openapi("Invoice");
