import { z } from "@hono/zod-openapi";
import {
  listWebhookDeliveries as listVerb,
  replayWebhookEvent as replayVerb,
} from "@rollbook/services/webhook";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { idParams } from "../../wire/common.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { DeliveryField } from "../../wire/webhook.ts";
import { params } from "./shared.ts";

type Delivery = Awaited<ReturnType<typeof listVerb.run>>["data"][number];

export const listWebhookDeliveries = defineOperation({
  id: "listWebhookDeliveries",
  method: "get",
  path: "/v1/webhooks/{webhook_id}/deliveries",
  tag: "Webhooks",
  summary: "What was sent to an endpoint and how it answered, newest first",
  access: "webhook.read",
  params,
  query: z.strictObject(listQuery),
  answer: listOf(DeliveryField, "WebhookDeliveriesList"),
  run: async (request) => {
    const { result } = await callVerb(request, listVerb, {
      ...pageInput(request),
      id: request.params.webhook_id,
    });
    return { body: pageAnswer(request, result, deliveryOnWire) };
  },
});

export const replayWebhookEvent = defineOperation({
  id: "replayWebhookEvent",
  method: "post",
  path: "/v1/webhooks/{webhook_id}/events/{event_id}/replay",
  tag: "Webhooks",
  summary: "Send an event once more",
  access: "webhook.write",
  status: 202,
  params: params.extend(idParams("event_id", "whe_00000000000000000000000001").shape),
  answer: z.object({ event_id: z.string() }).openapi("ReplayedWebhookEvent"),
  run: async (request) => {
    const { webhook_id: id, event_id: eventId } = request.params;
    const { result, isReplay } = await callVerb(request, replayVerb, { id, eventId });
    return { body: { event_id: result.eventId }, isReplay };
  },
});

function deliveryOnWire(delivery: Delivery): z.input<typeof DeliveryField> {
  return {
    event_id: delivery.id,
    type: delivery.type,
    entity_id: delivery.entityId,
    occurred_at: delivery.occurredAt,
    state: delivery.state,
    attempt_count: delivery.attemptCount,
    next_attempt_at: delivery.nextAttemptAt,
    last_attempt_at: delivery.lastAttemptAt,
    last_status: delivery.lastStatus,
    last_reason: delivery.lastReason,
  };
}
