import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface LedgerInvoiceRow {
  readonly id: string;
  readonly kind: "membership" | "employer" | "manual" | "credit_note";
  readonly status: string;
  readonly number: string;
  readonly payerKind: string;
  readonly payerId: string;
  readonly currency: string;
  readonly issuedOn: string;
  readonly voidedOn: string | null;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly creditedMinor: number;
  readonly creditsInvoiceId: string | null;
  /** Taken over from before; it earns nothing here (PAY-11). */
  readonly isOpening: boolean;
  /** Net amounts of its lines by charge kind. */
  readonly income: readonly { readonly kind: string; readonly netMinor: number }[];
}

/** Everything that has a number, in the order of the numbers, with what its lines earn. */
export async function listLedgerInvoices(tx: Transaction): Promise<readonly LedgerInvoiceRow[]> {
  return tx<LedgerInvoiceRow[]>`
    select i.id, i.kind, i.status, i.number::text as number, i.payer_kind as "payerKind", i.payer_id as "payerId",
      i.currency, i.issued_on as "issuedOn", i.voided_on as "voidedOn",
      i.tax_minor as "taxMinor", i.total_minor as "totalMinor", i.paid_minor as "paidMinor",
      i.credited_minor as "creditedMinor", i.credits_invoice_id as "creditsInvoiceId", i.is_opening as "isOpening",
      coalesce(e.income, '[]') as income
    from invoice i
    left join lateral (
      select json_agg(json_build_object('kind', k.charge_kind, 'netMinor', k.net)) as income
      from (
        select l.charge_kind, sum(l.net_minor) as net from invoice_line l
        where l.practice_id = i.practice_id and l.invoice_id = i.id group by l.charge_kind
      ) k
    ) e on true
    where i.${mine(tx)} and i.number is not null
    order by i.number`;
}
