import type { PlainDate } from "../calendar/index.ts";
import { receivable, unallocated } from "./account.ts";
import type { LedgerEntry } from "./schema.ts";

const kindOfAct = {
  invoice_issued: "invoice",
  invoice_voided: "void",
  credit_note_issued: "credit",
  balance_opened: "opening_balance",
  payment_received: "payment",
  payment_opened: "opening_payment",
  payment_refunded: "refund",
  payment_corrected: "correction",
  invoice_written_off: "bad_debt",
  invoice_reopened: "bad_debt_taken_back",
  payment_allocated: null,
  payment_deallocated: null,
} as const satisfies Record<LedgerEntry["act"], string | null>;

export const statementLineKinds = [
  "invoice",
  "credit",
  "payment",
  "refund",
  "correction",
  "void",
  "opening_balance",
  "opening_payment",
  "bad_debt",
  "bad_debt_taken_back",
] as const satisfies readonly NonNullable<(typeof kindOfAct)[LedgerEntry["act"]]>[];

export type StatementLine = {
  on: PlainDate;
  kind: (typeof statementLineKinds)[number];
  /** The invoice's number, or the id of the row that was written. */
  reference: string;
  /** Raises what is owed when positive. */
  amountMinor: number;
  /** What the payer owes after this line; negative is credit. */
  balanceMinor: number;
};

export type Statement = {
  currency: string;
  openingMinor: number;
  lines: StatementLine[];
  closingMinor: number;
};

/** What an entry adds to what its payer owes: what invoices ask for, less money that pays nothing yet. */
function owedBy({ postings }: LedgerEntry): number {
  return postings
    .filter(({ account }) => account === receivable || account === unallocated)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/**
 * What a payer was asked for and paid, in one currency, with the balance after each line (PAY-13). `entries` are the
 * payer's, by their days.
 */
export function statementOf({
  entries,
  currency,
  from,
  through,
}: {
  entries: readonly LedgerEntry[];
  currency: string;
  from: PlainDate;
  through: PlainDate;
}): Statement {
  const lines: StatementLine[] = [];
  let balanceMinor = 0;
  let openingMinor = 0;
  for (const entry of entries) {
    const kind = kindOfAct[entry.act];
    if (entry.currency !== currency || kind === null || entry.on > through) continue;
    const amountMinor = owedBy(entry);
    balanceMinor += amountMinor;
    if (entry.on < from) openingMinor = balanceMinor;
    else {
      const reference = entry.reference.replace(/^INV-/, "");
      lines.push({ on: entry.on, kind, reference, amountMinor, balanceMinor });
    }
  }
  return { currency, openingMinor, lines, closingMinor: balanceMinor };
}
