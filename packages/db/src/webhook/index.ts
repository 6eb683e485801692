export {
  deleteWebhookEndpoint,
  webhookEndpointTable,
  type WebhookEndpointRecord,
} from "./webhookEndpoint.ts";
export {
  listDeliveries,
  nextDeliveryAt,
  recordDeliveryAttempt,
  replayDelivery,
  takeDueDeliveries,
  type DueDelivery,
  type WebhookDelivery,
  type WebhookEvent,
} from "./webhookDelivery.ts";
