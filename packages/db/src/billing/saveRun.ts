import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface BillingRunRow {
  readonly id: string;
  readonly today: string;
  readonly at: string;
  readonly issuedCount: number;
  readonly parkedCount: number;
  readonly totalMinor: number;
}

export async function insertBillingRun(
  tx: Transaction,
  practiceId: string,
  run: BillingRunRow,
): Promise<void> {
  await tx`
    insert into billing_run (practice_id, id, today, at, issued_count, parked_count, total_minor)
    values (${practiceId}, ${run.id}, ${run.today}, ${run.at}, ${run.issuedCount}, ${run.parkedCount}, ${run.totalMinor})`;
}

/** What a billing run changes of a membership. */
export interface BilledMembershipRow {
  readonly id: string;
  /** As it was read. */
  readonly version: number;
  readonly claimed: unknown;
  readonly waivers: unknown;
  readonly invoicedThrough: string | null;
  readonly nextInvoiceOn: string | null;
  readonly parkedReason: string | null;
  readonly enrollmentFeeState: string;
}

/** @returns how many were saved: those that nobody has changed since they were read. */
export async function saveBilledMemberships(
  tx: Transaction,
  { at }: { at: string },
  rows: readonly BilledMembershipRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const column = <Value>(pick: (row: BilledMembershipRow) => Value) => rows.map(pick);
  const saved = await tx`
    update membership m set claimed = b.claimed::jsonb, waivers = b.waivers::jsonb,
      invoiced_through = b.invoiced_through, next_invoice_on = b.next_invoice_on, parked_reason = b.parked_reason,
      enrollment_fee_state = b.enrollment_fee_state, version = m.version + 1, updated_at = ${at}::timestamptz
    from unnest(
      ${column((b) => b.id)}::text[], ${column((b) => JSON.stringify(b.claimed))}::text[],
      ${column((b) => JSON.stringify(b.waivers))}::text[], ${column((b) => b.invoicedThrough)}::date[],
      ${column((b) => b.nextInvoiceOn)}::date[], ${column((b) => b.parkedReason)}::text[],
      ${column((b) => b.enrollmentFeeState)}::text[], ${column((b) => b.version)}::int[]
    ) as b (id, claimed, waivers, invoiced_through, next_invoice_on, parked_reason, enrollment_fee_state, version)
    where m.${mine(tx)} and m.id = b.id and m.version = b.version`;
  return saved.count;
}

/** The first day on which any membership of the practice is to be looked at. */
export async function earliestInvoiceOn(tx: Transaction): Promise<string | null> {
  const [row] = await tx<{ day: string | null }[]>`
    select min(next_invoice_on) as day from membership where ${mine(tx)} and next_invoice_on is not null`;
  return row?.day ?? null;
}

/** The memberships that these employers pay for are looked at by the next run. */
export async function makeEmployersDue(
  tx: Transaction,
  { employerIds, today }: { employerIds: readonly string[]; today: string },
): Promise<void> {
  await tx`
    update membership set next_invoice_on = ${today}
    where ${mine(tx)} and payer_kind = 'employer' and payer_id = any(${[...employerIds]}::text[])
      and archived_on is null`;
}
