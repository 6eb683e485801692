import type { Payer } from "../plan/index.ts";
import { compareBalances } from "./compare.ts";
import { convertPatient, type Converted, type EarlierAccount } from "./convert.ts";
import type { BalanceDifference } from "./schema.ts";

/** One payer's part of the earlier system. */
export type PayerAccount = EarlierAccount & { payer: Payer };

export type ConvertedAccounts = { converted: Converted; differences: BalanceDifference[] };

/**
 * Converts some payers' accounts (MIG-9). One account depends on no other and ids follow from the earlier ids: whatever
 * the chunks, and however often one is converted, the rows are the same.
 */
export function convertAccounts({
  accounts,
  lockedMonths = [],
}: {
  accounts: readonly PayerAccount[];
  lockedMonths?: readonly string[];
}): ConvertedAccounts {
  const converted: Converted = { payments: [], allocations: [], counterEntries: [], unplaced: [] };
  const differences: BalanceDifference[] = [];
  for (const account of accounts) {
    const own = convertPatient({ ...account, lockedMonths });
    converted.payments.push(...own.payments);
    converted.allocations.push(...own.allocations);
    converted.counterEntries.push(...own.counterEntries);
    converted.unplaced.push(...own.unplaced);
    differences.push(...compareBalances({ payer: account.payer, account, converted: own }));
  }
  return { converted, differences };
}

/** The earlier system's rows by who paid, in one pass. */
export function accountsByPayer({ payments, invoices }: EarlierAccount): PayerAccount[] {
  const accounts = new Map<
    string,
    {
      payer: Payer;
      payments: EarlierAccount["payments"][number][];
      invoices: EarlierAccount["invoices"][number][];
    }
  >();
  const of = (payer: Payer) => {
    const key = `${payer.kind} ${payer.id}`;
    const known = accounts.get(key);
    if (known) return known;
    const made = { payer, payments: [], invoices: [] };
    accounts.set(key, made);
    return made;
  };
  for (const payment of payments)
    of({ kind: payment.payerKind, id: payment.patientId }).payments.push(payment);
  for (const invoice of invoices)
    of({ kind: invoice.payerKind, id: invoice.patientId }).invoices.push(invoice);
  return [...accounts.values()];
}
