export { readStripeSecrets, type StripeSecrets } from "./secrets.ts";
export { stripeWebhook } from "./webhook.ts";
export { stripeWebhookRoute } from "./route.ts";
