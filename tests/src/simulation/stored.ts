import type { World } from "./world.ts";

/** Memberships that wait because their row is missing, or that have an end. */
export async function readParked({ database, practiceId }: World): Promise<string[]> {
  const rows = await database.sql<{ id: string }[]>`
    select id from membership
    where practice_id = ${practiceId}
      and (end_date is not null or holds @> '[{"code": "row_missing"}]') order by id`;
  return rows.map((row) => row.id);
}

/** The database's side, read with plain SQL and none of the engine's own ways to it. */
export type Stored = {
  patients: {
    name: string;
    email: string | null;
    city: string | null;
    birthDate: string | null;
  }[];
  memberships: { patientId: string; endDate: string | null; holds: string[] }[];
  conflicts: { rowId: string; field: string }[];
  heldRowIds: string[];
  nameOfRow: Record<string, string>;
  priceOf: Record<string, number>;
  /** Every value that the history or an open conflict tells of, as JSON. */
  told: string;
};

export async function readStored({ database, practiceId }: World): Promise<Stored> {
  const [row] = await database.sql<{ stored: Stored }[]>`
    with mine as (
      select id, concat_ws(' ', first_name, last_name) as name, email, city, birth_date
      from patient where practice_id = ${practiceId}
    ), member as (
      select id, patient_id, end_date, holds, terms from membership where practice_id = ${practiceId}
    ), list as (
      select row_id, patient_id, held_reason from roster_row where practice_id = ${practiceId}
    )
    select jsonb_build_object(
      'patients', (select coalesce(jsonb_agg(jsonb_build_object(
        'name', name, 'email', email, 'city', city, 'birthDate', birth_date::text) order by id), '[]') from mine),
      'memberships', (select coalesce(jsonb_agg(jsonb_build_object(
        'patientId', patient_id, 'endDate', end_date::text,
        'holds', jsonb_path_query_array(holds, '$[*].code')) order by id), '[]') from member),
      'conflicts', (select coalesce(jsonb_agg(jsonb_build_object('rowId', row_id, 'field', field) order by row_id, field), '[]')
        from roster_conflict where practice_id = ${practiceId}),
      'heldRowIds', (select coalesce(jsonb_agg(row_id order by row_id), '[]') from list where held_reason is not null),
      'nameOfRow', (select coalesce(jsonb_object_agg(row_id, name), '{}') from list join mine on mine.id = patient_id),
      'priceOf', (select coalesce(jsonb_object_agg(mine.name, coalesce(
          (terms -> -1 ->> 'ownPriceMinor')::bigint, (plan.pricing #>> '{prices,0,priceMinor}')::bigint)), '{}')
        from member join mine on mine.id = patient_id
        left join plan on plan.practice_id = ${practiceId} and plan.id = terms -> -1 ->> 'planId'),
      'told', (select coalesce(string_agg(concat_ws(' ', value_before, value_after), ' ' order by entry_id), '')
        from roster_history where practice_id = ${practiceId})
        || (select coalesce(string_agg(concat_ws(' ', sheet_value, stored_value, base), ' ' order by row_id, field), '')
        from roster_conflict where practice_id = ${practiceId})
    ) as stored`;
  if (row === undefined) throw new Error("the database gave no answer");
  return row.stored;
}
