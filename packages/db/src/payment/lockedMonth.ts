import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** Months 'YYYY-MM' whose books are closed, in order. */
export async function listLockedMonths(tx: Transaction): Promise<readonly string[]> {
  const rows = await tx<
    { month: string }[]
  >`select month from locked_month where ${mine(tx)} order by month`;
  return rows.map(({ month }) => month);
}

export async function insertLockedMonth(
  tx: Transaction,
  practiceId: string,
  { month, at, by }: { month: string; at: string; by: string },
): Promise<void> {
  await tx`
    insert into locked_month (practice_id, month, locked_at, locked_by)
    values (${practiceId}, ${month}, ${at}, ${by}) on conflict do nothing`;
}

export async function deleteLockedMonth(
  tx: Transaction,
  { month }: { month: string },
): Promise<void> {
  await tx`delete from locked_month where ${mine(tx)} and month = ${month}`;
}
