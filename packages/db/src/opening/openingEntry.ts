import type { Transaction } from "../connection/openDatabase.ts";

export interface OpeningEntryRow {
  /** Where it stood: the same again is the same money. */
  readonly reference: string;
  readonly kind: "owed" | "credit" | "paid_before";
  readonly patientId: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly on: string;
  /** Of what is owed. */
  readonly invoiceId: string | null;
  /** Of what was paid. */
  readonly paymentId: string | null;
}

interface Posting {
  readonly practiceId: string;
  readonly at: string;
  readonly by: string;
}

/** Answers the references that were not there before; the others are left as they stand. */
export async function insertOpeningEntries(
  tx: Transaction,
  { practiceId, at, by }: Posting,
  entries: readonly OpeningEntryRow[],
): Promise<ReadonlySet<string>> {
  if (entries.length === 0) return new Set();
  const column = <Value>(pick: (entry: OpeningEntryRow) => Value) => entries.map(pick);
  const rows = await tx<{ reference: string }[]>`
    insert into opening_entry (practice_id, reference, kind, patient_id, currency, amount_minor, on_day, invoice_id,
      payment_id, created_at, created_by)
    select ${practiceId}, e.reference, e.kind, e.patient_id, e.currency, e.amount_minor, e.on_day, e.invoice_id,
      e.payment_id, ${at}::timestamptz, ${by}
    from unnest(
      ${column((e) => e.reference)}::text[], ${column((e) => e.kind)}::text[], ${column((e) => e.patientId)}::text[],
      ${column((e) => e.currency)}::text[], ${column((e) => e.amountMinor)}::bigint[], ${column((e) => e.on)}::date[],
      ${column((e) => e.invoiceId)}::text[], ${column((e) => e.paymentId)}::text[]
    ) as e (reference, kind, patient_id, currency, amount_minor, on_day, invoice_id, payment_id)
    on conflict (practice_id, reference) do nothing
    returning reference`;
  return new Set(rows.map(({ reference }) => reference));
}

/** Issued, due on their day, and marked as taken over: no income of this practice, and never charged (PAY-11). */
export async function insertOpeningInvoices(
  tx: Transaction,
  { practiceId, at }: Omit<Posting, "by">,
  entries: readonly (OpeningEntryRow & { readonly number: number })[],
): Promise<void> {
  if (entries.length === 0) return;
  const column = <Value>(pick: (entry: (typeof entries)[number]) => Value) => entries.map(pick);
  await tx`
    insert into invoice (practice_id, id, kind, status, number, payer_kind, payer_id, currency, issued_on, due_on,
      net_minor, tax_minor, total_minor, is_opening, created_at, updated_at)
    select ${practiceId}, e.id, 'manual', 'issued', e.number, 'patient', e.payer_id, e.currency, e.on_day, e.on_day,
      e.amount_minor, 0, e.amount_minor, true, ${at}::timestamptz, ${at}::timestamptz
    from unnest(
      ${column((e) => e.invoiceId)}::text[], ${column((e) => e.number)}::bigint[], ${column((e) => e.patientId)}::text[],
      ${column((e) => e.currency)}::text[], ${column((e) => e.on)}::date[], ${column((e) => e.amountMinor)}::bigint[]
    ) as e (id, number, payer_id, currency, on_day, amount_minor)`;
}
