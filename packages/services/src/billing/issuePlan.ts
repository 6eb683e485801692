import type { PlannedInvoice, PlannedLine } from "@rollbook/core/invoice";
import type { InvoiceClaimRecord, InvoiceLineRecord, IssuedInvoiceRow } from "@rollbook/db/invoice";

export interface IssuedRows {
  readonly invoices: IssuedInvoiceRow[];
  readonly lines: InvoiceLineRecord[];
  readonly claims: InvoiceClaimRecord[];
}

/** The rows of planned invoices, numbered in the order of the plan. */
export function rowsOfPlan(
  planned: readonly PlannedInvoice[],
  { firstNumber, newId }: { firstNumber: number; newId: (prefix: string) => string },
): IssuedRows {
  const rows: IssuedRows = { invoices: [], lines: [], claims: [] };
  for (const [index, invoice] of planned.entries()) {
    const id = newId("inv");
    rows.invoices.push(invoiceRow(invoice, { id, number: firstNumber + index }));
    for (const [position, line] of invoice.lines.entries()) {
      const lineId = newId("lin");
      rows.lines.push(lineRow(line, { id: lineId, invoiceId: id, position: position + 1 }));
      for (const patientId of line.patientIds)
        rows.claims.push(claimRow(line, { lineId, patientId }));
    }
  }
  return rows;
}

function invoiceRow(
  invoice: PlannedInvoice,
  { id, number }: { id: string; number: number },
): IssuedInvoiceRow {
  return {
    id,
    number,
    kind: invoice.payer.kind === "employer" ? "employer" : "membership",
    status: invoice.totalMinor === 0 ? "paid" : "issued",
    payerKind: invoice.payer.kind,
    payerId: invoice.payer.id,
    issuedOn: invoice.issueOn,
    dueOn: invoice.dueOn,
    netMinor: invoice.netMinor,
    taxMinor: invoice.taxMinor,
    totalMinor: invoice.totalMinor,
  };
}

function lineRow(
  line: PlannedLine,
  place: { id: string; invoiceId: string; position: number },
): InvoiceLineRecord {
  return {
    ...place,
    membershipId: line.membershipId,
    patientId: line.patientIds[0] ?? null,
    planId: line.planId,
    chargeKind: line.chargeKind,
    description: line.description,
    periodStart: line.period.start,
    periodEnd: line.period.end,
    quantity: 1,
    priceMinor: line.priceMinor,
    netMinor: line.netMinor,
    taxMinor: line.taxMinor,
    totalMinor: line.grossMinor,
    cycleStart: line.cycle.start,
    cycleEnd: line.cycle.end,
    daysUsed: line.daysUsed,
    daysInCycle: line.daysInCycle,
    priceBasis: line.priceBasis,
    tax: line.tax,
    healthcode: line.healthcode,
    creditsLineId: null,
  };
}

function claimRow(
  line: PlannedLine,
  { lineId, patientId }: { lineId: string; patientId: string },
): InvoiceClaimRecord {
  return {
    lineId,
    patientId,
    membershipId: line.membershipId,
    chargeKind: line.chargeKind,
    start: line.period.start,
    end: line.period.end,
    isLive: true,
  };
}
