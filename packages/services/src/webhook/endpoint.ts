import { webhookEndpointTable, type WebhookEndpointRecord } from "@rollbook/db/webhook";
import * as z from "zod";
import type { EntityKind } from "../run/index.ts";

export const webhookEventTypes = [
  "patient.created",
  "patient.updated",
  "membership.created",
  "membership.updated",
  "invoice.created",
  "invoice.issued",
  "invoice.sent",
  "invoice.paid",
  "invoice.bad_debt",
  "invoice.voided",
  "invoice.updated",
  "billing_run.finished",
] as const;

export const WebhookFields = z.strictObject({
  url: z.url().max(2000),
  description: z.string().max(500),
  /** Empty: all of them. */
  eventTypes: z.array(z.enum(webhookEventTypes)),
  isEnabled: z.boolean(),
});

export type WebhookEndpoint = Omit<WebhookEndpointRecord, "secret" | "previousSecret">;

export const webhookKind: EntityKind<WebhookEndpointRecord> = {
  name: "webhook endpoint",
  prefix: "whk",
  table: webhookEndpointTable,
};

/** Its secret is shown when it is made or changed, and never again. */
export function withoutSecret(record: WebhookEndpointRecord): WebhookEndpoint {
  const { secret: _secret, previousSecret: _previous, ...shown } = record;
  return shown;
}

export function makeWebhookSecret(random: (count: number) => Uint8Array): string {
  return `whsec_${Buffer.from(random(32)).toString("base64")}`;
}
