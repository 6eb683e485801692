import {
  autopaySetupOf,
  balanceOf,
  decideAutopay,
  type AutopayDecision,
  type PayableInvoice,
} from "@rollbook/core/payment";
import { Payer } from "@rollbook/core/plan";
import type { PaymentSetup } from "@rollbook/core/membership";
import {
  listAttempts,
  listAutopayInvoices,
  type AttemptRow,
  type AutopayInvoiceRow,
} from "@rollbook/db/autopay";
import { invoiceKind } from "../invoice/index.ts";
import type { ProcessorAccount } from "../processor/index.ts";
import { readBook } from "../payment/index.ts";
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
  { invoiceId }: { invoiceId?: string } = {},
): Promise<readonly AutopayCase[]> {
  const named = invoiceId === undefined ? {} : { id: invoiceId };
  // The book first: it locks the payer, so that what is read next stands still.
  const book = await readBook(given, await payerOf(given, invoiceId));
  const rows = await listAutopayInvoices(given.tx, { dueBy: given.today, ...named });
  const attempts = await listAttempts(given.tx, { invoiceIds: rows.map(({ id }) => id) });
  const byInvoice = Map.groupBy(attempts, (attempt) => attempt.invoiceId);
  const invoices = new Map(book.invoices.map((invoice) => [invoice.id, invoice]));
  return rows.flatMap((row) => {
    const invoice = invoices.get(row.id);
    if (invoice === undefined) return [];
    const balanceMinor = balanceOf({ book, invoice });
    return [caseOf(given, { row, invoice, balanceMinor, attempts: byInvoice.get(row.id) ?? [] })];
  });
}

async function payerOf(given: Given, invoiceId: string | undefined): Promise<Payer | undefined> {
  if (invoiceId === undefined) return undefined;
  const { payerKind, payerId } = await getRecord(given, invoiceKind, invoiceId);
  return Payer.parse({ kind: payerKind, id: payerId });
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
