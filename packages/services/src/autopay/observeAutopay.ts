import {
  autopaySetupOf,
  decideAutopay,
  PayableInvoice,
  type AutopayDecision,
} from "@rollbook/core/payment";
import { Payer } from "@rollbook/core/plan";
import type { PaymentSetup } from "@rollbook/core/membership";
import {
  listAttempts,
  listAutopayInvoices,
  type AttemptRow,
  type AutopayInvoiceRow,
} from "@rollbook/db/autopay";
import { listPayableInvoices, type PayableInvoiceRow } from "@rollbook/db/invoice";
import { lockPayer } from "@rollbook/db/payment";
import { invoiceKind } from "../invoice/index.ts";
import type { ProcessorAccount } from "../processor/index.ts";
import { getRecord, type Given } from "../run/index.ts";

/** An invoice as autopay looks at it, and what it would do now. */
export interface AutopayCase {
  readonly invoice: PayableInvoice;
  readonly payer: Payer;
  readonly setup: PaymentSetup;
  /** Where the mandate's money is at the processor. */
  readonly account: ProcessorAccount | null;
  readonly balanceMinor: number;
  readonly isSent: boolean;
  readonly isOpening: boolean;
  /** All, also those that count no more. */
  readonly attempts: readonly AttemptRow[];
  readonly decision: AutopayDecision;
}

/** Every invoice that autopay has to do with today, or the one that is named. */
export async function observeAutopay(
  given: Given,
  { invoiceId: id }: { invoiceId?: string } = {},
): Promise<readonly AutopayCase[]> {
  // First of all, so that what is read next stands still.
  if (id !== undefined) await lockPayerOf(given, id);
  return casesOf(given, await listAutopayInvoices(given.tx, { dueBy: given.today, id }));
}

/** The invoices as autopay looks at them; a list of any length in three questions. */
export async function casesOf(
  given: Given,
  rows: readonly AutopayInvoiceRow[],
): Promise<readonly AutopayCase[]> {
  const ids = rows.map(({ id }) => id);
  const attempts = await listAttempts(given.tx, { invoiceIds: ids });
  const byInvoice = Map.groupBy(attempts, (attempt) => attempt.invoiceId);
  const payable = await listPayableInvoices(given.tx, { ids });
  const invoices = new Map(payable.map((invoice) => [invoice.id, invoice]));
  return rows.flatMap((row) => {
    const found = invoices.get(row.id);
    if (found === undefined) return [];
    const { paidMinor: _paidMinor, ...invoice } = found;
    return [
      caseOf(given, {
        row,
        invoice: PayableInvoice.parse(invoice),
        balanceMinor: balanceOf(found),
        attempts: byInvoice.get(row.id) ?? [],
      }),
    ];
  });
}

function balanceOf({ status, totalMinor, paidMinor, creditedMinor }: PayableInvoiceRow): number {
  return status === "voided" ? 0 : totalMinor - paidMinor - creditedMinor;
}

async function lockPayerOf({ tx, ...given }: Given, invoiceId: string): Promise<void> {
  const invoice = await getRecord({ tx }, invoiceKind, invoiceId);
  const payer = Payer.parse({ kind: invoice.payerKind, id: invoice.payerId });
  await lockPayer(tx, { practiceId: given.practice.practiceId, payer });
}

function caseOf(
  { practice, instant }: Given,
  {
    row,
    invoice,
    balanceMinor,
    attempts,
  }: {
    row: AutopayInvoiceRow;
    invoice: PayableInvoice;
    balanceMinor: number;
    attempts: readonly AttemptRow[];
  },
): AutopayCase {
  const setup = autopaySetupOf(row.setups as readonly PaymentSetup[]);
  const account = row.setups.find((each) => (each as PaymentSetup) === setup)?.account ?? null;
  const counted = attempts.filter(({ isClosed }) => !isClosed);
  const decision = decideAutopay({
    invoice,
    balanceMinor,
    setup,
    attempts: counted.map(({ startedAt, answeredAt, outcome }) => ({
      at: answeredAt ?? startedAt,
      outcome: outcome ?? "unknown",
    })),
    isSent: row.isSent,
    chargesUnsent: practice.settings["isAutopayOfUnsent"] === true,
    isOpeningEntry: row.isOpening,
    now: instant,
    timeZone: practice.timeZone,
  });
  const { isSent, isOpening } = row;
  const payer = Payer.parse(row.payer);
  return { invoice, payer, setup, account, balanceMinor, isSent, isOpening, attempts, decision };
}

/** The attempt whose answer never came. */
export function unansweredOf({ attempts }: AutopayCase): AttemptRow | undefined {
  return attempts.findLast(({ outcome, isClosed }) => outcome === null && !isClosed);
}
