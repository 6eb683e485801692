import type { ListedInvoice } from "@rollbook/core/reconcile";
import { addDays, type PlainDate } from "@rollbook/core/calendar";
import type { Transaction } from "../connection/openDatabase.ts";

const keptDays = 90;

/** What the Invoices tab shows: whatever is open, and 90 days of the rest. */
export async function listedInvoices(tx: Transaction, today: PlainDate): Promise<ListedInvoice[]> {
  const rows = await tx<ListedInvoice[]>`
    select invoice.id, invoice.number::text as number,
      coalesce(
        (select concat_ws(' ', patient.first_name, patient.middle_name, patient.last_name) from patient
          where patient.practice_id = invoice.practice_id and patient.id = invoice.payer_id),
        (select employer.name from employer
          where employer.practice_id = invoice.practice_id and employer.id = invoice.payer_id),
        invoice.payer_id) as member,
      invoice.issued_on as "issuedOn", invoice.due_on as "dueOn", invoice.total_minor as "totalMinor",
      case when invoice.status in ('issued', 'partially_paid')
        then invoice.total_minor - invoice.paid_minor - invoice.credited_minor else 0 end as "openMinor",
      replace(invoice.status, '_', ' ') as state, invoice.sent_at is not null as "isSent"
    from invoice
    where invoice.practice_id = current_setting('rollbook.practice_id') and invoice.status <> 'draft'
      and (invoice.status in ('issued', 'partially_paid') or invoice.issued_on >= ${addDays(today, -keptDays)})
    order by invoice.number`;
  return rows.map((row) => ({ ...row, member: row.member.replaceAll(/\s+/g, " ").trim() }));
}
