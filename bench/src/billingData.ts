import type { Database } from "@rollbook/db";

export type BillingSize = {
  practices: number;
  memberships: number;
  /** One membership in this many is due. */
  oneDueIn: number;
};

const at = "2026-05-01T00:00:00Z";

/** Memberships of many live practices, written straight into the tables; the run itself is what is measured. */
export async function seedMemberships({ sql }: Database, size: BillingSize): Promise<void> {
  const perPractice = Math.floor(size.memberships / size.practices);
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into practice (practice_id, name, time_zone, currency, locale, live_on, created_at, updated_at)
      select 'pra_' || lpad(p::text, 6, '0'), 'Practice ' || p, 'America/New_York', 'USD', 'en-US', '2026-01-01', ${at}, ${at}
      from generate_series(1, ${size.practices}) p`;
    await tx`insert into invoice_counter (practice_id) select practice_id from practice`;
    await tx`insert into work_due (practice_id, kind, due_at) select practice_id, 'billing', ${at}::timestamptz from practice`;
    await tx`
      insert into plan (practice_id, id, type, name, currency, audience, billing, pricing, created_at, updated_at)
      select practice_id, 'pln_gold', 'membership', 'Gold', 'USD', 'retail', 'advance',
        '{"kind":"per_person","prices":[{"interval":"P1M","priceMinor":9900,"from":null}]}', ${at}, ${at}
      from practice`;
    await tx`
      insert into patient (practice_id, id, first_name, last_name, created_at, updated_at)
      select practice_id, 'pat_' || lpad(m::text, 6, '0'), 'Ana', 'Nowak ' || m, ${at}, ${at}
      from practice, generate_series(1, ${perPractice}) m`;
    await tx`
      insert into membership (practice_id, id, patient_id, attached_on, care_from, bill_from, terms, claimed,
        invoiced_through, next_invoice_on, created_at, updated_at)
      select practice_id, 'mem_' || lpad(m::text, 6, '0'), 'pat_' || lpad(m::text, 6, '0'), '2026-01-01', d.start, d.start,
        jsonb_build_array(jsonb_build_object('from', d.start, 'planId', 'pln_gold', 'interval', 'P1M', 'billing', 'advance',
          'payer', jsonb_build_object('kind', 'patient', 'id', 'pat_' || lpad(m::text, 6, '0')),
          'anchorDate', d.start, 'anchorDay', extract(day from d.start), 'ownPriceMinor', null)),
        jsonb_build_array(jsonb_build_object('start', d.start, 'end', d.next - 1)), d.next - 1, d.next, ${at}, ${at}
      from practice, generate_series(1, ${perPractice}) m
      cross join lateral (
        select s.start, (s.start + interval '4 months')::date as next
        from (select date '2026-01-10' + case when m % ${size.oneDueIn} = 0 then 0 else 5 + m % 10 end as start) s
      ) d`;
  });
  await sql`analyze`;
}
