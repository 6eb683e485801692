import { z } from "@hono/zod-openapi";
import { getWebhook as getVerb, listWebhooks as listVerb } from "@rollbook/services/webhook";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { WebhookField, webhookOnWire } from "../../wire/webhook.ts";
import { params } from "./shared.ts";

export const listWebhooks = defineOperation({
  id: "listWebhooks",
  method: "get",
  path: "/v1/webhooks",
  tag: "Webhooks",
  summary: "The webhook endpoints of the practice",
  access: "webhook.read",
  query: z.strictObject(listQuery),
  answer: listOf(WebhookField, "WebhooksList"),
  run: async (request) => {
    const { result } = await callVerb(request, listVerb, pageInput(request));
    return { body: pageAnswer(request, result, webhookOnWire) };
  },
});

export const getWebhook = defineOperation({
  id: "getWebhook",
  method: "get",
  path: "/v1/webhooks/{webhook_id}",
  tag: "Webhooks",
  summary: "One webhook endpoint",
  access: "webhook.read",
  hasEtag: true,
  params,
  answer: WebhookField,
  run: async (request) => {
    const { result } = await callVerb(request, getVerb, { id: request.params.webhook_id });
    return { body: webhookOnWire(result), version: result.version };
  },
});
