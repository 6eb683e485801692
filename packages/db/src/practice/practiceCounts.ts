import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface PracticeCounts {
  readonly status: string;
  readonly count: number;
}

/** Memberships by their status on a day. */
export async function countMembershipsByStatus(
  tx: Transaction,
  { today }: { today: string },
): Promise<readonly PracticeCounts[]> {
  return tx<PracticeCounts[]>`
    select membership_status(membership, ${today}::date) as status, count(*)::int as count
    from membership where ${mine(tx)} group by 1 order by 1`;
}

/** Invoices that have a number, whatever became of them; what was taken over from the old books was not issued here. */
export async function countNumberedInvoices(tx: Transaction): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from invoice where ${mine(tx)} and number is not null and not is_opening`;
  return row?.count ?? 0;
}
