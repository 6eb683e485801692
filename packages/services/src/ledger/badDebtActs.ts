import { LedgerAct } from "@rollbook/core/ledger";
import type { BadDebtActRow } from "@rollbook/db/badDebt";
import type { LedgerInvoiceRow } from "@rollbook/db/ledger";
import { common } from "./invoiceActs.ts";

/** What was written off and taken back, each on its own day (PAY-14). */
export function actsOfBadDebt({
  invoices,
  acts,
}: {
  invoices: readonly LedgerInvoiceRow[];
  acts: readonly BadDebtActRow[];
}): LedgerAct[] {
  const byId = new Map(invoices.map((row) => [row.id, row]));
  return acts.map(({ invoiceId, sequence, on, amountMinor }) => {
    const row = byId.get(invoiceId);
    if (row === undefined) throw new RangeError(`invoice ${invoiceId} has no number`);
    return LedgerAct.parse({
      ...common(row),
      id: `led_bad_${sequence}`,
      kind: amountMinor > 0 ? "invoice_written_off" : "invoice_reopened",
      on,
      amountMinor: Math.abs(amountMinor),
    });
  });
}
