import type { Allocation, CounterEntry, Payment } from "@rollbook/core/payment";
import type { Transaction } from "../connection/openDatabase.ts";
import { mine, type ListPage } from "../entity/entityTable.ts";

interface PayerKey {
  readonly kind: string;
  readonly id: string;
}

export interface PaymentRow extends Payment {
  /** Allocated or given back. */
  readonly usedMinor: number;
}

interface FlatPayment extends Omit<PaymentRow, "payer"> {
  readonly payerKind: Payment["payer"]["kind"];
  readonly payerId: string;
}

export interface PostingRows {
  readonly payments: readonly PaymentRow[];
  readonly allocations: readonly Allocation[];
  readonly counterEntries: readonly CounterEntry[];
}

function nested({ payerKind, payerId, ...payment }: FlatPayment): PaymentRow {
  return { ...payment, payer: { kind: payerKind, id: payerId } };
}

function paymentColumns(tx: Transaction) {
  return tx`p.id, p.kind, p.payer_kind as "payerKind", p.payer_id as "payerId", p.currency,
    p.amount_minor as "amountMinor", p.used_minor as "usedMinor", p.received_on as "receivedOn", p.method,
    p.tied_invoice_id as "tiedInvoiceId", p.processor_reference as "processorReference"`;
}

function ofPayer(tx: Transaction, payer: PayerKey | undefined) {
  return payer === undefined
    ? tx``
    : tx`and p.payer_kind = ${payer.kind} and p.payer_id = ${payer.id}`;
}

/** All rows about the payments of one payer, or of the practice. */
export async function readPostings(
  tx: Transaction,
  { payer }: { payer?: PayerKey | undefined },
): Promise<PostingRows> {
  const payments = await tx<FlatPayment[]>`
    select ${paymentColumns(tx)} from payment p where p.${mine(tx)} ${ofPayer(tx, payer)} order by p.received_on, p.id`;
  const allocations = await tx<Allocation[]>`
    select a.id, a.payment_id as "paymentId", a.invoice_id as "invoiceId", a.on_day as "on",
      a.amount_minor as "amountMinor", a.reverses
    from payment_allocation a join payment p on p.practice_id = a.practice_id and p.id = a.payment_id
    where p.${mine(tx)} ${ofPayer(tx, payer)} order by a.created_at, a.id`;
  const counterEntries = await tx<CounterEntry[]>`
    select c.id, c.kind, c.payment_id as "paymentId", c.on_day as "on", c.amount_minor as "amountMinor", c.reason
    from payment_counter_entry c join payment p on p.practice_id = c.practice_id and p.id = c.payment_id
    where p.${mine(tx)} ${ofPayer(tx, payer)} order by c.created_at, c.id`;
  return { payments: payments.map(nested), allocations, counterEntries };
}

export async function findPayment(
  tx: Transaction,
  { id }: { id: string },
): Promise<PaymentRow | undefined> {
  const [row] = await tx<FlatPayment[]>`
    select ${paymentColumns(tx)} from payment p where p.${mine(tx)} and p.id = ${id}`;
  return row === undefined ? undefined : nested(row);
}

export async function findPaymentByReference(
  tx: Transaction,
  { reference }: { reference: string },
): Promise<PaymentRow | undefined> {
  const [row] = await tx<FlatPayment[]>`
    select ${paymentColumns(tx)} from payment p where p.${mine(tx)} and p.processor_reference = ${reference}`;
  return row === undefined ? undefined : nested(row);
}

export async function findPaymentOfAllocation(
  tx: Transaction,
  { allocationId }: { allocationId: string },
): Promise<PaymentRow | undefined> {
  const [row] = await tx<FlatPayment[]>`
    select ${paymentColumns(tx)}
    from payment p join payment_allocation a on a.practice_id = p.practice_id and a.payment_id = p.id
    where p.${mine(tx)} and a.id = ${allocationId}`;
  return row === undefined ? undefined : nested(row);
}

export interface PaymentFilters {
  readonly payerId?: string | undefined;
  readonly isUnallocated?: boolean | undefined;
  readonly receivedFrom?: string | undefined;
  readonly receivedThrough?: string | undefined;
}

export async function listPaymentRows(
  tx: Transaction,
  { after, limit, order, ...filters }: ListPage & PaymentFilters,
): Promise<readonly PaymentRow[]> {
  const { payerId, isUnallocated, receivedFrom, receivedThrough } = filters;
  const isDown = order === "newest_first";
  const isNext = isDown ? tx`and p.id < ${after ?? null}` : tx`and p.id > ${after ?? null}`;
  const rows = await tx<FlatPayment[]>`
    select ${paymentColumns(tx)} from payment p where p.${mine(tx)}
      ${after === undefined ? tx`` : isNext}
      ${payerId === undefined ? tx`` : tx`and p.payer_id = ${payerId}`}
      ${isUnallocated === undefined ? tx`` : tx`and (p.used_minor < p.amount_minor) = ${isUnallocated}`}
      ${receivedFrom === undefined ? tx`` : tx`and p.received_on >= ${receivedFrom}`}
      ${receivedThrough === undefined ? tx`` : tx`and p.received_on <= ${receivedThrough}`}
    order by p.id ${isDown ? tx`desc` : tx``} limit ${limit}`;
  return rows.map(nested);
}

/** One act at a time on a payer's money, until the transaction ends. */
export async function lockPayer(
  tx: Transaction,
  { practiceId, payer }: { practiceId: string; payer: PayerKey },
): Promise<void> {
  const name = JSON.stringify(["payments", practiceId, payer.kind, payer.id]);
  await tx`
    select pg_advisory_xact_lock_shared(hashtextextended(${everyPayer(practiceId)}, 0)),
      pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/** One act alone on the money of all payers: it waits for those of single payers, and they for it. */
export async function lockEveryPayer(
  tx: Transaction,
  { practiceId }: { practiceId: string },
): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${everyPayer(practiceId)}, 0))`;
}

function everyPayer(practiceId: string): string {
  return JSON.stringify(["payments", practiceId]);
}
