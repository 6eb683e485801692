import type { Transaction } from "../connection/openDatabase.ts";

export type MembershipCharges = { invoices: number; balanceMinor: number };

/** Issued invoices per membership, and what is still owed on their lines' share of them. */
export async function readMembershipCharges(
  tx: Transaction,
): Promise<Map<string, MembershipCharges>> {
  const rows = await tx<{ membershipId: string; invoices: number; balanceMinor: number }[]>`
    select line.membership_id as "membershipId", count(distinct invoice.id) as invoices,
      coalesce(sum(
        line.total_minor - round(line.total_minor * (invoice.paid_minor + invoice.credited_minor)::numeric
          / nullif(invoice.total_minor, 0))
      ) filter (where invoice.status in ('issued', 'partially_paid')), 0)::bigint as "balanceMinor"
    from invoice_line line
    join invoice on invoice.practice_id = line.practice_id and invoice.id = line.invoice_id
    where line.practice_id = current_setting('rollbook.practice_id')
      and line.membership_id is not null and invoice.kind <> 'credit_note'
      and invoice.status not in ('draft', 'voided')
    group by line.membership_id`;
  return new Map(rows.map((row) => [row.membershipId, row]));
}
