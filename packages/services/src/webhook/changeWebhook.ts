import {
  deleteWebhookEndpoint,
  replayDelivery,
  type WebhookEndpointRecord,
} from "@rollbook/db/webhook";
import { setWorkDue } from "@rollbook/db/workDue";
import * as z from "zod";
import { changeRecords, defineVerb, getRecord, notFound, stale, type Given } from "../run/index.ts";
import { WebhookFields, webhookKind, withoutSecret, type WebhookEndpoint } from "./endpoint.ts";

const id = z.string();

/** Enabling an endpoint again sends what waited meanwhile. */
export const updateWebhook = defineVerb({
  name: "webhook.update",
  permission: "webhook.write",
  input: z.strictObject({ id, version: z.int().optional(), changes: WebhookFields.partial() }),
  run: async ({ input, ...given }) => {
    const { isEnabled } = input.changes;
    const reason = isEnabled === true ? { disabledReason: null } : {};
    const changed = await changeOne(given, { ...input, changes: { ...input.changes, ...reason } });
    if (isEnabled === true) await wakeDelivery(given);
    return changed;
  },
  audit: ({ input }) => ({ entityId: input.id, detail: { fields: Object.keys(input.changes) } }),
});

/** Both secrets sign until the old one ends, so that no receiver misses an event. */
export const rotateWebhookSecret = defineVerb({
  name: "webhook.rotate_secret",
  permission: "webhook.write",
  input: z.strictObject({ id, secret: z.string(), overlapSeconds: z.int().min(0).max(604_800) }),
  run: async ({ input, ...given }) => {
    const { secret: previousSecret } = await getRecord(given, webhookKind, input.id);
    const until = new Date(
      Date.parse(given.context.instant) + input.overlapSeconds * 1000,
    ).toISOString();
    const changes = { secret: input.secret, previousSecret, previousSecretUntil: until };
    return changeOne(given, { id: input.id, changes });
  },
  audit: ({ input }) => ({ entityId: input.id }),
});

export const deleteWebhook = defineVerb({
  name: "webhook.delete",
  permission: "webhook.write",
  input: z.strictObject({ id, version: z.int() }),
  run: async ({ input, tx, ...given }) => {
    const present = await getRecord({ tx, ...given }, webhookKind, input.id);
    if (present.version !== input.version) throw stale(webhookKind.name, input.id);
    await deleteWebhookEndpoint(tx, input);
    return { id: input.id };
  },
});

/** Sends an event once more. @throws ServiceError not_found when the endpoint never had it */
export const replayWebhookEvent = defineVerb({
  name: "webhook.replay",
  permission: "webhook.write",
  input: z.strictObject({ id, eventId: z.string() }),
  run: async ({ input, ...given }) => {
    await getRecord(given, webhookKind, input.id);
    const isFound = await replayDelivery(given.tx, {
      endpointId: input.id,
      eventId: input.eventId,
    });
    if (!isFound) throw notFound("webhook event", input.eventId);
    await wakeDelivery(given);
    return { eventId: input.eventId };
  },
  audit: ({ input }) => ({ entityId: input.id, detail: { eventId: input.eventId } }),
});

async function changeOne(
  given: Given,
  change: { id: string; version?: number | undefined; changes: Partial<WebhookEndpointRecord> },
): Promise<WebhookEndpoint> {
  const [changed] = await changeRecords(given, webhookKind, [change]);
  if (changed === undefined) throw notFound(webhookKind.name, change.id);
  return withoutSecret(changed);
}

function wakeDelivery({ tx, practice }: Given): Promise<void> {
  return setWorkDue(tx, practice.practiceId, { kind: "webhook", dueAt: new Date(0).toISOString() });
}
