import { z } from "@hono/zod-openapi";
import { previewCharges } from "@rollbook/services/billing";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { PayerField } from "../../wire/common.ts";
import { CurrencyField, DateField, PeriodField, StoredDateField } from "../../wire/fields.ts";

const PreviewedLine = z
  .object({
    membership_id: z.string(),
    patient_ids: z.array(z.string()),
    charge_kind: z.enum(["base", "add_on", "enrollment_fee"]),
    description: z.string(),
    plan_id: z.string(),
    period: PeriodField,
    cycle: PeriodField,
    days_used: z.int(),
    days_in_cycle: z.int(),
    price_minor: z.int(),
    price_basis: z.enum(["own", "contract", "plan"]),
    net_minor: z.int(),
    tax_minor: z.int(),
    total_minor: z.int(),
  })
  .openapi("PreviewedInvoiceLine");

const PreviewInvoices = z
  .object({
    invoices: z.array(
      z.object({
        payer: PayerField,
        currency: CurrencyField,
        charge_on: DateField,
        issue_on: DateField,
        due_on: DateField,
        net_minor: z.int(),
        tax_minor: z.int(),
        total_minor: z.int(),
        lines: z.array(PreviewedLine),
      }),
    ),
    parked: z.array(
      z.object({
        membership_id: z.string(),
        code: z.string(),
        rule: z.string(),
        reason: z.string(),
        way_out: z.string(),
      }),
    ),
  })
  .openapi("PreviewInvoices");

type Preview = Awaited<ReturnType<typeof previewCharges.run>>;

export const previewInvoices = defineOperation({
  id: "previewInvoices",
  method: "post",
  path: "/v1/preview/invoices",
  tag: "Preview",
  summary: "What would be billed through a day, as things stand",
  description: "Computes and stores nothing, whether or not the practice is live.",
  access: "invoice.read",
  idempotency: "none",
  body: z
    .strictObject({
      through: StoredDateField.optional().openapi({ description: "Today when left out" }),
    })
    .openapi("PreviewInvoicesBody"),
  bodyExample: { through: "2026-06-30" },
  answer: PreviewInvoices,
  run: async (request) => {
    const { result } = await callVerb(request, previewCharges, request.body);
    return { body: previewOnWire(result) };
  },
});

function previewOnWire({ invoices, parked }: Preview): z.input<typeof PreviewInvoices> {
  return {
    invoices: invoices.map((invoice) => ({
      payer: invoice.payer,
      currency: invoice.currency,
      charge_on: invoice.chargeOn,
      issue_on: invoice.issueOn,
      due_on: invoice.dueOn,
      net_minor: invoice.netMinor,
      tax_minor: invoice.taxMinor,
      total_minor: invoice.totalMinor,
      lines: invoice.lines.map(lineOnWire),
    })),
    parked: parked.map(({ membershipId, code, rule, reason, wayOut }) => ({
      membership_id: membershipId,
      code,
      rule,
      reason,
      way_out: wayOut,
    })),
  };
}

function lineOnWire(
  line: Preview["invoices"][number]["lines"][number],
): z.input<typeof PreviewedLine> {
  return {
    membership_id: line.membershipId,
    patient_ids: line.patientIds,
    charge_kind: line.chargeKind,
    description: line.description,
    plan_id: line.planId,
    period: line.period,
    cycle: line.cycle,
    days_used: line.daysUsed,
    days_in_cycle: line.daysInCycle,
    price_minor: line.priceMinor,
    price_basis: line.priceBasis,
    net_minor: line.netMinor,
    tax_minor: line.taxMinor,
    total_minor: line.grossMinor,
  };
}
