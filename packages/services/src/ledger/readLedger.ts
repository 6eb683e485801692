import {
  actsOfPostings,
  balancesOf,
  entryOf,
  exportJournal,
  type LedgerBalances,
  type LedgerEntry,
} from "@rollbook/core/ledger";
import { listBadDebtActs } from "@rollbook/db/badDebt";
import { listLedgerInvoices } from "@rollbook/db/ledger";
import * as z from "zod";
import { readBook } from "../payment/index.ts";
import { defineVerb, type Given } from "../run/index.ts";
import { actsOfBadDebt } from "./badDebtActs.ts";
import { actsOfInvoices } from "./invoiceActs.ts";

/** The entry of every act: invoices, credit notes and payments are rows that never change, so that it follows from them. */
async function readEntries(given: Given): Promise<LedgerEntry[]> {
  const invoices = await listLedgerInvoices(given.tx);
  const writtenOff = await listBadDebtActs(given.tx);
  const { payments, allocations, counterEntries, ...book } = await readBook(given);
  const empty = { ...book, payments: [], allocations: [], counterEntries: [] };
  const planned = {
    kind: "planned" as const,
    payments: [...payments],
    allocations: [...allocations],
    counterEntries: [...counterEntries],
  };
  return [
    ...actsOfInvoices(invoices),
    ...actsOfBadDebt({ invoices, acts: writtenOff }),
    ...actsOfPostings({ book: empty, planned }),
  ].map(entryOf);
}

/** The practice's journal in hledger's format (LED-5). */
export const exportLedger = defineVerb({
  name: "ledger.export",
  permission: "payment.read",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }): Promise<{ journal: string; entries: number }> => {
    const entries = await readEntries(given);
    const title = `Journal of ${given.practice.name}, ${given.today}`;
    return { journal: exportJournal({ entries, title }), entries: entries.length };
  },
  audit: ({ result }) => ({ entityId: null, detail: { entries: result.entries } }),
});

/** Sums by account and currency (LED-2, LED-3). */
export const ledgerBalances = defineVerb({
  name: "ledger.balances",
  permission: "payment.read",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }): Promise<LedgerBalances> =>
    balancesOf(await readEntries(given)),
});
