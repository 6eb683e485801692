import type { z } from "@hono/zod-openapi";
import type { InvoiceDetail, InvoiceView } from "@rollbook/services/invoice";
import type { InvoiceField, InvoiceLineField, InvoiceSummary } from "../../wire/invoice.ts";

type Summary = z.input<typeof InvoiceSummary>;
type Line = z.input<typeof InvoiceLineField>;

export function invoiceSummaryOnWire(invoice: InvoiceView): Summary {
  return {
    id: invoice.id,
    external_id: invoice.externalId,
    kind: invoice.kind,
    status: invoice.status,
    is_overdue: invoice.isOverdue,
    allowed_actions: [...invoice.actions],
    number: invoice.number,
    payer: { kind: invoice.payerKind as Summary["payer"]["kind"], id: invoice.payerId },
    currency: invoice.currency,
    issued_on: invoice.issuedOn,
    due_on: invoice.dueOn,
    net_minor: invoice.netMinor,
    tax_minor: invoice.taxMinor,
    total_minor: invoice.totalMinor,
    paid_minor: invoice.paidMinor,
    credited_minor: invoice.creditedMinor,
    open_minor: invoice.openMinor,
    balance_minor: invoice.status === "bad_debt" ? 0 : invoice.openMinor,
    credits_invoice_id: invoice.creditsInvoiceId,
    sent_at: invoice.sentAt,
    sent_to: invoice.sentTo,
    voided_on: invoice.voidedOn,
    void_reason: invoice.voidReason,
    is_billed_again: invoice.isBilledAgain,
    bad_debt_on: invoice.badDebtOn,
    run_id: invoice.runId,
    version: invoice.version,
    created_at: invoice.createdAt,
    updated_at: invoice.updatedAt,
  };
}

export function invoiceOnWire(invoice: InvoiceDetail): z.input<typeof InvoiceField> {
  return { ...invoiceSummaryOnWire(invoice), lines: invoice.lines.map(lineOnWire) };
}

function lineOnWire(line: InvoiceDetail["lines"][number]): Line {
  return {
    id: line.id,
    position: line.position,
    membership_id: line.membershipId,
    patient_id: line.patientId,
    plan_id: line.planId,
    charge_kind: line.chargeKind,
    description: line.description,
    period: periodOf(line.periodStart, line.periodEnd),
    quantity: line.quantity,
    price_minor: line.priceMinor,
    net_minor: line.netMinor,
    tax_minor: line.taxMinor,
    total_minor: line.totalMinor,
    cycle: periodOf(line.cycleStart, line.cycleEnd),
    days_used: line.daysUsed,
    days_in_cycle: line.daysInCycle,
    price_basis: line.priceBasis,
    tax: taxOnWire(line.tax),
    healthcode: line.healthcode,
    credits_line_id: line.creditsLineId,
  };
}

function periodOf(start: string | null, end: string | null): { start: string; end: string } | null {
  return start === null || end === null ? null : { start, end };
}

function taxOnWire(tax: unknown): Line["tax"] {
  if (tax === null || tax === undefined) return null;
  const { ratePerMillion, mode } = tax as {
    ratePerMillion: number;
    mode: "inclusive" | "exclusive";
  };
  return { rate_per_million: ratePerMillion, mode };
}
