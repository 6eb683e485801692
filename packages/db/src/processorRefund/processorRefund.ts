import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface ProcessorRefundRow {
  readonly counterEntryId: string;
  readonly paymentId: string;
  /** The processor's own number of the payment. */
  readonly paymentReference: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly attempt: number;
  readonly state: "asked" | "pending" | "accepted" | "declined" | "returned" | "elsewhere";
  readonly askedAt: string;
  /** Null: the processor has not heard of this attempt. */
  readonly startedAt: string | null;
  readonly answeredAt: string | null;
  /** The processor's own number of the refund. */
  readonly processorReference: string | null;
  readonly reason: string | null;
}

function columns(tx: Transaction) {
  return tx`counter_entry_id as "counterEntryId", payment_id as "paymentId", payment_reference as "paymentReference",
    amount_minor as "amountMinor", currency, attempt, state, asked_at as "askedAt", started_at as "startedAt",
    answered_at as "answeredAt", processor_reference as "processorReference", reason`;
}

export async function insertProcessorRefund(
  tx: Transaction,
  practiceId: string,
  given: Omit<ProcessorRefundRow, "attempt" | "startedAt" | "reason">,
): Promise<void> {
  const { counterEntryId, paymentId, paymentReference, amountMinor, currency, state } = given;
  const { askedAt, answeredAt, processorReference } = given;
  await tx`
    insert into processor_refund (practice_id, counter_entry_id, payment_id, payment_reference, amount_minor, currency,
      state, asked_at, answered_at, processor_reference)
    values (${practiceId}, ${counterEntryId}, ${paymentId}, ${paymentReference}, ${amountMinor}, ${currency}, ${state},
      ${askedAt}, ${answeredAt}, ${processorReference})`;
}

/** The refund of a counter-entry, or the one that the processor calls by this number. */
export async function findProcessorRefund(
  tx: Transaction,
  by: { counterEntryId: string } | { processorReference: string },
): Promise<ProcessorRefundRow | undefined> {
  const which =
    "counterEntryId" in by
      ? tx`counter_entry_id = ${by.counterEntryId}`
      : tx`processor_reference = ${by.processorReference}`;
  const [row] = await tx<ProcessorRefundRow[]>`
    select ${columns(tx)} from processor_refund where ${mine(tx)} and ${which}`;
  return row;
}

/** Refunds in these states, the oldest first. */
export async function listProcessorRefunds(
  tx: Transaction,
  { states }: { states: readonly ProcessorRefundRow["state"][] },
): Promise<readonly ProcessorRefundRow[]> {
  return tx<ProcessorRefundRow[]>`
    select ${columns(tx)} from processor_refund where ${mine(tx)} and state = any(${[...states]}::text[])
    order by asked_at, counter_entry_id limit 500`;
}

export interface UnsettledRefundRow extends ProcessorRefundRow {
  readonly state: "asked" | "pending" | "declined";
  /** The processor said no, cannot be asked, or has not answered since `unansweredSince`. */
  readonly isForPerson: boolean;
}

/** Refunds that are not settled, the oldest first. */
export async function listUnsettledRefunds(
  tx: Transaction,
  {
    isForPerson,
    unansweredSince,
    after,
    limit,
  }: {
    /** Only those that wait for a person. */
    isForPerson: boolean;
    unansweredSince: string;
    /** The counter-entry that ended the page before. */
    after?: string | undefined;
    limit: number;
  },
): Promise<readonly UnsettledRefundRow[]> {
  return tx<UnsettledRefundRow[]>`
    select * from (
      select ${columns(tx)}, state = 'declined' or (state = 'asked' and case when started_at is null
        then reason is not null else started_at < ${unansweredSince}::timestamptz end) as "isForPerson"
      from processor_refund
      where ${mine(tx)} and state in ('asked', 'pending', 'declined')
        ${
          after === undefined
            ? tx``
            : tx`and (asked_at, counter_entry_id) > (
                select asked_at, counter_entry_id from processor_refund
                where ${mine(tx)} and counter_entry_id = ${after})`
        }
    ) unsettled
    where "isForPerson" or not ${isForPerson}::boolean
    order by "askedAt", "counterEntryId" limit ${limit}`;
}

/** Every refund of a payment that a processor made, or is to make. */
export async function listRefundsOfPayment(
  tx: Transaction,
  { paymentId }: { paymentId: string },
): Promise<readonly ProcessorRefundRow[]> {
  return tx<ProcessorRefundRow[]>`
    select ${columns(tx)} from processor_refund where ${mine(tx)} and payment_id = ${paymentId}
    order by asked_at, counter_entry_id`;
}

export async function saveProcessorRefund(
  tx: Transaction,
  given: Pick<
    ProcessorRefundRow,
    | "counterEntryId"
    | "attempt"
    | "state"
    | "startedAt"
    | "answeredAt"
    | "processorReference"
    | "reason"
  >,
): Promise<void> {
  const { counterEntryId, attempt, state, startedAt, answeredAt, processorReference, reason } =
    given;
  await tx`
    update processor_refund set attempt = ${attempt}, state = ${state}, started_at = ${startedAt},
      answered_at = ${answeredAt}, processor_reference = ${processorReference}, reason = ${reason}
    where ${mine(tx)} and counter_entry_id = ${counterEntryId}`;
}
