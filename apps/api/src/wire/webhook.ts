import { z } from "@hono/zod-openapi";
import { webhookEventTypes, type WebhookEndpoint } from "@rollbook/services/webhook";
import { InstantField, versioned } from "./common.ts";

export const webhookFields = {
  url: z.url().max(2000).openapi({ example: "https://example.com/rollbook" }),
  description: z.string().max(500),
  event_types: z
    .array(z.enum(webhookEventTypes))
    .max(50)
    .openapi({ description: "Empty: all of them" }),
};

const shown = {
  id: z.string().openapi({ example: "whk_01jy0000000000000000000000" }),
  url: z.string(),
  description: z.string(),
  event_types: z.array(z.string()),
  is_enabled: z.boolean(),
  disabled_reason: z.string().nullable(),
  previous_secret_until: InstantField.nullable().openapi({
    description: "Until then both secrets sign",
  }),
  ...versioned,
};

export const WebhookField = z.object(shown).openapi("Webhook");

export const WebhookWithSecret = z
  .object({
    ...shown,
    secret: z.string().openapi({ description: "Shown this once; it signs what is sent" }),
  })
  .openapi("WebhookWithSecret");

export const DeliveryField = z
  .object({
    event_id: z.string(),
    type: z.string(),
    entity_id: z.string(),
    occurred_at: InstantField,
    state: z.enum(["pending", "delivered", "given_up"]),
    attempt_count: z.int(),
    next_attempt_at: InstantField,
    last_attempt_at: InstantField.nullable(),
    last_status: z.int().nullable(),
    last_reason: z.string().nullable(),
  })
  .openapi("WebhookDelivery");

export function webhookOnWire(endpoint: WebhookEndpoint): z.input<typeof WebhookField> {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    event_types: [...endpoint.eventTypes],
    is_enabled: endpoint.isEnabled,
    disabled_reason: endpoint.disabledReason,
    previous_secret_until: endpoint.previousSecretUntil,
    version: endpoint.version,
    created_at: endpoint.createdAt,
    updated_at: endpoint.updatedAt,
  };
}
