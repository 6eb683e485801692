import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own.drop());

interface Plan {
  readonly "Index Name"?: string;
  readonly Plans?: readonly Plan[];
}

const indexesOf = (plan: Plan): string[] => [
  ...(plan["Index Name"] === undefined ? [] : [plan["Index Name"]]),
  ...(plan.Plans ?? []).flatMap(indexesOf),
];

/** Tables that a foreign key points at, whose look-up by key takes another index than the key's. */
async function lookupsBesideTheKey(): Promise<readonly string[]> {
  const keys = await own.database.sql<{ table: string; key: string; columns: string[] }[]>`
    select t.relname as table, k.conname as key, array_agg(a.attname order by a.attnum)::text[] as columns
    from pg_constraint k join pg_class t on t.oid = k.conrelid
    join pg_attribute a on a.attrelid = t.oid and a.attnum = any (k.conkey)
    where k.contype = 'p' and t.relnamespace = 'public'::regnamespace
      and exists (select from pg_constraint f where f.contype = 'f' and f.confrelid = t.oid)
    group by 1, 2 order by 1`;
  expect(keys.length).toBeGreaterThan(8);
  const wrong: string[] = [];
  const connection = await own.database.sql.reserve();
  try {
    await connection.unsafe("set enable_seqscan = off; set plan_cache_mode = force_generic_plan");
    for (const { table, key, columns } of keys) {
      const where = columns.map((column, index) => `${column} = $${index + 1}`).join(" and ");
      await connection.unsafe(
        `prepare by_key as select from only ${table} where ${where} for key share`,
      );
      const given = columns.map(() => "null").join(", ");
      const [row] = await connection.unsafe(`explain (format json) execute by_key (${given})`);
      await connection.unsafe("deallocate by_key");
      const used = indexesOf(row?.["QUERY PLAN"][0].Plan as Plan);
      if (used.length !== 1 || used[0] !== key) wrong.push(`${table}: ${used.join(", ")}`);
    }
  } finally {
    connection.release();
  }
  return wrong;
}

test("a look-up by key takes the key's index, also where a table was never analysed", async () => {
  expect(await lookupsBesideTheKey()).toEqual([]);
});

test("a planted index beside the key is found", async () => {
  await own.database.sql.unsafe("create index stray on patient (practice_id, phone)");
  try {
    expect(await lookupsBesideTheKey()).toEqual(["patient: stray"]);
  } finally {
    await own.database.sql.unsafe("drop index stray");
  }
});
