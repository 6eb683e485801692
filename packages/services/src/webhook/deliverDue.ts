import { withPractice, type Database } from "@rollbook/db";
import {
  nextDeliveryAt,
  recordDeliveryAttempt,
  takeDueDeliveries,
  webhookEndpointTable,
  type DueDelivery,
} from "@rollbook/db/webhook";
import { findWorkDue, setWorkDue } from "@rollbook/db/workDue";
import { afterAttempt } from "./afterAttempt.ts";
import { postSafely, type AddressPolicy, type PostOutcome } from "./postSafely.ts";
import { signedHeaders } from "./signature.ts";

const leaseSeconds = 120;
const deliveriesPerTurn = 20;
const timeoutMs = 15_000;

export type DeliveryInput = {
  database: Database;
  instant: string;
  policy: AddressPolicy;
  send?: typeof postSafely;
};

/** Sends what is due in every practice; answers how many attempts were made. */
export async function deliverDueWebhooks(input: DeliveryInput): Promise<number> {
  const due = await findWorkDue(input.database, { kind: "webhook", by: input.instant });
  let attempts = 0;
  for (const { practiceId } of due) attempts += await deliverInPractice({ ...input, practiceId });
  return attempts;
}

async function deliverInPractice(input: DeliveryInput & { practiceId: string }): Promise<number> {
  const { database, instant, practiceId } = input;
  const leaseUntil = later(instant, leaseSeconds);
  const deliveries = await withPractice(database, { practiceId }, (tx) =>
    takeDueDeliveries(tx, { instant, leaseUntil, limit: deliveriesPerTurn }),
  );
  const outcomes = await Promise.all(
    deliveries.map(async (delivery) => ({ delivery, outcome: await attempt(input, delivery) })),
  );
  await withPractice(database, { practiceId }, async (tx) => {
    for (const { delivery, outcome } of outcomes) {
      const { endpointId, sequence, attemptCount } = delivery;
      const next = afterAttempt({ outcome, attemptCount, instant });
      await recordDeliveryAttempt(tx, { endpointId, sequence, at: instant, ...next });
      if (next.isGone) await disableEndpoint(tx, { practiceId, endpointId, instant });
    }
    await setWorkDue(tx, practiceId, { kind: "webhook", dueAt: await nextDeliveryAt(tx) });
  });
  return deliveries.length;
}

function attempt(input: DeliveryInput, delivery: DueDelivery): Promise<PostOutcome> {
  const { instant, policy, send = postSafely } = input;
  const body = JSON.stringify({
    type: delivery.type,
    timestamp: delivery.occurredAt,
    data: { id: delivery.entityId },
  });
  const headers = signedHeaders({
    eventId: delivery.id,
    timestampSeconds: Math.floor(Date.parse(instant) / 1000),
    body,
    secrets: secretsOf(delivery, instant),
  });
  return send({
    url: delivery.url,
    headers: {
      ...headers,
      "content-type": "application/json",
      "user-agent": "Rollbook-Webhooks/1",
    },
    body,
    timeoutMs,
    policy,
  });
}

function secretsOf(delivery: DueDelivery, instant: string): string[] {
  const { secret, previousSecret, previousSecretUntil } = delivery;
  const isPreviousLive =
    previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > instant;
  return isPreviousLive ? [secret, previousSecret] : [secret];
}

async function disableEndpoint(
  tx: Parameters<typeof nextDeliveryAt>[0],
  input: { practiceId: string; endpointId: string; instant: string },
): Promise<void> {
  const endpoint = await webhookEndpointTable.get(tx, input.endpointId);
  if (endpoint === undefined) return;
  const disabled = {
    ...endpoint,
    isEnabled: false,
    disabledReason: "The receiver answered 410 Gone.",
    updatedAt: input.instant,
  };
  await webhookEndpointTable.update(tx, input.practiceId, [disabled]);
}

function later(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
