import type { Transaction } from "../connection/openDatabase.ts";

export interface MembershipEventRow {
  readonly membershipId: string;
  readonly kind: string;
  readonly event: unknown;
  readonly at: string;
  readonly actorId: string;
}

/** Appends events, numbered on from the last of each membership. The memberships' rows are locked by the caller. */
export async function appendMembershipEvents(
  tx: Transaction,
  practiceId: string,
  events: readonly MembershipEventRow[],
): Promise<void> {
  if (events.length === 0) return;
  await tx`
    with added as (
      select e.*, row_number() over (partition by e.membership_id order by e.position) as step
      from unnest(${events.map((one) => one.membershipId)}::text[], ${events.map((one) => one.kind)}::text[],
        ${events.map((one) => JSON.stringify(one.event))}::text[], ${events.map((one) => one.at)}::text[],
        ${events.map((one) => one.actorId)}::text[])
        with ordinality as e (membership_id, kind, event, at, actor_id, position)
    ), last as (
      select membership_id, max(sequence) as sequence from membership_event
      where practice_id = ${practiceId} and membership_id in (select membership_id from added)
      group by membership_id
    )
    insert into membership_event (practice_id, membership_id, sequence, kind, event, at, actor_id)
    select ${practiceId}, added.membership_id, coalesce(last.sequence, 0) + added.step, added.kind,
      added.event::jsonb, added.at::timestamptz, added.actor_id
    from added left join last using (membership_id)`;
}

export function listMembershipEvents(
  tx: Transaction,
  { membershipId }: { membershipId: string },
): Promise<readonly MembershipEventRow[]> {
  return tx<MembershipEventRow[]>`
    select membership_id as "membershipId", kind, event, at, actor_id as "actorId" from membership_event
    where practice_id = current_setting('rollbook.practice_id') and membership_id = ${membershipId}
    order by sequence`;
}
