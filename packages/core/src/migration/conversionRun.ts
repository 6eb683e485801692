import { compareBalances } from "./compare.ts";
import { convertPatient, type Converted, type EarlierAccount } from "./convert.ts";
import type { BalanceDifference } from "./schema.ts";

export type ConversionBatch = {
  converted: Converted;
  differences: BalanceDifference[];
  /** The last patient converted: where a killed run goes on. Null when all are done. */
  next: string | null;
};

function emptyConversion(): Converted {
  return { payments: [], allocations: [], counterEntries: [], unplaced: [] };
}

/**
 * Converts the next patients in the order of their ids (MIG-9). A run that was killed asks again with the last `next` it
 * wrote down; a batch that is converted twice makes the same rows with the same ids.
 */
export function convertBatch({
  accounts,
  after,
  size,
}: {
  /** By patient. */
  accounts: ReadonlyMap<string, EarlierAccount>;
  after: string | null;
  size: number;
}): ConversionBatch {
  const waiting = [...accounts.keys()]
    .filter((id) => after === null || id > after)
    .toSorted((a, b) => (a < b ? -1 : 1));
  const chosen = waiting.slice(0, size);
  const converted = emptyConversion();
  const differences: BalanceDifference[] = [];
  for (const patientId of chosen) {
    const account = accounts.get(patientId) ?? { payments: [], invoices: [] };
    const own = convertPatient(account);
    converted.payments.push(...own.payments);
    converted.allocations.push(...own.allocations);
    converted.counterEntries.push(...own.counterEntries);
    converted.unplaced.push(...own.unplaced);
    differences.push(...compareBalances({ patientId, account, converted: own }));
  }
  return {
    converted,
    differences,
    next: chosen.length < waiting.length ? (chosen.at(-1) ?? null) : null,
  };
}

/** The earlier system's rows by patient, in one pass. */
export function accountsByPatient({
  payments,
  invoices,
}: EarlierAccount): Map<string, EarlierAccount> {
  const accounts = new Map<
    string,
    {
      payments: EarlierAccount["payments"][number][];
      invoices: EarlierAccount["invoices"][number][];
    }
  >();
  const of = (patientId: string) => {
    const known = accounts.get(patientId);
    if (known) return known;
    const made = { payments: [], invoices: [] };
    accounts.set(patientId, made);
    return made;
  };
  for (const payment of payments) of(payment.patientId).payments.push(payment);
  for (const invoice of invoices) of(invoice.patientId).invoices.push(invoice);
  return accounts;
}
