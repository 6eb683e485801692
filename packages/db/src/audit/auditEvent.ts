import type { Transaction } from "../connection/openDatabase.ts";

export interface AuditEvent {
  readonly id: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string;
  /** The verb's name. */
  readonly action: string;
  readonly entityId: string | null;
  readonly requestId: string;
  readonly detail: { readonly [name: string]: unknown };
}

export async function insertAuditEvent(
  tx: Transaction,
  practiceId: string,
  event: AuditEvent,
): Promise<void> {
  await tx`
    insert into audit_event (practice_id, id, at, actor_kind, actor_id, action, entity_id, request_id, detail)
    values (${practiceId}, ${event.id}, ${event.at}, ${event.actorKind}, ${event.actorId}, ${event.action},
      ${event.entityId}, ${event.requestId}, ${JSON.stringify(event.detail)}::text::jsonb)`;
}

export async function listAuditEvents(
  tx: Transaction,
  {
    entityId,
    after,
    limit,
  }: { entityId?: string | undefined; after?: string | undefined; limit: number },
): Promise<readonly AuditEvent[]> {
  return tx<AuditEvent[]>`
    select id, at, actor_kind as "actorKind", actor_id as "actorId", action, entity_id as "entityId",
      request_id as "requestId", detail
    from audit_event
    where practice_id = current_setting('rollbook.practice_id')
      ${entityId === undefined ? tx`` : tx`and entity_id = ${entityId}`}
      ${after === undefined ? tx`` : tx`and id > ${after}`}
    order by id limit ${limit}`;
}
