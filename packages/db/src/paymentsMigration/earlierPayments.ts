import type { EarlierPayment, KnownPayment } from "@rollbook/core/migration";
import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** Rows that are known already, there or by the processor's number here, are left as they are. Answers how many were new. */
export async function insertEarlierPayments(
  tx: Transaction,
  practiceId: string,
  payments: readonly EarlierPayment[],
): Promise<number> {
  const column = <Value>(pick: (payment: EarlierPayment) => Value) => payments.map(pick);
  const { count } = await tx`
    insert into earlier_payment (practice_id, id, patient_id, payer_kind, currency, amount_minor, received_on, method,
      invoice_id, processor_reference)
    select ${practiceId}, p.* from unnest(
      ${column((p) => p.id)}::text[], ${column((p) => p.patientId)}::text[], ${column((p) => p.payerKind)}::text[],
      ${column((p) => p.currency)}::text[], ${column((p) => p.amountMinor)}::bigint[],
      ${column((p) => p.receivedOn)}::date[], ${column((p) => p.method)}::text[],
      ${column((p) => p.invoiceId)}::text[], ${column((p) => p.processorReference)}::text[]
    ) p (id, patient_id, payer_kind, currency, amount_minor, received_on, method, invoice_id, processor_reference)
    where not exists (select from payment k
      where k.${mine(tx)} and k.processor_reference = p.processor_reference)
    on conflict do nothing`;
  return count;
}

/** What is here of these ids and of these numbers of the processor: handed over before, or received here. */
export async function findKnownPayments(
  tx: Transaction,
  { ids, references }: { ids: readonly string[]; references: readonly string[] },
): Promise<readonly KnownPayment[]> {
  return tx<KnownPayment[]>`
    select e.id, e.patient_id as "patientId", e.payer_kind as "payerKind", e.currency, e.amount_minor as "amountMinor",
      e.received_on as "receivedOn", e.processor_reference as "processorReference"
    from earlier_payment e
    where e.${mine(tx)} and (e.id = any(${[...ids]}::text[]) or e.processor_reference = any(${[...references]}::text[]))
    union all
    select null, p.payer_id, p.payer_kind, p.currency, p.amount_minor, p.received_on, p.processor_reference
    from payment p where p.${mine(tx)} and p.processor_reference = any(${[...references]}::text[])`;
}

export interface EarlierPaymentFilters {
  readonly patientId?: string | undefined;
}

function earlierColumns(tx: Transaction) {
  return tx`e.id, e.patient_id as "patientId", e.payer_kind as "payerKind", e.currency,
    e.amount_minor as "amountMinor", e.received_on as "receivedOn", e.method, e.invoice_id as "invoiceId",
    e.processor_reference as "processorReference"`;
}

export async function listEarlierPayments(
  tx: Transaction,
  {
    after,
    limit,
    patientId,
  }: { after?: string | undefined; limit: number } & EarlierPaymentFilters,
): Promise<readonly EarlierPayment[]> {
  return tx<EarlierPayment[]>`
    select ${earlierColumns(tx)} from earlier_payment e where e.${mine(tx)}
      ${after === undefined ? tx`` : tx`and e.id > ${after}`}
      ${patientId === undefined ? tx`` : tx`and e.patient_id = ${patientId}`}
    order by e.id limit ${limit}`;
}

/** Locked until the transaction ends. */
export async function findEarlierPayment(
  tx: Transaction,
  { id }: { id: string },
): Promise<EarlierPayment | undefined> {
  const [row] = await tx<EarlierPayment[]>`
    select ${earlierColumns(tx)} from earlier_payment e where e.${mine(tx)} and e.id = ${id} for update`;
  return row;
}

export async function replaceEarlierPayment(
  tx: Transaction,
  { id, patientId, amountMinor, receivedOn, method, invoiceId }: EarlierPayment,
): Promise<void> {
  await tx`
    update earlier_payment set patient_id = ${patientId}, amount_minor = ${amountMinor}, received_on = ${receivedOn},
      method = ${method}, invoice_id = ${invoiceId}
    where ${mine(tx)} and id = ${id}`;
}

export async function deleteEarlierPayment(tx: Transaction, { id }: { id: string }): Promise<void> {
  await tx`delete from earlier_payment where ${mine(tx)} and id = ${id}`;
}
