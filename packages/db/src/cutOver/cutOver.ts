import type { CutOverProof, SignOff } from "@rollbook/core/migration";
import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export async function listSignOffs(tx: Transaction): Promise<readonly SignOff[]> {
  return tx<SignOff[]>`
    select membership_id as "membershipId", segments, reason, signed_by as "byUserId", signed_at as at
    from cut_over_sign_off where ${mine(tx)} order by membership_id`;
}

/** One for each membership: a new one takes the place of the one before. */
export async function saveSignOff(
  tx: Transaction,
  practiceId: string,
  { membershipId, segments, reason, byUserId, at }: SignOff,
): Promise<void> {
  await tx`
    insert into cut_over_sign_off (practice_id, membership_id, segments, reason, signed_by, signed_at)
    values (${practiceId}, ${membershipId}, ${JSON.stringify(segments)}::text::jsonb, ${reason}, ${byUserId}, ${at})
    on conflict (practice_id, membership_id) do update set segments = excluded.segments, reason = excluded.reason,
      signed_by = excluded.signed_by, signed_at = excluded.signed_at`;
}

/** False when there was none. */
export async function deleteSignOff(
  tx: Transaction,
  { membershipId }: { membershipId: string },
): Promise<boolean> {
  const { count } = await tx`
    delete from cut_over_sign_off where ${mine(tx)} and membership_id = ${membershipId}`;
  return count > 0;
}

/** What the owner accepted when the practice went live. */
export interface CutOverAcceptance {
  readonly at: string;
  readonly by: string;
  /** The last day of the proof. */
  readonly through: string;
  readonly totals: CutOverProof["totals"];
  readonly signedOff: readonly SignOff[];
}

/** Once for a practice, in the transaction that makes it live (CUT-2). */
export async function insertAcceptance(
  tx: Transaction,
  practiceId: string,
  { at, by, through, totals, signedOff }: CutOverAcceptance,
): Promise<void> {
  await tx`
    insert into cut_over_acceptance (practice_id, accepted_at, accepted_by, through, totals, signed_off)
    values (${practiceId}, ${at}, ${by}, ${through}, ${JSON.stringify(totals)}::text::jsonb,
      ${JSON.stringify(signedOff)}::text::jsonb)`;
}

/** Null: none was accepted; the practice is not live, or nobody in it was billed elsewhere. */
export async function findAcceptance(tx: Transaction): Promise<CutOverAcceptance | null> {
  const [row] = await tx<CutOverAcceptance[]>`
    select accepted_at as at, accepted_by as by, through, totals, signed_off as "signedOff"
    from cut_over_acceptance where ${mine(tx)}`;
  return row ?? null;
}

/** Memberships that an old platform covered. */
export async function countMoved(tx: Transaction): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*) as count from membership
    where ${mine(tx)} and covered_through is not null and archived_on is null`;
  return row?.count ?? 0;
}

/** The days of base coverage that are billed, by patient, both ends included. */
export async function listBaseClaims(
  tx: Transaction,
): Promise<readonly { patientId: string; start: string; end: string }[]> {
  return tx<{ patientId: string; start: string; end: string }[]>`
    select patient_id as "patientId", lower(days) as start, upper(days) - 1 as end from invoice_claim
    where ${mine(tx)} and charge_kind = 'base' and is_live order by patient_id, lower(days)`;
}

/** What people call the patients of memberships. */
export interface MemberNameRow {
  readonly membershipId: string;
  readonly patientId: string;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly email: string | null;
  readonly externalIds: readonly string[];
}

export async function listMemberNames(tx: Transaction): Promise<readonly MemberNameRow[]> {
  return tx<MemberNameRow[]>`
    select m.id as "membershipId", p.id as "patientId", p.first_name as "firstName", p.last_name as "lastName", p.email,
      array_remove(array[m.external_id, p.external_id], null) as "externalIds"
    from membership m join patient p on p.practice_id = m.practice_id and p.id = m.patient_id
    where m.${mine(tx)} order by m.id`;
}
