import { PlainDate } from "@rollbook/core/calendar";
import { exportJournal, type LedgerBalances } from "@rollbook/core/ledger";
import { listAccountSums, listLedgerEntries, type AccountSum } from "@rollbook/db/ledger";
import * as z from "zod";
import { defineVerb } from "../run/index.ts";

/** The practice's journal in hledger's format (LED-5). */
export const exportLedger = defineVerb({
  name: "ledger.export",
  permission: "payment.read",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }): Promise<{ journal: string; entries: number }> => {
    const entries = await listLedgerEntries(given.tx);
    const title = `Journal of ${given.practice.name}, ${given.today}`;
    return { journal: exportJournal({ entries, title }), entries: entries.length };
  },
  audit: ({ result }) => ({ entityId: null, detail: { entries: result.entries } }),
});

export function balancesFrom(sums: readonly AccountSum[]): LedgerBalances {
  const balances: LedgerBalances = {};
  for (const { account, currency, amountMinor } of sums)
    (balances[account] ??= {})[currency] = amountMinor;
  return balances;
}

/** Sums by account and currency, of all days or up to one (LED-2, LED-3). */
export const ledgerBalances = defineVerb({
  name: "ledger.balances",
  permission: "payment.read",
  input: z.strictObject({ on: PlainDate.optional() }),
  run: async ({ tx, input }): Promise<LedgerBalances> =>
    balancesFrom(await listAccountSums(tx, { through: input.on })),
});
