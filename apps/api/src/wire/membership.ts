import { z } from "@hono/zod-openapi";
import { PaymentMethod, Status } from "@rollbook/core/membership";
import { ExternalIdField, PayerField, versioned } from "./common.ts";
import {
  AnchorDayField,
  DateField,
  IntervalField,
  PeriodField,
  PriceMinorField,
} from "./fields.ts";

export const MembershipTermsField = z
  .object({
    from: DateField,
    plan_id: z.string(),
    payer: PayerField,
    interval: IntervalField,
    billing: z.enum(["advance", "arrears"]),
    anchor_date: DateField.openapi({ description: "A day on which a full cycle begins" }),
    anchor_day: AnchorDayField,
    own_price_minor: PriceMinorField.nullable().openapi({
      description: "Null: the contract's or the plan's price",
    }),
  })
  .openapi("MembershipTerms");

export const MembershipField = z
  .object({
    id: z.string().openapi({ example: "mem_01jy0000000000000000000000" }),
    external_id: ExternalIdField.nullable(),
    patient_id: z.string(),
    status: z.enum(Status.options).openapi({ description: "On the practice's today" }),
    allowed_actions: z.array(z.string()),
    plan_id: z.string(),
    payer: PayerField,
    interval: IntervalField,
    care_from: DateField,
    bill_from: DateField,
    covered_through: DateField.nullable(),
    first_invoice_on: DateField.nullable(),
    next_invoice_on: DateField.nullable().openapi({
      description: "When the billing run looks at it next",
    }),
    attached_on: DateField,
    end_date: DateField.nullable(),
    end_reason: z.string().nullable(),
    archived_on: DateField.nullable(),
    covered_by: z
      .string()
      .nullable()
      .openapi({ description: "The membership whose family price covers this one" }),
    also_covers: z.array(z.string()),
    open_questions: z.array(z.string()),
    holds: z
      .array(z.object({ code: z.string(), reason: z.string() }))
      .openapi({ description: "What parks its invoicing" }),
    parked_reason: z.string().nullable(),
    terms: z.array(MembershipTermsField),
    pauses: z.array(z.object({ from: DateField, through: DateField.nullable() })),
    waivers: z.array(z.object({ ...PeriodField.shape, reason: z.string() })),
    enrollment_fee: z.object({
      state: z.enum(["none", "due", "billed", "charged_before"]),
      fee_minor: PriceMinorField,
    }),
    payment: z.object({
      method: PaymentMethod.nullable(),
      is_autopay: z.boolean(),
      mandate_on: DateField.nullable(),
      consent_on: DateField.nullable(),
    }),
    ...versioned,
  })
  .openapi("Membership");
