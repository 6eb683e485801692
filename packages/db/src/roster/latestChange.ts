import type { Transaction } from "../connection/openDatabase.ts";
import type { AuditEvent } from "../audit/index.ts";

/** Who changed one of these records last, until an instant; looking at them does not count. */
export async function findLatestChange(
  tx: Transaction,
  { entityIds, by }: { entityIds: readonly string[]; by: string },
): Promise<AuditEvent | undefined> {
  const [event] = await tx<AuditEvent[]>`
    select id, at, actor_kind as "actorKind", actor_id as "actorId", action, entity_id as "entityId",
      request_id as "requestId", detail
    from audit_event
    where practice_id = current_setting('rollbook.practice_id') and entity_id = any(${[...entityIds]}::text[])
      and at <= ${by} and actor_kind <> 'sync' and action !~ '\\.(get|list|explain|preview)'
    order by at desc, id desc limit 1`;
  return event;
}
