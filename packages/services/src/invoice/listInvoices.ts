import { Period } from "@rollbook/core/calendar";
import { InvoiceStatus } from "@rollbook/core/invoice";
import type { Transaction } from "@rollbook/db";
import * as z from "zod";
import { asPage, defineVerb, ListFromEitherEnd } from "../run/index.ts";
import { invoiceKind, viewOfInvoice } from "./invoice.ts";

/** What a list of invoices may be narrowed to; every part that is given must hold (INV-11). */
export const InvoiceFilters = z.strictObject({
  status: z.array(InvoiceStatus).min(1).optional(),
  /** Neither a draft nor voided. */
  isActive: z.boolean().optional(),
  isMembershipOnly: z.boolean().optional(),
  patientId: z.string().optional(),
  employerId: z.string().optional(),
  payerId: z.string().optional(),
  membershipId: z.string().optional(),
  /** Some line has a day in it. */
  period: Period.optional(),
  issuedFrom: Period.shape.start.optional(),
  isOverdue: z.boolean().optional(),
  isSent: z.boolean().optional(),
  number: z.int().optional(),
});
export type InvoiceFilters = z.infer<typeof InvoiceFilters>;

export const listInvoices = defineVerb({
  name: "invoice.list",
  permission: "invoice.read",
  input: ListFromEitherEnd.extend(InvoiceFilters.shape),
  run: async ({ tx, input, today }) => {
    const where = tx`${statusWhere(tx, input, today)} ${partyWhere(tx, input)} ${lineWhere(tx, input)}`;
    const found = await invoiceKind.table.list(
      tx,
      { after: input.after, limit: input.limit + 1, order: input.order },
      where,
    );
    return asPage(
      found.map((record) => viewOfInvoice(record, today)),
      input.limit,
    );
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { filters: input, count: result.data.length },
  }),
});

function statusWhere(tx: Transaction, input: InvoiceFilters, today: string) {
  const overdue = tx`(status in ('issued', 'partially_paid') and due_on < ${today}::date)`;
  const active = tx`(status not in ('draft', 'voided'))`;
  return tx`
    ${input.status === undefined ? tx`` : tx`and status = any(${input.status}::text[])`}
    ${input.isActive === undefined ? tx`` : tx`and ${active} = ${input.isActive}`}
    ${input.isOverdue === undefined ? tx`` : tx`and coalesce(${overdue}, false) = ${input.isOverdue}`}
    ${input.isSent === undefined ? tx`` : tx`and (sent_at is not null) = ${input.isSent}`}
    ${input.number === undefined ? tx`` : tx`and number = ${input.number}`}
    ${input.issuedFrom === undefined ? tx`` : tx`and issued_on >= ${input.issuedFrom}`}`;
}

function partyWhere(tx: Transaction, input: InvoiceFilters) {
  return tx`
    ${input.payerId === undefined ? tx`` : tx`and payer_id = ${input.payerId}`}
    ${input.employerId === undefined ? tx`` : tx`and payer_kind = 'employer' and payer_id = ${input.employerId}`}`;
}

function lineWhere(tx: Transaction, input: InvoiceFilters) {
  const { patientId, membershipId, period, isMembershipOnly } = input;
  const line = tx`select from invoice_line l where l.practice_id = invoice.practice_id and l.invoice_id = invoice.id`;
  const claim = tx`
    select from invoice_line l join invoice_claim c on c.practice_id = l.practice_id and c.line_id = l.id
    where l.practice_id = invoice.practice_id and l.invoice_id = invoice.id`;
  return tx`
    ${isMembershipOnly === undefined ? tx`` : tx`and exists (${line} and l.membership_id is not null) = ${isMembershipOnly}`}
    ${membershipId === undefined ? tx`` : tx`and exists (${line} and l.membership_id = ${membershipId})`}
    ${period === undefined ? tx`` : tx`and exists (${line} and l.period_start <= ${period.end} and l.period_end >= ${period.start})`}
    ${
      patientId === undefined
        ? tx``
        : tx`and ((payer_kind = 'patient' and payer_id = ${patientId}) or exists (${line} and l.patient_id = ${patientId})
            or exists (${claim} and c.patient_id = ${patientId}))`
    }`;
}
