import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** A membership whose billing is to be looked at, as its columns; jsonb comes parsed. */
export interface DueMembershipRow {
  readonly id: string;
  /** What is saved later is saved over this version only. */
  readonly version: number;
  readonly patientId: string;
  readonly coveredBy: string | null;
  readonly alsoCovers: readonly string[];
  readonly attachedOn: string;
  readonly careFrom: string;
  readonly billFrom: string;
  readonly coveredThrough: string | null;
  readonly openQuestions: readonly string[];
  readonly holds: unknown;
  readonly terms: unknown;
  readonly pauses: unknown;
  readonly endDate: string | null;
  readonly isLastInvoiceAdjusted: boolean;
  readonly archivedOn: string | null;
  readonly waivers: unknown;
  readonly claimed: unknown;
  readonly enrollmentFeeState: string;
  readonly enrollmentFeeMinor: number;
  readonly birthDate: string | null;
  readonly evidence: unknown;
  readonly chosenPeriods: unknown;
  readonly parkedReason: string | null;
  readonly leavers: unknown;
}

/**
 * Serialises billing and numbering in the practice until the transaction ends. @returns the last number that was given.
 * The statements of a run are the same for every practice and always take an index: planned once, a run costs 7 % less.
 */
export async function lockBilling(tx: Transaction): Promise<number> {
  const [row] = await tx<{ lastNumber: number }[]>`
    select last_number as "lastNumber", set_config('plan_cache_mode', 'force_generic_plan', true)
    from invoice_counter where ${mine(tx)} for update`;
  if (row === undefined) throw new Error("the practice has no invoice counter");
  return row.lastNumber;
}

/** Through null: every membership that may ever be billed, for a preview. */
export function findDueMemberships(
  tx: Transaction,
  { through }: { through: string | null },
): Promise<readonly DueMembershipRow[]> {
  const isDue =
    through === null
      ? tx`m.archived_on is null and m.covered_by is null`
      : tx`m.next_invoice_on <= ${through}`;
  return tx<DueMembershipRow[]>`
    select m.id, m.version, m.patient_id as "patientId", m.covered_by as "coveredBy", m.also_covers as "alsoCovers",
      m.attached_on as "attachedOn", m.care_from as "careFrom", m.bill_from as "billFrom",
      m.covered_through as "coveredThrough", m.open_questions as "openQuestions", m.holds, m.terms, m.pauses,
      m.end_date as "endDate", m.is_last_invoice_adjusted as "isLastInvoiceAdjusted", m.archived_on as "archivedOn",
      m.waivers, m.claimed, m.enrollment_fee_state as "enrollmentFeeState",
      m.enrollment_fee_minor as "enrollmentFeeMinor", p.birth_date as "birthDate", m.evidence,
      m.chosen_periods as "chosenPeriods", m.parked_reason as "parkedReason",
      case when m.also_covers = '{}' then null else (
        select json_agg(json_build_object('patientId', c.patient_id, 'endDate', c.end_date)) from membership c
        where c.practice_id = m.practice_id and c.covered_by = m.id and c.end_date is not null
      ) end as leavers
    from membership m join patient p on p.practice_id = m.practice_id and p.id = m.patient_id
    where m.practice_id = current_setting('rollbook.practice_id') and ${isDue}
    order by m.id`;
}

export interface ClaimElsewhereRow {
  readonly dueId: string;
  readonly patientId: string;
  readonly membershipId: string;
  readonly chargeKind: "base" | "add_on" | "enrollment_fee";
  readonly start: string;
  readonly end: string;
}

/** Live claims on the patients of due memberships, but for their own base coverage, which they know of themselves. */
export function findClaimsElsewhere(
  tx: Transaction,
  { through }: { through: string | null },
): Promise<readonly ClaimElsewhereRow[]> {
  const isDue = through === null ? tx`archived_on is null` : tx`next_invoice_on <= ${through}`;
  return tx<ClaimElsewhereRow[]>`
    with due as (
      select id, unnest(patient_id || also_covers) as patient_id from membership where ${mine(tx)} and ${isDue}
    )
    select due.id as "dueId", c.patient_id as "patientId", coalesce(c.membership_id, '') as "membershipId",
      c.charge_kind as "chargeKind", lower(c.days) as start, upper(c.days) - 1 as end
    from due join invoice_claim c on c.practice_id = current_setting('rollbook.practice_id')
      and c.patient_id = due.patient_id
    where c.is_live and (c.charge_kind <> 'base' or c.membership_id is distinct from due.id)`;
}
