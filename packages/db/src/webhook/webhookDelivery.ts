import type { Transaction } from "../connection/openDatabase.ts";

export interface WebhookEvent {
  readonly id: string;
  readonly type: string;
  readonly entityId: string;
  readonly occurredAt: string;
}

export interface DueDelivery extends WebhookEvent {
  readonly endpointId: string;
  readonly sequence: number;
  readonly attemptCount: number;
  readonly url: string;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly previousSecretUntil: string | null;
}

export interface WebhookDelivery extends WebhookEvent {
  readonly endpointId: string;
  readonly state: "pending" | "delivered" | "given_up";
  readonly attemptCount: number;
  readonly nextAttemptAt: string;
  readonly lastAttemptAt: string | null;
  readonly lastStatus: number | null;
  readonly lastReason: string | null;
}

/** Takes what is due for itself until `leaseUntil`; a worker that dies leaves it to the next one. */
export async function takeDueDeliveries(
  tx: Transaction,
  { instant, leaseUntil, limit }: { instant: string; leaseUntil: string; limit: number },
): Promise<readonly DueDelivery[]> {
  return tx<DueDelivery[]>`
    with due as (
      select practice_id, endpoint_id, sequence from webhook_delivery
      where practice_id = current_setting('rollbook.practice_id')
        and state = 'pending' and next_attempt_at <= ${instant}
      order by next_attempt_at, sequence limit ${limit} for update skip locked
    ), taken as (
      update webhook_delivery delivery set next_attempt_at = ${leaseUntil} from due
      where delivery.practice_id = due.practice_id and delivery.endpoint_id = due.endpoint_id
        and delivery.sequence = due.sequence
      returning delivery.*
    )
    select event.id, event.type, event.entity_id as "entityId", event.occurred_at as "occurredAt",
      taken.endpoint_id as "endpointId", taken.sequence, taken.attempt_count as "attemptCount",
      endpoint.url, endpoint.secret, endpoint.previous_secret as "previousSecret",
      endpoint.previous_secret_until as "previousSecretUntil"
    from taken
    join webhook_event event using (practice_id, sequence)
    join webhook_endpoint endpoint on endpoint.practice_id = taken.practice_id and endpoint.id = taken.endpoint_id
    where endpoint.is_enabled
    order by taken.sequence`;
}

export async function recordDeliveryAttempt(
  tx: Transaction,
  attempt: {
    readonly endpointId: string;
    readonly sequence: number;
    readonly state: WebhookDelivery["state"];
    readonly attemptCount: number;
    readonly at: string;
    readonly nextAttemptAt: string;
    readonly status: number | null;
    readonly reason: string | null;
  },
): Promise<void> {
  await tx`
    update webhook_delivery set
      state = ${attempt.state}, attempt_count = ${attempt.attemptCount}, last_attempt_at = ${attempt.at},
      next_attempt_at = ${attempt.nextAttemptAt}, last_status = ${attempt.status}, last_reason = ${attempt.reason}
    where practice_id = current_setting('rollbook.practice_id')
      and endpoint_id = ${attempt.endpointId} and sequence = ${attempt.sequence}`;
}

/** Null when nothing waits. */
export async function nextDeliveryAt(tx: Transaction): Promise<string | null> {
  const [row] = await tx<{ at: string | null }[]>`
    select min(delivery.next_attempt_at) as at from webhook_delivery delivery
    join webhook_endpoint endpoint on endpoint.practice_id = delivery.practice_id and endpoint.id = delivery.endpoint_id
    where delivery.practice_id = current_setting('rollbook.practice_id')
      and delivery.state = 'pending' and endpoint.is_enabled`;
  return row?.at ?? null;
}

/** The newest first; `before` is the id of an event. */
export async function listDeliveries(
  tx: Transaction,
  { endpointId, before, limit }: { endpointId: string; before?: string | undefined; limit: number },
): Promise<readonly WebhookDelivery[]> {
  return tx<WebhookDelivery[]>`
    select event.id, event.type, event.entity_id as "entityId", event.occurred_at as "occurredAt",
      delivery.endpoint_id as "endpointId", delivery.state, delivery.attempt_count as "attemptCount",
      delivery.next_attempt_at as "nextAttemptAt", delivery.last_attempt_at as "lastAttemptAt",
      delivery.last_status as "lastStatus", delivery.last_reason as "lastReason"
    from webhook_delivery delivery join webhook_event event using (practice_id, sequence)
    where delivery.practice_id = current_setting('rollbook.practice_id')
      and delivery.endpoint_id = ${endpointId} ${before === undefined ? tx`` : tx`and event.id < ${before}`}
    order by event.id desc limit ${limit}`;
}

/** Sends an event once more, at once; false when the endpoint never had it. */
export async function replayDelivery(
  tx: Transaction,
  { endpointId, eventId }: { endpointId: string; eventId: string },
): Promise<boolean> {
  const rows = await tx`
    update webhook_delivery delivery set state = 'pending', next_attempt_at = 'epoch', attempt_count = 0
    from webhook_event event
    where delivery.practice_id = current_setting('rollbook.practice_id') and delivery.endpoint_id = ${endpointId}
      and event.practice_id = delivery.practice_id and event.sequence = delivery.sequence and event.id = ${eventId}
    returning delivery.sequence`;
  return rows.length === 1;
}
