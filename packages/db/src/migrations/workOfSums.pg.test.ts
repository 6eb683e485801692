import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { insertPracticeRow } from "../testing/plainRows.ts";

const practiceId = "pra_1";
const at = "2026-01-01T00:00:00Z";

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
  const { sql } = own.database;
  await sql.begin(async (tx) => {
    for (const id of [practiceId, "pra_2"]) await insertPracticeRow(tx, id);
    await insertMoney(tx, { id: "pra_2", count: 300 });
  });
  // As in a practice that moves in: nothing is known of its rows, but that others have some.
  await sql`analyze invoice, payment`;
});
afterAll(() => own.drop());

async function insertMoney(
  tx: Pick<postgres.TransactionSql, "unsafe">,
  { id, count }: { id: string; count: number },
): Promise<void> {
  await tx.unsafe(`update invoice_counter set last_number = $2::int where practice_id = $1`, [
    id,
    count,
  ]);
  await tx.unsafe(
    `insert into invoice (practice_id, id, kind, status, number, payer_kind, payer_id, currency, issued_on, due_on,
      net_minor, tax_minor, total_minor, created_at, updated_at)
    select $1, 'inv_' || n, 'manual', 'issued', n, 'patient', 'pat_1', 'USD', '2026-01-01', '2026-01-01', 100, 0, 100,
      $3::timestamptz, $3::timestamptz from generate_series(1, $2::int) n`,
    [id, count, at],
  );
  await tx.unsafe(
    `insert into invoice_line (practice_id, id, invoice_id, position, charge_kind, description, price_minor, net_minor,
      tax_minor, total_minor)
    select $1, 'lin_' || n, 'inv_' || n, 1, 'other', 'Visit', 100, 100, 0, 100 from generate_series(1, $2::int) n`,
    [id, count],
  );
  await tx.unsafe(
    `insert into payment (practice_id, id, kind, payer_kind, payer_id, currency, amount_minor, received_on, method,
      created_at, created_by)
    select $1, 'pay_' || n, 'received', 'patient', 'pat_1', 'USD', 200, '2026-01-02', 'card', $3::timestamptz, 'me'
    from generate_series(1, $2::int) n`,
    [id, count, at],
  );
}

interface Node {
  readonly "Actual Rows"?: number;
  readonly "Actual Loops"?: number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Join Filter"?: number;
  readonly Plans?: readonly Node[];
}

/** Rows that a plan and those below it went through. */
function visited(node: Node): number {
  const each =
    (node["Actual Rows"] ?? 0) +
    (node["Rows Removed by Filter"] ?? 0) +
    (node["Rows Removed by Join Filter"] ?? 0);
  const own = each * (node["Actual Loops"] ?? 1);
  return (node.Plans ?? []).reduce((sum, child) => sum + visited(child), own);
}

/**
 * Rows that are gone through, in the statement and in its triggers, for as many rows at once as the practice has payments: a
 * connection of its own, whose plans nobody made before, tells each plan as a notice.
 */
async function workOf({ count, act }: { count: number; act: string }): Promise<number> {
  let work = 0;
  const sql = postgres(own.url, {
    max: 1,
    onnotice: ({ message = "" }) => {
      const [, plan] = /^duration: [\d.]+ ms {2}plan:\s(\{.*\})$/s.exec(message) ?? [];
      if (plan !== undefined) work += visited(JSON.parse(plan).Plan as Node);
    },
  });
  try {
    await sql.unsafe(`load 'auto_explain'; set auto_explain.log_level = notice; set auto_explain.log_min_duration = 0;
      set auto_explain.log_nested_statements = on; set auto_explain.log_analyze = on; set auto_explain.log_timing = off;
      set auto_explain.log_format = json`);
    await sql
      .begin(async (tx) => {
        await tx`select set_config('role', 'rollbook_app', true),
          set_config('rollbook.practice_id', ${practiceId}, true), set_config('enable_seqscan', 'off', true)`;
        await insertMoney(tx, { id: practiceId, count });
        work = 0;
        await tx.unsafe(act, [practiceId, count, at]);
        throw new Undone();
      })
      .catch((error: unknown) => expect(error).toBeInstanceOf(Undone));
  } finally {
    await sql.end();
  }
  return work;
}

class Undone extends Error {}

const allocate = `
  insert into payment_allocation (practice_id, id, payment_id, invoice_id, on_day, amount_minor, created_at, created_by)
  select $1, 'all_' || n, 'pay_' || n, 'inv_' || n, '2026-01-03', 100, $3::timestamptz, 'me'
  from generate_series(1, $2::int) n`;
const refund = `
  insert into payment_counter_entry (practice_id, id, kind, payment_id, on_day, amount_minor, reason, created_at, created_by)
  select $1, 'cou_' || n, 'refund', 'pay_' || n, '2026-01-04', 50, 'left', $3::timestamptz, 'me'
  from generate_series(1, $2::int) n`;
const writeOff = `
  insert into invoice_bad_debt (practice_id, invoice_id, on_day, amount_minor, cause, created_at, created_by)
  select $1, 'inv_' || n, '2026-01-05', 10, 'written_off', $3::timestamptz, 'me' from generate_series(1, $2::int) n`;

/** How many rows are gone through for each new one, at most, by practices of several sizes. */
async function workOfEach(act: string): Promise<number> {
  const works = await Promise.all(
    [50, 200, 800, 2000].map(async (count) => (await workOf({ count, act })) / count),
  );
  expect(Math.min(...works)).toBeGreaterThan(1);
  return Math.max(...works);
}

test.each([
  ["an allocation", allocate, 60],
  ["a counter-entry", refund, 30],
  ["a bad debt", writeOff, 30],
])("%s goes through the same few rows, however many come at once", async (_name, act, most) => {
  expect(await workOfEach(act)).toBeLessThan(most);
});

test("a planted join of a statement's rows to the payments is found", async () => {
  const { sql } = own.database;
  const [kept] = await sql<{ body: string }[]>`
    select pg_get_functiondef('sum_new_counter_entries'::regproc) as body`;
  await sql.unsafe(`create or replace function sum_new_counter_entries() returns trigger language plpgsql as $$
    begin
      update payment p set used_minor = p.used_minor + s.amount
      from (select practice_id, payment_id, sum(amount_minor) as amount from added group by practice_id, payment_id) s
      where p.practice_id = s.practice_id and p.id = s.payment_id;
      return null;
    end $$`);
  try {
    expect(await workOfEach(refund)).toBeGreaterThan(100);
  } finally {
    await sql.unsafe(kept?.body ?? "");
  }
});
