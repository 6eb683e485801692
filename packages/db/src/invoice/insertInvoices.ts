import type { Transaction } from "../connection/openDatabase.ts";

/** An invoice as the billing run issues it; everything else has its default. */
export interface IssuedInvoiceRow {
  readonly id: string;
  readonly kind: "membership" | "employer";
  readonly status: "issued" | "paid";
  readonly number: number;
  readonly payerKind: string;
  readonly payerId: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
}

export async function insertIssuedInvoices(
  tx: Transaction,
  shared: { practiceId: string; runId: string; currency: string; at: string },
  invoices: readonly IssuedInvoiceRow[],
): Promise<void> {
  if (invoices.length === 0) return;
  const column = <Value>(pick: (invoice: IssuedInvoiceRow) => Value) => invoices.map(pick);
  await tx`
    insert into invoice (practice_id, id, kind, status, number, payer_kind, payer_id, currency, issued_on, due_on,
      net_minor, tax_minor, total_minor, run_id, created_at, updated_at)
    select ${shared.practiceId}, i.id, i.kind, i.status, i.number, i.payer_kind, i.payer_id, ${shared.currency},
      i.issued_on, i.due_on, i.net_minor, i.tax_minor, i.total_minor, ${shared.runId},
      ${shared.at}::timestamptz, ${shared.at}::timestamptz
    from unnest(
      ${column((i) => i.id)}::text[], ${column((i) => i.kind)}::text[], ${column((i) => i.status)}::text[],
      ${column((i) => i.number)}::bigint[], ${column((i) => i.payerKind)}::text[],
      ${column((i) => i.payerId)}::text[], ${column((i) => i.issuedOn)}::date[], ${column((i) => i.dueOn)}::date[],
      ${column((i) => i.netMinor)}::bigint[], ${column((i) => i.taxMinor)}::bigint[],
      ${column((i) => i.totalMinor)}::bigint[]
    ) as i (id, kind, status, number, payer_kind, payer_id, issued_on, due_on, net_minor, tax_minor, total_minor)`;
}
