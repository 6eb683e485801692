import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** Those whom a membership's family price covers by memberships of their own, ended ones aside. */
export async function listCoveredBy(
  tx: Transaction,
  { payerId, onOrAfter }: { payerId: string; onOrAfter: string },
): Promise<readonly { id: string; birthDate: string | null }[]> {
  return tx<{ id: string; birthDate: string | null }[]>`
    select m.id, p.birth_date as "birthDate"
    from membership m join patient p on p.practice_id = m.practice_id and p.id = m.patient_id
    where m.practice_id = current_setting('rollbook.practice_id') and m.covered_by = ${payerId}
      and m.archived_on is null and (m.end_date is null or m.end_date > ${onOrAfter})
    order by m.id`;
}

/** Patients among these whose own membership another one covers now, or none. */
export async function listMovedPatients(
  tx: Transaction,
  { payerId, patientIds, today }: { payerId: string; patientIds: readonly string[]; today: string },
): Promise<readonly string[]> {
  const rows = await tx<{ patientId: string }[]>`
    select distinct patient_id as "patientId" from membership
    where ${mine(tx)} and patient_id = any(${[...patientIds]}::text[])
      and covered_by is distinct from ${payerId} and id <> ${payerId} and archived_on is null
      and (end_date is null or end_date >= ${today})`;
  return rows.map((row) => row.patientId);
}

/** Covered memberships that outlast the one that pays for them, and those on hold for it without reason any more. */
export async function findLeftBehind(
  tx: Transaction,
): Promise<readonly { id: string; payerEndsOn: string | null; isOnHold: boolean }[]> {
  return tx<{ id: string; payerEndsOn: string | null; isOnHold: boolean }[]>`
    select c.id, left_by.end_date as "payerEndsOn", c.holds @> '[{"code": "no_payer"}]' as "isOnHold"
    from membership c
    left join lateral (
      select p.end_date from membership p
      where p.practice_id = c.practice_id and p.id = c.covered_by and p.end_date is not null
        and (c.end_date is null or c.end_date > p.end_date)
    ) left_by on true
    where c.practice_id = current_setting('rollbook.practice_id') and c.covered_by is not null
      and c.archived_on is null
      and (left_by.end_date is not null) <> (c.holds @> '[{"code": "no_payer"}]')
    order by c.id`;
}

/** Live days on a membership's lines of people outside these who are members still. */
export function listSharedDays(
  tx: Transaction,
  {
    membershipId,
    patientIds,
    start,
    end,
  }: { membershipId: string; patientIds: readonly string[]; start: string; end: string },
): Promise<readonly { start: string; end: string }[]> {
  return tx<{ start: string; end: string }[]>`
    select lower(c.days) as start, upper(c.days) - 1 as end
    from invoice_line l join invoice_claim c on c.practice_id = l.practice_id and c.line_id = l.id
    where l.practice_id = current_setting('rollbook.practice_id') and l.membership_id = ${membershipId} and c.is_live
      and c.charge_kind = 'base' and c.days && daterange(${start}, ${end}, '[]')
      and c.patient_id <> all(${[...patientIds]}::text[])
      and exists (
        select from membership m where m.practice_id = c.practice_id and m.patient_id = c.patient_id
          and m.archived_on is null and (m.end_date is null or m.end_date >= ${start}))
    order by lower(c.days)`;
}
