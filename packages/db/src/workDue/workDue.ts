import { asWorker } from "../connection/withPractice.ts";
import type { Database, Transaction } from "../connection/openDatabase.ts";

/** Something that a practice has to do at an instant. */
export interface WorkDue {
  readonly practiceId: string;
  readonly kind: string;
  readonly dueAt: string;
}

/** Sets when this kind of work is due next in the practice; null when it is not. */
export async function setWorkDue(
  tx: Transaction,
  practiceId: string,
  { kind, dueAt }: { kind: string; dueAt: string | null },
): Promise<void> {
  if (dueAt === null) {
    await tx`delete from work_due where practice_id = ${practiceId} and kind = ${kind}`;
    return;
  }
  await tx`
    insert into work_due (practice_id, kind, due_at) values (${practiceId}, ${kind}, ${dueAt})
    on conflict (practice_id, kind) do update set due_at = excluded.due_at`;
}

/** What is due by an instant in all practices, the longest due first. */
export function findWorkDue(
  database: Database,
  { kind, by, limit = 10_000 }: { kind: string; by: string; limit?: number },
): Promise<readonly WorkDue[]> {
  return asWorker(
    database,
    (tx) => tx<WorkDue[]>`
    select practice_id as "practiceId", kind, due_at as "dueAt" from work_due
    where kind = ${kind} and due_at <= ${by} order by due_at, practice_id limit ${limit}`,
  );
}
