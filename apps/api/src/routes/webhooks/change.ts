import { z } from "@hono/zod-openapi";
import {
  createWebhook as createVerb,
  deleteWebhook as deleteVerb,
  makeWebhookSecret,
  rotateWebhookSecret as rotateVerb,
  updateWebhook as updateVerb,
} from "@rollbook/services/webhook";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { secretSource } from "../../secretSource.ts";
import { fromWire } from "../../wire/case.ts";
import {
  WebhookField,
  webhookFields,
  webhookOnWire,
  WebhookWithSecret,
} from "../../wire/webhook.ts";
import { params, requireSafeUrl } from "./shared.ts";

export const createWebhook = defineOperation({
  id: "createWebhook",
  method: "post",
  path: "/v1/webhooks",
  tag: "Webhooks",
  summary: "Be told of changes at a URL of yours",
  description:
    'Bodies are thin: {"type", "timestamp", "data": {"id"}}; read the resource for its present state. Signed as Standard Webhooks prescribes; failures are tried again for three days.',
  access: "webhook.write",
  status: 201,
  hasEtag: true,
  body: z
    .strictObject(webhookFields)
    .partial({ description: true, event_types: true })
    .openapi("CreateWebhookBody"),
  bodyExample: { url: "https://example.com/rollbook", event_types: ["invoice.issued"] },
  answer: WebhookWithSecret,
  run: async (request) => {
    requireSafeUrl(request.ports, request.body.url);
    const secret = makeWebhookSecret(secretSource(request, "webhook"));
    const { result, isReplay } = await callVerb(request, createVerb, {
      ...fromWire(request.body),
      secret,
    });
    return { body: { ...webhookOnWire(result), secret }, version: result.version, isReplay };
  },
});

export const updateWebhook = defineOperation({
  id: "updateWebhook",
  method: "patch",
  path: "/v1/webhooks/{webhook_id}",
  tag: "Webhooks",
  summary: "Change a webhook endpoint, or switch it off and on",
  access: "webhook.write",
  needsIfMatch: true,
  hasEtag: true,
  params,
  body: z
    .strictObject({ ...webhookFields, is_enabled: z.boolean() })
    .partial()
    .openapi("UpdateWebhookBody"),
  bodyExample: { description: "Billing" },
  answer: WebhookField,
  run: async (request) => {
    requireSafeUrl(request.ports, request.body.url);
    const { params: given, version, body } = request;
    const { result, isReplay } = await callVerb(request, updateVerb, {
      id: given.webhook_id,
      version,
      changes: fromWire(body),
    });
    return { body: webhookOnWire(result), version: result.version, isReplay };
  },
});

export const deleteWebhook = defineOperation({
  id: "deleteWebhook",
  method: "delete",
  path: "/v1/webhooks/{webhook_id}",
  tag: "Webhooks",
  summary: "Remove a webhook endpoint and what waits for it",
  access: "webhook.write",
  needsIfMatch: true,
  params,
  answer: z.object({ id: z.string() }).openapi("DeletedWebhook"),
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, deleteVerb, {
      id: request.params.webhook_id,
      version: request.version ?? 0,
    });
    return { body: result, isReplay };
  },
});

export const rotateWebhookSecret = defineOperation({
  id: "rotateWebhookSecret",
  method: "post",
  path: "/v1/webhooks/{webhook_id}/rotate-secret",
  tag: "Webhooks",
  summary: "Change the secret; for a while both sign",
  access: "webhook.write",
  hasEtag: true,
  params,
  body: z
    .strictObject({ overlap_seconds: z.int().min(0).max(604_800).default(86_400) })
    .openapi("RotateWebhookSecretBody"),
  bodyExample: { overlap_seconds: 3600 },
  answer: WebhookWithSecret,
  run: async (request) => {
    const secret = makeWebhookSecret(secretSource(request, "webhook"));
    const { result, isReplay } = await callVerb(request, rotateVerb, {
      id: request.params.webhook_id,
      secret,
      overlapSeconds: request.body.overlap_seconds,
    });
    return { body: { ...webhookOnWire(result), secret }, version: result.version, isReplay };
  },
});
