import type { Allocation, CounterEntry, Payment } from "@rollbook/core/payment";
import type { Transaction } from "../connection/openDatabase.ts";

/** Who wrote the rows, for which practice, when. */
export interface Posting {
  readonly practiceId: string;
  readonly at: string;
  readonly by: string;
}

export async function insertPayments(
  tx: Transaction,
  { practiceId, at, by }: Posting,
  payments: readonly Payment[],
): Promise<void> {
  if (payments.length === 0) return;
  const column = <Value>(pick: (payment: Payment) => Value) => payments.map(pick);
  await tx`
    insert into payment (practice_id, id, kind, payer_kind, payer_id, currency, amount_minor, received_on, method,
      tied_invoice_id, processor_reference, created_at, created_by)
    select ${practiceId}, p.id, p.kind, p.payer_kind, p.payer_id, p.currency, p.amount_minor, p.received_on, p.method,
      p.tied_invoice_id, p.processor_reference, ${at}::timestamptz, ${by}
    from unnest(
      ${column((p) => p.id)}::text[], ${column((p) => p.kind)}::text[], ${column((p) => p.payer.kind)}::text[],
      ${column((p) => p.payer.id)}::text[], ${column((p) => p.currency)}::text[],
      ${column((p) => p.amountMinor)}::bigint[], ${column((p) => p.receivedOn)}::date[],
      ${column((p) => p.method)}::text[], ${column((p) => p.tiedInvoiceId)}::text[],
      ${column((p) => p.processorReference)}::text[]
    ) as p (id, kind, payer_kind, payer_id, currency, amount_minor, received_on, method, tied_invoice_id,
      processor_reference)`;
}

/** The sums of payments and invoices follow in the same statement; more than there is fails (PAY-3). */
export async function insertAllocations(
  tx: Transaction,
  { practiceId, at, by }: Posting,
  allocations: readonly Allocation[],
): Promise<void> {
  if (allocations.length === 0) return;
  const column = <Value>(pick: (allocation: Allocation) => Value) => allocations.map(pick);
  await tx`
    insert into payment_allocation (practice_id, id, payment_id, invoice_id, on_day, amount_minor, reverses, created_at,
      created_by)
    select ${practiceId}, a.id, a.payment_id, a.invoice_id, a.on_day, a.amount_minor, a.reverses, ${at}::timestamptz,
      ${by}
    from unnest(
      ${column((a) => a.id)}::text[], ${column((a) => a.paymentId)}::text[], ${column((a) => a.invoiceId)}::text[],
      ${column((a) => a.on)}::date[], ${column((a) => a.amountMinor)}::bigint[], ${column((a) => a.reverses)}::text[]
    ) as a (id, payment_id, invoice_id, on_day, amount_minor, reverses)`;
}

export async function insertCounterEntries(
  tx: Transaction,
  { practiceId, at, by }: Posting,
  entries: readonly CounterEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const column = <Value>(pick: (entry: CounterEntry) => Value) => entries.map(pick);
  await tx`
    insert into payment_counter_entry (practice_id, id, kind, payment_id, on_day, amount_minor, reason, created_at,
      created_by)
    select ${practiceId}, c.id, c.kind, c.payment_id, c.on_day, c.amount_minor, c.reason, ${at}::timestamptz, ${by}
    from unnest(
      ${column((c) => c.id)}::text[], ${column((c) => c.kind)}::text[], ${column((c) => c.paymentId)}::text[],
      ${column((c) => c.on)}::date[], ${column((c) => c.amountMinor)}::bigint[], ${column((c) => c.reason)}::text[]
    ) as c (id, kind, payment_id, on_day, amount_minor, reason)`;
}
