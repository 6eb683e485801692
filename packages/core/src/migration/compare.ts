import type { Converted, EarlierAccount } from "./convert.ts";
import type { Payer } from "../plan/index.ts";
import type { BalanceDifference } from "./schema.ts";

type Sums = Record<string, number>;

function add(sums: Sums, currency: string, minor: number): void {
  sums[currency] = (sums[currency] ?? 0) + minor;
}

/** What a patient owes in the earlier system, by currency; negative is credit. */
export function earlierBalances({ payments, invoices }: EarlierAccount): Sums {
  const sums: Sums = {};
  for (const { currency, totalMinor, isVoided } of invoices)
    if (!isVoided) add(sums, currency, totalMinor);
  for (const { currency, amountMinor } of payments) add(sums, currency, -amountMinor);
  return sums;
}

/** What each invoice still asks for and each payment has left after the conversion, as its rows say. */
function leftOverRows({ account, converted }: { account: EarlierAccount; converted: Converted }) {
  const owed = new Map(
    account.invoices.filter(({ isVoided }) => !isVoided).map((each) => [each.id, { ...each }]),
  );
  const free = new Map(converted.payments.map((each) => [each.id, { ...each }]));
  let strayRows = 0;
  for (const { invoiceId, paymentId, amountMinor } of converted.allocations) {
    const [invoice, payment] = [owed.get(invoiceId), free.get(paymentId)];
    if (!invoice || !payment || invoice.currency !== payment.currency) strayRows += 1;
    if (invoice) invoice.totalMinor -= amountMinor;
    if (payment) payment.amountMinor -= amountMinor;
  }
  for (const { paymentId, amountMinor } of converted.counterEntries) {
    const payment = free.get(paymentId);
    if (payment) payment.amountMinor -= amountMinor;
    else strayRows += 1;
  }
  return { invoices: [...owed.values()], payments: [...free.values()], strayRows };
}

/**
 * What a patient owes here after the conversion: what the invoices still ask for, less what is unallocated. Null when a
 * row stands on nothing, or more is allocated than there is.
 */
export function convertedBalances(input: {
  account: EarlierAccount;
  converted: Converted;
}): Sums | null {
  const { invoices, payments, strayRows } = leftOverRows(input);
  const isOverdrawn =
    invoices.some(({ totalMinor }) => totalMinor < 0) ||
    payments.some(({ amountMinor }) => amountMinor < 0);
  if (strayRows > 0 || isOverdrawn) return null;
  const sums: Sums = {};
  for (const { currency, totalMinor } of invoices) add(sums, currency, totalMinor);
  for (const { currency, amountMinor } of payments) add(sums, currency, -amountMinor);
  return sums;
}

/** Why money could not be placed, in one sentence; empty when all of it was. */
export function reasonsOf(unplaced: Converted["unplaced"]): string {
  return unplaced.map((each) => `${each.earlierPaymentId}: ${each.reason}`).join("; ");
}

/** Where a patient's balances before and after differ; none means equal to the smallest unit (MIG-8). */
export function compareBalances({
  payer,
  account,
  converted,
}: {
  payer: Payer;
  account: EarlierAccount;
  converted: Converted;
}): BalanceDifference[] {
  const before = earlierBalances(account);
  const after = convertedBalances({ account, converted }) ?? {};
  const reason = reasonsOf(converted.unplaced);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((currency) => (before[currency] ?? 0) !== (after[currency] ?? 0))
    .map((currency) => ({
      patientId: payer.id,
      payerKind: payer.kind,
      currency: currency as BalanceDifference["currency"],
      beforeMinor: before[currency] ?? 0,
      afterMinor: after[currency] ?? 0,
      reason: reason || "the sums differ",
    }));
}
