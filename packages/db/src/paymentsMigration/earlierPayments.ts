import type { EarlierInvoice, EarlierPayment } from "@rollbook/core/migration";
import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** Rows that are known already are left as they are. Answers how many were new. */
export async function insertEarlierPayments(
  tx: Transaction,
  practiceId: string,
  payments: readonly EarlierPayment[],
): Promise<number> {
  const column = <Value>(pick: (payment: EarlierPayment) => Value) => payments.map(pick);
  const { count } = await tx`
    insert into earlier_payment (practice_id, id, patient_id, currency, amount_minor, received_on, method, invoice_id,
      processor_reference)
    select ${practiceId}, p.* from unnest(
      ${column((p) => p.id)}::text[], ${column((p) => p.patientId)}::text[], ${column((p) => p.currency)}::text[],
      ${column((p) => p.amountMinor)}::bigint[], ${column((p) => p.receivedOn)}::date[],
      ${column((p) => p.method)}::text[], ${column((p) => p.invoiceId)}::text[],
      ${column((p) => p.processorReference)}::text[]
    ) p on conflict do nothing`;
  return count;
}

export async function listEarlierPayments(tx: Transaction): Promise<readonly EarlierPayment[]> {
  return tx<EarlierPayment[]>`
    select id, patient_id as "patientId", currency, amount_minor as "amountMinor", received_on as "receivedOn", method,
      invoice_id as "invoiceId", processor_reference as "processorReference"
    from earlier_payment where ${mine(tx)} order by patient_id, received_on, id`;
}

/** Issued invoices of patients, less what was credited. */
export async function listEarlierInvoices(tx: Transaction): Promise<readonly EarlierInvoice[]> {
  return tx<EarlierInvoice[]>`
    select id, payer_id as "patientId", currency, issued_on as "issuedOn",
      greatest(total_minor - credited_minor, 0) as "totalMinor", status = 'voided' as "isVoided"
    from invoice
    where ${mine(tx)} and number is not null and kind <> 'credit_note' and payer_kind = 'patient'`;
}

export interface PatientBalance {
  readonly patientId: string;
  readonly currency: string;
  readonly beforeMinor: number;
  readonly afterMinor: number;
}

/** Where what patients owe by the earlier payments is not what they owe by the rows here, in one snapshot (MIG-8). */
export async function findBalanceDifferences(tx: Transaction): Promise<readonly PatientBalance[]> {
  // The rows were written a moment ago and the planner knows nothing of them: nested loops took 6 ms a payment.
  await tx`select set_config('enable_nestloop', 'off', true)`;
  const differences = await readBalanceDifferences(tx);
  await tx`select set_config('enable_nestloop', 'on', true)`;
  return differences;
}

function readBalanceDifferences(tx: Transaction) {
  return tx<PatientBalance[]>`
    with invoiced as (
      select payer_id as patient_id, currency, greatest(total_minor - credited_minor, 0) as minor from invoice
      where ${mine(tx)} and number is not null and kind <> 'credit_note' and payer_kind = 'patient'
        and status <> 'voided'
    ), before as (
      select patient_id, currency, sum(minor) as minor from (
        select * from invoiced
        union all select patient_id, currency, -amount_minor from earlier_payment where ${mine(tx)}
      ) rows group by 1, 2
    ), after as (
      select patient_id, currency, sum(minor) as minor from (
        select * from invoiced
        union all
        select i.payer_id, i.currency, -a.amount_minor
        from payment_allocation a
        join invoice i on i.practice_id = a.practice_id and i.id = a.invoice_id
        join payment p on p.practice_id = a.practice_id and p.id = a.payment_id and p.kind = 'opening'
        where a.${mine(tx)} and i.payer_kind = 'patient'
        union all
        select payer_id, currency, used_minor - amount_minor from payment
        where ${mine(tx)} and kind = 'opening' and payer_kind = 'patient'
      ) rows group by 1, 2
    )
    select coalesce(b.patient_id, a.patient_id) as "patientId", coalesce(b.currency, a.currency) as currency,
      coalesce(b.minor, 0)::bigint as "beforeMinor", coalesce(a.minor, 0)::bigint as "afterMinor"
    from before b full join after a on a.patient_id = b.patient_id and a.currency = b.currency
    where coalesce(b.minor, 0) <> coalesce(a.minor, 0)
    order by 1, 2`;
}

/** Statuses that follow from the new allocations, many at once. */
export async function setInvoiceStatuses(
  tx: Transaction,
  { at, statuses }: { at: string; statuses: readonly { id: string; status: string }[] },
): Promise<void> {
  await tx`
    update invoice i set status = s.status, version = i.version + 1, updated_at = ${at}::timestamptz
    from unnest(${statuses.map(({ id }) => id)}::text[], ${statuses.map(({ status }) => status)}::text[]) s (id, status)
    where i.${mine(tx)} and i.id = s.id and i.status <> s.status`;
}
