import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface ProcessorEventRow {
  /** The processor's own id of the event. */
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly effect: unknown;
  /** What it does, once for each practice whichever event says so; null for events that do nothing. */
  readonly effectKey: string | null;
  readonly state: "applied" | "waits" | "ignored" | "for_a_person";
  readonly reason: string | null;
}

function columns(tx: Transaction) {
  return tx`id, type, occurred_at as "occurredAt", received_at as "receivedAt", effect, effect_key as "effectKey", state,
    reason`;
}

/** One event of a practice at a time, until the transaction ends. */
export async function lockProcessorEvents(tx: Transaction, practiceId: string): Promise<void> {
  const name = JSON.stringify(["processor events", practiceId]);
  await tx`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/** The event by its id, or any that has the same effect. */
export async function findProcessorEvent(
  tx: Transaction,
  { id, effectKey }: { id: string; effectKey: string | null },
): Promise<ProcessorEventRow | undefined> {
  const [row] = await tx<ProcessorEventRow[]>`
    select ${columns(tx)} from processor_event
    where ${mine(tx)} and (id = ${id} or effect_key = ${effectKey})
    order by (id = ${id}) desc limit 1`;
  return row;
}

export async function insertProcessorEvent(
  tx: Transaction,
  practiceId: string,
  event: ProcessorEventRow,
): Promise<void> {
  const { id, type, occurredAt, receivedAt, effect, effectKey, state, reason } = event;
  await tx`
    insert into processor_event (practice_id, id, type, occurred_at, received_at, effect, effect_key, state, reason)
    values (${practiceId}, ${id}, ${type}, ${occurredAt}, ${receivedAt}, ${JSON.stringify(effect)}::text::jsonb,
      ${effectKey}, ${state}, ${reason})`;
}

/** Events that came before what they are about, in the order in which they came. */
export async function listWaitingProcessorEvents(
  tx: Transaction,
): Promise<readonly ProcessorEventRow[]> {
  return tx<ProcessorEventRow[]>`
    select ${columns(tx)} from processor_event where ${mine(tx)} and state = 'waits' order by received_at, id`;
}

export async function setProcessorEventState(
  tx: Transaction,
  { id, state, reason }: Pick<ProcessorEventRow, "id" | "state" | "reason">,
): Promise<void> {
  await tx`update processor_event set state = ${state}, reason = ${reason} where ${mine(tx)} and id = ${id}`;
}

/** Events that someone must look at, the youngest first. */
export async function listProcessorEventsForPerson(
  tx: Transaction,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<readonly ProcessorEventRow[]> {
  return tx<ProcessorEventRow[]>`
    select ${columns(tx)} from processor_event where ${mine(tx)} and state = 'for_a_person'
      ${
        after === undefined
          ? tx``
          : tx`and (received_at, id) < (
              select received_at, id from processor_event where ${mine(tx)} and id = ${after})`
      }
    order by received_at desc, id desc limit ${limit}`;
}
