import type { Database, Transaction } from "./openDatabase.ts";

/**
 * Runs one transaction as the application's role, which sees the rows of this practice only. With `isSnapshot` all of it
 * sees one state of the database, and fails with 40001 where another changed what it would change.
 */
export async function withPractice<Result>(
  database: Database,
  { practiceId, isSnapshot = false }: { practiceId: string; isSnapshot?: boolean | undefined },
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const isolation = isSnapshot
    ? "isolation level repeatable read"
    : "isolation level read committed";
  const result = await database.sql.begin(isolation, async (tx: Transaction) => {
    // A plan that a connection made while tables were small would read them whole when they have grown:
    // 0.22 ms a foreign key instead of 0.01. Every index begins with the practice, so an index is always right.
    // Sent ahead of the work's own first question, and answered before it: the two travel together.
    const settings = tx`
      select set_config('role', 'rollbook_app', true), set_config('rollbook.practice_id', ${practiceId}, true),
        set_config('enable_seqscan', 'off', true)`.execute();
    const [, value] = await Promise.all([settings, work(tx)]);
    return { value };
  });
  return (result as { value: Result }).value;
}

/** Runs one transaction as the worker's role, which sees work_due of every practice and nothing else. */
export async function asWorker<Result>(
  database: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const result = await database.sql.begin(async (tx: Transaction) => {
    await tx`select set_config('role', 'rollbook_worker', true)`;
    return { value: await work(tx) };
  });
  return (result as { value: Result }).value;
}
