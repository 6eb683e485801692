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

/** An event with the name of the person or key who acted, where the practice knows one; of an operator the one noted then. */
export interface ListedAuditEvent extends AuditEvent {
  readonly actorName: string | null;
}

export async function listAuditEvents(
  tx: Transaction,
  {
    entityId,
    after,
    limit,
    isNewestFirst = false,
  }: {
    entityId?: string | undefined;
    after?: string | undefined;
    limit: number;
    isNewestFirst?: boolean;
  },
): Promise<readonly ListedAuditEvent[]> {
  const direction = isNewestFirst ? tx`desc` : tx``;
  const beyond = isNewestFirst ? tx`e.id <` : tx`e.id >`;
  return tx<ListedAuditEvent[]>`
    select e.id, e.at, e.actor_kind as "actorKind", e.actor_id as "actorId", e.action, e.entity_id as "entityId",
      e.request_id as "requestId", e.detail,
      coalesce(u.name, k.name, case when e.actor_kind = 'operator' then e.detail ->> 'operator' end) as "actorName"
    from audit_event e
    left join practice_user u on u.practice_id = e.practice_id and u.id = e.actor_id
    left join api_key k on k.practice_id = e.practice_id and k.id = e.actor_id
    where e.practice_id = current_setting('rollbook.practice_id')
      ${entityId === undefined ? tx`` : tx`and e.entity_id = ${entityId}`}
      ${after === undefined ? tx`` : tx`and ${beyond} ${after}`}
    order by e.id ${direction} limit ${limit}`;
}
