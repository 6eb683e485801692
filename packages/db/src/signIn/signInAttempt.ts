import type { Database } from "../connection/openDatabase.ts";

/** Counts one more attempt under each key; answers how many each has since its window began. */
export async function countSignInAttempts(
  { sql }: Database,
  { keys, at, windowBegan }: { keys: readonly string[]; at: string; windowBegan: string },
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ key: string; attempts: number }[]>`
    insert into auth.sign_in_attempt as present (key, started_at, attempts)
    select key, ${at}, 1 from unnest(${[...keys].toSorted()}::text[]) key
    on conflict (key) do update set
      started_at = case when present.started_at < ${windowBegan} then excluded.started_at else present.started_at end,
      attempts = case when present.started_at < ${windowBegan} then 1 else present.attempts + 1 end
    returning key, attempts`;
  return new Map(rows.map(({ key, attempts }) => [key, attempts]));
}

export async function forgetSignInAttempts(
  { sql }: Database,
  { keys, before }: { keys: readonly string[]; before: string },
): Promise<void> {
  await sql`
    delete from auth.sign_in_attempt where key = any(${[...keys]}::text[]) or started_at < ${before}`;
}
