import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** The days of base coverage that are billed to a patient, both ends included. */
export function listLiveClaims(
  tx: Transaction,
  { patientId }: { patientId: string },
): Promise<readonly { start: string; end: string }[]> {
  return tx<{ start: string; end: string }[]>`
    select lower(days) as start, upper(days) - 1 as end from invoice_claim
    where ${mine(tx)} and patient_id = ${patientId} and charge_kind = 'base' and is_live
    order by lower(days)`;
}

/** The invoices whose live base lines of a membership touch these days, the oldest first. */
export async function findInvoicesTouching(
  tx: Transaction,
  { membershipId, start, end }: { membershipId: string; start: string; end: string },
): Promise<readonly string[]> {
  const rows = await tx<{ invoiceId: string }[]>`
    select distinct l.invoice_id as "invoiceId"
    from invoice_line l join invoice_claim c on c.practice_id = l.practice_id and c.line_id = l.id
    where l.practice_id = current_setting('rollbook.practice_id') and l.membership_id = ${membershipId}
      and c.is_live and c.days && daterange(${start}, ${end}, '[]')
    order by l.invoice_id`;
  return rows.map((row) => row.invoiceId);
}
