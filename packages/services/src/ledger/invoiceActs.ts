import { LedgerAct } from "@rollbook/core/ledger";
import type { LedgerInvoiceRow } from "@rollbook/db/ledger";

type Row = LedgerInvoiceRow;

export function common(row: Row) {
  const { id, number, currency, payerKind, payerId } = row;
  return {
    currency,
    payer: { kind: payerKind, id: payerId },
    reference: `INV-${number}`,
    id: `led_${id}`,
  };
}

/** What the row earns; a credit note's amounts are turned to positive ones. */
function earned(row: Row) {
  const sign = row.kind === "credit_note" ? -1 : 1;
  const income = row.income.map(({ kind, netMinor }) => ({
    kind: kind === "other" ? "service" : kind,
    netMinor: sign * netMinor,
  }));
  return { income, taxMinor: sign * row.taxMinor };
}

function stillAsked({ totalMinor, paidMinor, creditedMinor }: Row): number {
  return totalMinor - paidMinor - creditedMinor;
}

/** A voided invoice earned nothing in the end, and neither did its credit notes. */
function issuedActs(row: Row): unknown[] {
  if (row.status === "voided" || row.totalMinor === 0) return [];
  const on = row.issuedOn;
  if (row.isOpening)
    return [{ kind: "balance_opened", ...common(row), on, amountMinor: row.totalMinor }];
  return [{ kind: "invoice_issued", ...common(row), on, ...earned(row) }];
}

/** Of credit notes, the last first: what went beyond what their invoice asked for (LED-3). */
function overflows(rows: readonly Row[]): Map<string, number> {
  const left = new Map(rows.map((row) => [row.id, Math.max(0, -stillAsked(row))]));
  const beyond = new Map<string, number>();
  for (const note of rows.toReversed()) {
    if (note.kind !== "credit_note" || note.creditsInvoiceId === null) continue;
    const overflow = Math.min(left.get(note.creditsInvoiceId) ?? 0, -note.totalMinor);
    left.set(note.creditsInvoiceId, (left.get(note.creditsInvoiceId) ?? 0) - overflow);
    beyond.set(note.id, overflow);
  }
  return beyond;
}

/** The acts that numbered invoices and credit notes stand for in the end (LED-6). */
export function actsOfInvoices(rows: readonly Row[]): LedgerAct[] {
  const beyond = overflows(rows);
  const voided = new Set(rows.filter(({ status }) => status === "voided").map(({ id }) => id));
  const acts = rows.flatMap((row) => {
    if (row.kind !== "credit_note") return issuedActs(row);
    if (voided.has(row.creditsInvoiceId ?? "")) return [];
    const toUnallocatedMinor = beyond.get(row.id) ?? 0;
    return [
      {
        kind: "credit_note_issued",
        ...common(row),
        on: row.issuedOn,
        ...earned(row),
        toUnallocatedMinor,
      },
    ];
  });
  return acts.map((act) => LedgerAct.parse(act));
}
