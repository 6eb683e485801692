import type { Transaction } from "../connection/openDatabase.ts";

export interface IdempotencyKey {
  readonly principal: string;
  readonly key: string;
  readonly verb: string;
  readonly requestHash: string;
  readonly response: unknown;
  readonly createdAt: string;
}

/** False while another transaction works with the same key; the lock goes with the transaction. */
export async function lockIdempotencyKey(
  tx: Transaction,
  practiceId: string,
  { principal, key }: Pick<IdempotencyKey, "principal" | "key">,
): Promise<boolean> {
  const name = JSON.stringify([practiceId, principal, key]);
  const [row] = await tx`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`;
  return row?.locked === true;
}

export async function findIdempotencyKey(
  tx: Transaction,
  { principal, key }: Pick<IdempotencyKey, "principal" | "key">,
): Promise<Pick<IdempotencyKey, "verb" | "requestHash" | "response"> | undefined> {
  const [row] = await tx<Pick<IdempotencyKey, "verb" | "requestHash" | "response">[]>`
    select verb, request_hash as "requestHash", response from idempotency_key
    where practice_id = current_setting('rollbook.practice_id') and principal = ${principal} and key = ${key}`;
  return row;
}

/** Keeps an answer, and has the practice's old keys looked at when this one is past its time. */
export async function insertIdempotencyKey(
  tx: Transaction,
  practiceId: string,
  { purge, ...row }: IdempotencyKey & { readonly purge: { kind: string; dueAt: string } },
): Promise<void> {
  await tx`
    with kept as (
      insert into idempotency_key (practice_id, principal, key, verb, request_hash, response, created_at)
      values (${practiceId}, ${row.principal}, ${row.key}, ${row.verb}, ${row.requestHash},
        ${JSON.stringify(row.response ?? null)}::text::jsonb, ${row.createdAt})
    )
    insert into work_due (practice_id, kind, due_at) values (${practiceId}, ${purge.kind}, ${purge.dueAt})
    on conflict (practice_id, kind) do nothing`;
}

/** Keys are kept for a while only; answers how many were removed. */
export async function deleteIdempotencyKeys(
  tx: Transaction,
  { before }: { before: string },
): Promise<number> {
  const result = await tx`
    delete from idempotency_key
    where practice_id = current_setting('rollbook.practice_id') and created_at < ${before}`;
  return result.count;
}

export async function oldestIdempotencyKey(tx: Transaction): Promise<string | null> {
  const [row] = await tx<{ oldest: string | null }[]>`
    select min(created_at) as oldest from idempotency_key
    where practice_id = current_setting('rollbook.practice_id')`;
  return row?.oldest ?? null;
}
