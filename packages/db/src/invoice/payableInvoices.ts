import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface PayableInvoiceRow {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly payer: { readonly kind: string; readonly id: string };
  readonly currency: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly creditedMinor: number;
}

/** Issued invoices as payments look at them: of one payer, those named, or all; credit notes are no invoices here. */
export async function listPayableInvoices(
  tx: Transaction,
  {
    payer,
    ids,
  }: {
    payer?: { readonly kind: string; readonly id: string } | undefined;
    ids?: readonly string[] | undefined;
  },
): Promise<readonly PayableInvoiceRow[]> {
  return tx<PayableInvoiceRow[]>`
    select id, number::text as number, status, json_build_object('kind', payer_kind, 'id', payer_id) as payer, currency,
      issued_on as "issuedOn", coalesce(due_on, issued_on) as "dueOn", total_minor as "totalMinor", paid_minor as "paidMinor",
      credited_minor as "creditedMinor"
    from invoice
    where ${mine(tx)} and number is not null and kind <> 'credit_note'
      ${payer === undefined ? tx`` : tx`and payer_kind = ${payer.kind} and payer_id = ${payer.id}`}
      ${ids === undefined ? tx`` : tx`and id = any(${[...ids]}::text[])`}
    order by due_on, number`;
}
