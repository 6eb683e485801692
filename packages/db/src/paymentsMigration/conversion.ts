import type { EarlierPayment } from "@rollbook/core/migration";
import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** Where a chunk of payers begins (exclusive) and ends (inclusive); null is before the first and after the last. */
export interface PayerRange {
  readonly after: PayerEdge | null;
  readonly through: PayerEdge | null;
}

interface PayerEdge {
  readonly payerKind: string;
  readonly payerId: string;
}

/** An earlier payment with the invoice it is tied to, where that invoice can take its money. */
export interface TiedPaymentRow extends EarlierPayment {
  readonly issuedOn: string | null;
  readonly status: string | null;
  readonly totalMinor: number | null;
  readonly creditedMinor: number | null;
  readonly paidMinor: number | null;
}

/** One conversion of a practice at a time, until the transaction ends; false when another is at it. */
export async function lockConversion(
  tx: Transaction,
  { practiceId }: { practiceId: string },
): Promise<boolean> {
  const [row] = await tx<{ isMine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`payments migration|${practiceId}`}, 0)) as "isMine"`;
  return row?.isMine === true;
}

export async function countEarlierPayments(
  tx: Transaction,
): Promise<{ count: number; tiedNowhere: number }> {
  const [row] = await tx<{ count: number; tiedNowhere: number }[]>`
    select count(*) as count, count(*) filter (where e.invoice_id is not null and i.id is null) as "tiedNowhere"
    from earlier_payment e left join lateral (
      select id from invoice where practice_id = e.practice_id and id = e.invoice_id limit 1
    ) i on true
    where e.${mine(tx)}`;
  return row ?? { count: 0, tiedNowhere: 0 };
}

/** Cuts the payers into ranges of about `size` payments; nobody's payments are parted. */
export async function listPayerRanges(
  tx: Transaction,
  { size }: { size: number },
): Promise<readonly PayerRange[]> {
  const edges = await tx<PayerEdge[]>`
    select distinct payer_kind as "payerKind", patient_id as "payerId" from (
      select payer_kind, patient_id, row_number() over (order by payer_kind, patient_id, id) as n,
        count(*) over () as total
      from earlier_payment where ${mine(tx)}
    ) numbered where n % ${size} = 0 and n < total order by 1, 2`;
  const starts: (PayerEdge | null)[] = [null, ...edges];
  return starts.map((after, index) => ({ after, through: starts[index + 1] ?? null }));
}

/** What the payers of a range paid, each payment with the invoice of theirs that it is tied to, looked up by its key. */
export async function readEarlierAccounts(
  tx: Transaction,
  { after, through }: PayerRange,
): Promise<readonly TiedPaymentRow[]> {
  return tx<TiedPaymentRow[]>`
    select e.id, e.patient_id as "patientId", e.payer_kind as "payerKind", e.currency, e.amount_minor as "amountMinor",
      e.received_on as "receivedOn", e.method, i.id as "invoiceId", e.processor_reference as "processorReference",
      i.issued_on as "issuedOn", i.status, i.total_minor as "totalMinor", i.credited_minor as "creditedMinor",
      i.paid_minor as "paidMinor"
    from earlier_payment e left join lateral (
      select * from invoice where practice_id = e.practice_id and id = e.invoice_id limit 1
    ) i on i.number is not null and i.kind <> 'credit_note' and i.payer_kind = e.payer_kind and i.payer_id = e.patient_id
      and i.currency = e.currency
    where e.${mine(tx)}
      ${after === null ? tx`` : tx`and (e.payer_kind, e.patient_id) > (${after.payerKind}, ${after.payerId})`}
      ${through === null ? tx`` : tx`and (e.payer_kind, e.patient_id) <= (${through.payerKind}, ${through.payerId})`}
    order by e.payer_kind, e.patient_id, e.id`;
}

/** Statuses that follow from the new allocations, many at once: an update for each status, which finds its invoices by key. */
export async function setInvoiceStatuses(
  tx: Transaction,
  { at, statuses }: { at: string; statuses: readonly { id: string; status: string }[] },
): Promise<void> {
  const idsByStatus = Map.groupBy(statuses, ({ status }) => status);
  for (const [status, invoices] of idsByStatus) {
    await tx`
      update invoice set status = ${status}, version = version + 1, updated_at = ${at}::timestamptz
      where ${mine(tx)} and id = any(${invoices.map(({ id }) => id)}::text[]) and status <> ${status}`;
  }
}
