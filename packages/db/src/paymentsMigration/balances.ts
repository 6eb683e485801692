import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** What somebody owed by the earlier payments and by the rows here; negative is credit. */
export interface PayerBalance {
  readonly patientId: string;
  readonly payerKind: string;
  readonly currency: string;
  readonly beforeMinor: number;
  /** Null: there is no row here. */
  readonly afterMinor: number | null;
}

/** What is owed by the rows that stand here: what invoices still ask for, less what of payments is unused. */
function owedHere(tx: Transaction) {
  return tx`
    select payer_kind, payer_id, currency, total_minor - credited_minor - paid_minor as minor from invoice
    where ${mine(tx)} and number is not null and kind <> 'credit_note' and status <> 'voided'
    union all
    select payer_kind, payer_id, currency, used_minor - amount_minor from payment where ${mine(tx)}`;
}

function owedBefore(tx: Transaction) {
  return tx`
    ${owedHere(tx)}
    union all
    select payer_kind, patient_id, currency, -amount_minor from earlier_payment where ${mine(tx)}`;
}

/** What these payers owe before anything moves. */
export async function findBalancesBefore(
  tx: Transaction,
  { payerIds }: { payerIds: readonly string[] },
): Promise<readonly Omit<PayerBalance, "afterMinor">[]> {
  if (payerIds.length === 0) return [];
  return tx<PayerBalance[]>`
    select payer_id as "patientId", payer_kind as "payerKind", currency, sum(minor)::bigint as "beforeMinor"
    from (${owedBefore(tx)}) rows where payer_id = any(${[...payerIds]}::text[])
    group by payer_kind, payer_id, currency`;
}

/** Notes what each payer owes before anything moves: by the rows here and by the earlier payments (MIG-8). */
export async function noteBalancesBefore(tx: Transaction, practiceId: string): Promise<void> {
  await tx`delete from payments_migration_balance where ${mine(tx)}`;
  await tx`
    insert into payments_migration_balance (practice_id, payer_kind, payer_id, currency, before_minor)
    select ${practiceId}, payer_kind, payer_id, currency, sum(minor) from (${owedBefore(tx)}) rows
    group by payer_kind, payer_id, currency`;
}

/** Notes what each payer owes after it, in the same snapshot, and answers where that differs (MIG-8). */
export async function noteBalancesAfter(
  tx: Transaction,
  practiceId: string,
): Promise<readonly PayerBalance[]> {
  await tx`
    insert into payments_migration_balance (practice_id, payer_kind, payer_id, currency, before_minor, after_minor)
    select ${practiceId}, payer_kind, payer_id, currency, 0, sum(minor) from (${owedHere(tx)}) rows
    group by payer_kind, payer_id, currency
    on conflict (practice_id, payer_kind, payer_id, currency) do update set after_minor = excluded.after_minor`;
  return listBalances(tx, { isDifferent: true, limit: null });
}

export function listBalances(
  tx: Transaction,
  {
    isDifferent = false,
    after,
    limit,
  }: { isDifferent?: boolean; after?: string | undefined; limit: number | null },
): Promise<readonly PayerBalance[]> {
  return tx<PayerBalance[]>`
    select payer_id as "patientId", payer_kind as "payerKind", currency, before_minor as "beforeMinor",
      after_minor as "afterMinor"
    from payments_migration_balance
    where ${mine(tx)} ${isDifferent ? tx`and before_minor <> coalesce(after_minor, 0)` : tx``}
      ${after === undefined ? tx`` : tx`and payer_id || ' ' || currency > ${after}`}
    order by payer_id || ' ' || currency ${limit === null ? tx`` : tx`limit ${limit}`}`;
}
