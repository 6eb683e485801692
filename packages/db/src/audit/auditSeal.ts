import type { Transaction } from "../connection/openDatabase.ts";

/** A batch of events, bound to all batches before it by their hashes. */
export interface AuditSeal {
  /** 1, 2, 3 ... without a gap. */
  readonly sequence: number;
  /** Empty for the first. */
  readonly previousHash: string;
  readonly hash: string;
  readonly eventCount: number;
  /** To the microsecond, UTC. */
  readonly sealedAt: string;
}

/** The last seal, kept apart from the seals: a chain that was cut short does not reach it. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
  readonly eventCount: number;
}

/** An event as text, so that not a microsecond and not a digit of it can change unseen. */
export interface SealedText {
  readonly id: string;
  readonly seal: number | null;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly action: string;
  readonly entityId: string | null;
  readonly requestId: string;
  readonly detail: string;
}

/** Who seals or proves works alone; readers and writers of events go on. */
export async function lockAuditChain(tx: Transaction, practiceId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`audit chain ${practiceId}`}, 0))`;
}

export async function readAuditHead(tx: Transaction): Promise<AuditHead | undefined> {
  const [head] = await tx<AuditHead[]>`
    select sequence, hash, event_count as "eventCount" from audit_head
    where practice_id = current_setting('rollbook.practice_id')`;
  return head;
}

/** In the order in which they are sealed. */
export function listUnsealedEvents(
  tx: Transaction,
  { limit }: { limit: number },
): Promise<readonly SealedText[]> {
  return tx<SealedText[]>`
    select ${textOf(tx)} from audit_event
    where practice_id = current_setting('rollbook.practice_id') and seal is null
    order by seal, id limit ${limit}`;
}

/** Events of the seals of a range, by seal and id. */
export function listSealedEvents(
  tx: Transaction,
  { from, through }: { from: number; through: number },
): Promise<readonly SealedText[]> {
  return tx<SealedText[]>`
    select ${textOf(tx)} from audit_event
    where practice_id = current_setting('rollbook.practice_id') and seal between ${from}::bigint and ${through}::bigint
    order by seal, id`;
}

/** How many events carry a seal that the chain does not reach, and how many carry none yet. */
export async function countLooseEvents(
  tx: Transaction,
  { last }: { last: number },
): Promise<{ beyond: number; unsealed: number }> {
  const [row] = await tx<{ beyond: number; unsealed: number }[]>`
    select (select count(*) from audit_event
        where practice_id = current_setting('rollbook.practice_id') and (seal > ${last}::bigint or seal < 1)) as beyond,
      (select count(*) from audit_event
        where practice_id = current_setting('rollbook.practice_id') and seal is null) as unsealed`;
  return row ?? { beyond: 0, unsealed: 0 };
}

export function listAuditSeals(
  tx: Transaction,
  { after, limit }: { after: number; limit: number },
): Promise<readonly AuditSeal[]> {
  return tx<AuditSeal[]>`
    select sequence, previous_hash as "previousHash", hash, event_count as "eventCount",
      ${instantText(tx, "sealed_at")} as "sealedAt"
    from audit_seal
    where practice_id = current_setting('rollbook.practice_id') and sequence > ${after}::bigint
    order by sequence limit ${limit}`;
}

/** Seals events that have no seal yet; the database refuses a seal that does not follow the last one. */
export async function insertAuditSeal(
  tx: Transaction,
  practiceId: string,
  { seal, eventIds }: { seal: AuditSeal; eventIds: readonly string[] },
): Promise<void> {
  await tx`
    insert into audit_seal (practice_id, sequence, previous_hash, hash, event_count, sealed_at)
    values (${practiceId}, ${seal.sequence}::bigint, ${seal.previousHash}, ${seal.hash}, ${seal.eventCount},
      ${seal.sealedAt}::text::timestamptz)`;
  const result = await tx`
    update audit_event set seal = ${seal.sequence}::bigint
    where practice_id = ${practiceId} and id = any(${[...eventIds]}::text[]) and seal is null`;
  if (result.count !== seal.eventCount)
    throw new RangeError(`${result.count} of ${seal.eventCount} events could be sealed`);
}

/** False while a transaction that made an event has not ended: its event would be missed. */
export async function isAuditQuiet(tx: Transaction, practiceId: string): Promise<boolean> {
  const [row] = await tx<{ isQuiet: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`audit ${practiceId}`}, 0)) as "isQuiet"`;
  return row?.isQuiet === true;
}

function textOf(tx: Transaction) {
  return tx`id, seal, ${instantText(tx, "at")} as at, actor_kind as "actorKind", actor_id as "actorId", action,
    entity_id as "entityId", request_id as "requestId", detail::text as detail`;
}

function instantText(tx: Transaction, column: string) {
  return tx`to_char(${tx(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
