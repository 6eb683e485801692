import type { LedgerEntry } from "@rollbook/core/ledger";
import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

interface FlatEntry extends Omit<LedgerEntry, "postings" | "payer"> {
  readonly payerKind: LedgerEntry["payer"]["kind"];
  readonly payerId: string;
  readonly accounts: readonly string[];
  readonly amountsMinor: readonly number[];
}

/** The entries of the practice, or of one payer, by day, those of a day as they were posted (LED-1). */
export async function listLedgerEntries(
  tx: Transaction,
  { payer }: { payer?: { readonly kind: string; readonly id: string } | undefined } = {},
): Promise<readonly LedgerEntry[]> {
  const rows = await tx<FlatEntry[]>`
    select 'led_' || sequence as id, on_day as "on", act, reference, payer_kind as "payerKind", payer_id as "payerId",
      currency, accounts, amounts_minor as "amountsMinor"
    from ledger_entry
    where ${mine(tx)} ${payer === undefined ? tx`` : tx`and payer_kind = ${payer.kind} and payer_id = ${payer.id}`}
    order by on_day, sequence`;
  return rows.map(({ payerKind, payerId, accounts, amountsMinor, ...entry }) => ({
    ...entry,
    payer: { kind: payerKind, id: payerId },
    postings: accounts.map((account, index) => ({
      account,
      amountMinor: Number(amountsMinor[index] ?? 0),
    })),
  }));
}

export async function countLedgerEntries(tx: Transaction): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from ledger_entry where ${mine(tx)}`;
  return row?.count ?? 0;
}

export interface AccountSum {
  readonly account: string;
  readonly currency: string;
  readonly amountMinor: number;
}

export async function listAccountSums(
  tx: Transaction,
  { through }: { through?: string | undefined } = {},
): Promise<readonly AccountSum[]> {
  return tx<AccountSum[]>`
    select u.account, e.currency, sum(u.amount)::bigint as "amountMinor"
    from ledger_entry e cross join lateral unnest(e.accounts, e.amounts_minor) as u (account, amount)
    where e.${mine(tx)} ${through === undefined ? tx`` : tx`and e.on_day <= ${through}`}
    group by 1, 2 order by 1, 2`;
}

export interface OwedSum {
  readonly currency: string;
  /** What issued and partially paid invoices still ask for. */
  readonly askedMinor: number;
  /** Credited and paid beyond what invoices ask for. */
  readonly beyondMinor: number;
}

export async function listOwedSums(tx: Transaction): Promise<readonly OwedSum[]> {
  return tx<OwedSum[]>`
    select currency,
      coalesce(sum(total_minor - paid_minor - credited_minor)
        filter (where status in ('issued', 'partially_paid')), 0)::bigint as "askedMinor",
      coalesce(sum(greatest(paid_minor + credited_minor - total_minor, 0)), 0)::bigint as "beyondMinor"
    from invoice where ${mine(tx)} and number is not null and kind <> 'credit_note' and status <> 'voided'
    group by 1 order by 1`;
}
