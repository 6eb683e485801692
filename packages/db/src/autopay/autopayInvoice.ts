import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface AutopayInvoiceRow {
  readonly id: string;
  readonly payer: { readonly kind: string; readonly id: string };
  readonly isSent: boolean;
  /** Taken over from before (PAY-11). */
  readonly isOpening: boolean;
  /** The payment setups of the memberships that its lines name. */
  readonly setups: readonly {
    readonly method: string | null;
    readonly isAutopay: boolean;
    readonly mandateOn: string | null;
    readonly consentOn: string | null;
    readonly account: { readonly customerId: string; readonly paymentMethodId: string } | null;
  }[];
}

/**
 * Open invoices, due by a day, on which a membership wishes autopay; and every invoice with an attempt unanswered. All of
 * them, the one that is named, or a page.
 */
export async function listAutopayInvoices(
  tx: Transaction,
  {
    dueBy,
    id,
    after,
    limit,
  }: {
    dueBy: string;
    id?: string | undefined;
    /** The invoice that ended the page before. */
    after?: string | undefined;
    limit?: number | undefined;
  },
): Promise<readonly AutopayInvoiceRow[]> {
  return tx<AutopayInvoiceRow[]>`
    select i.id, json_build_object('kind', i.payer_kind, 'id', i.payer_id) as payer, i.sent_at is not null as "isSent",
      i.is_opening as "isOpening",
      coalesce(s.setups, '[]') as setups
    from invoice i
    left join lateral (
      select bool_or(m.is_autopay) as is_wished,
        json_agg(json_build_object('method', m.payment_method, 'isAutopay', m.is_autopay, 'mandateOn', m.mandate_on,
          'consentOn', m.consent_on, 'account', case when a.customer_id is not null then
            json_build_object('customerId', a.customer_id, 'paymentMethodId', a.payment_method_id) end)
          order by m.id) as setups
      from membership m
      left join processor_account a on a.practice_id = m.practice_id and a.membership_id = m.id
      where m.practice_id = i.practice_id and m.id in (
        select l.membership_id from invoice_line l where l.practice_id = i.practice_id and l.invoice_id = i.id)
    ) s on true
    where i.${mine(tx)} ${id === undefined ? tx`` : tx`and i.id = ${id}`} and (
      (i.status in ('issued', 'partially_paid') and i.due_on <= ${dueBy} and i.payer_kind <> 'employer' and s.is_wished)
      or exists (select from autopay_attempt a
        where a.practice_id = i.practice_id and a.invoice_id = i.id and a.outcome is null and not a.is_closed))
      ${
        after === undefined
          ? tx``
          : tx`and (i.due_on, i.number) > (select due_on, number from invoice where ${mine(tx)} and id = ${after})`
      }
    order by i.due_on, i.number ${limit === undefined ? tx`` : tx`limit ${limit}`}`;
}

/** The next day on which an open invoice comes due. */
export async function earliestDueAfter(
  tx: Transaction,
  { after }: { after: string },
): Promise<string | null> {
  const [row] = await tx<{ dueOn: string | null }[]>`
    select min(due_on) as "dueOn" from invoice
    where ${mine(tx)} and status in ('issued', 'partially_paid') and payer_kind <> 'employer' and due_on > ${after}`;
  return row?.dueOn ?? null;
}
