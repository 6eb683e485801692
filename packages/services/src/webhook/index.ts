export { createWebhook } from "./createWebhook.ts";
export {
  deleteWebhook,
  replayWebhookEvent,
  rotateWebhookSecret,
  updateWebhook,
} from "./changeWebhook.ts";
export { deliverDueWebhooks } from "./deliverDue.ts";
export {
  makeWebhookSecret,
  webhookEventTypes,
  WebhookFields,
  type WebhookEndpoint,
} from "./endpoint.ts";
export { startWebhookDelivery } from "./startWebhookDelivery.ts";
export { readTarget, type AddressPolicy } from "./postSafely.ts";
export { isPublicAddress } from "./publicAddress.ts";
export { getWebhook, listWebhookDeliveries, listWebhooks } from "./readWebhooks.ts";
