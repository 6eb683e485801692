import {
  badDebt,
  incomeAccount,
  moneyAccount,
  openingEquity,
  receivable,
  taxOwed,
  unallocated,
} from "./account.ts";
import type { LedgerAct, LedgerEntry, LedgerPosting } from "./schema.ts";

type Invoiced = Extract<LedgerAct, { income: unknown }>;

function move({
  from,
  to,
  amountMinor,
}: {
  from: string;
  to: string;
  amountMinor: number;
}): LedgerPosting[] {
  return [
    { account: to, amountMinor },
    { account: from, amountMinor: -amountMinor },
  ];
}

/** Income and tax as they are earned: `sign` 1 when issued, -1 when taken back. */
function earned({
  act,
  sign,
  owed,
}: {
  act: Invoiced;
  sign: 1 | -1;
  owed: LedgerPosting[];
}): LedgerPosting[] {
  const income = act.income.map(({ kind, netMinor }) => ({
    account: incomeAccount(kind),
    amountMinor: -sign * netMinor,
  }));
  return [...owed, ...income, { account: taxOwed, amountMinor: -sign * act.taxMinor }];
}

function grossOf({ income, taxMinor }: Invoiced): number {
  return income.reduce((sum, { netMinor }) => sum + netMinor, taxMinor);
}

function postingsOf(act: LedgerAct): LedgerPosting[] {
  switch (act.kind) {
    case "invoice_issued":
      return earned({ act, sign: 1, owed: [{ account: receivable, amountMinor: grossOf(act) }] });
    case "invoice_voided":
      return earned({ act, sign: -1, owed: [{ account: receivable, amountMinor: -grossOf(act) }] });
    case "credit_note_issued": {
      const { toUnallocatedMinor } = act;
      const owed = [
        { account: receivable, amountMinor: toUnallocatedMinor - grossOf(act) },
        { account: unallocated, amountMinor: -toUnallocatedMinor },
      ];
      return earned({ act, sign: -1, owed });
    }
    case "payment_received":
      return move({
        from: unallocated,
        to: moneyAccount(act.method),
        amountMinor: act.amountMinor,
      });
    case "payment_opened":
      return move({ from: unallocated, to: openingEquity, amountMinor: act.amountMinor });
    case "balance_opened":
      return move({ from: openingEquity, to: receivable, amountMinor: act.amountMinor });
    case "payment_allocated":
      return move({ from: receivable, to: unallocated, amountMinor: act.amountMinor });
    case "payment_deallocated":
      return move({ from: unallocated, to: receivable, amountMinor: act.amountMinor });
    case "payment_refunded":
      return move({
        from: moneyAccount(act.method),
        to: unallocated,
        amountMinor: act.amountMinor,
      });
    case "payment_corrected": {
      const from = act.isOpening ? openingEquity : moneyAccount(act.method);
      return move({ from, to: unallocated, amountMinor: act.amountMinor });
    }
    case "invoice_written_off":
      return move({ from: receivable, to: badDebt, amountMinor: act.amountMinor });
    case "invoice_reopened":
      return move({ from: badDebt, to: receivable, amountMinor: act.amountMinor });
  }
}

function mergeByAccount(postings: readonly LedgerPosting[]): LedgerPosting[] {
  const sums = new Map<string, number>();
  for (const { account, amountMinor } of postings)
    sums.set(account, (sums.get(account) ?? 0) + amountMinor);
  return [...sums]
    .filter(([, amountMinor]) => amountMinor !== 0)
    .map(([account, amountMinor]) => ({ account, amountMinor }));
}

/** The balanced entry of an act (LED-1). An invoice over nothing has no postings. */
export function entryOf(act: LedgerAct): LedgerEntry {
  const { id, on, kind, reference, payer, currency } = act;
  return {
    id,
    on,
    act: kind,
    reference,
    payer,
    currency,
    postings: mergeByAccount(postingsOf(act)),
  };
}

export type LedgerBalances = Record<string, Record<string, number>>;

/** Sums by account and currency (LED-2, LED-3). */
export function balancesOf(entries: readonly LedgerEntry[]): LedgerBalances {
  const balances: LedgerBalances = {};
  for (const { currency, postings } of entries) {
    for (const { account, amountMinor } of postings) {
      const of = (balances[account] ??= {});
      of[currency] = (of[currency] ?? 0) + amountMinor;
    }
  }
  return balances;
}
