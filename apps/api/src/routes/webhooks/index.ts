import type { Operation } from "../../openapi/index.ts";
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from "./change.ts";
import { replayWebhookEvent, listWebhookDeliveries } from "./deliveries.ts";
import { getWebhook, listWebhooks } from "./read.ts";

export const webhookOperations: readonly Operation[] = [
  listWebhooks,
  createWebhook,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  listWebhookDeliveries,
  replayWebhookEvent,
];
