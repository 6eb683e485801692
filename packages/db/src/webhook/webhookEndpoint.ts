import { entityTable, type EntityRecord } from "../entity/entityTable.ts";

export interface WebhookEndpointRecord extends EntityRecord {
  readonly url: string;
  readonly description: string;
  /** Empty: all of them. */
  readonly eventTypes: readonly string[];
  readonly secret: string;
  /** Signs beside the present secret until it ends, so that a receiver can change over. */
  readonly previousSecret: string | null;
  readonly previousSecretUntil: string | null;
  readonly isEnabled: boolean;
  readonly disabledReason: string | null;
}

export const webhookEndpointTable = entityTable<WebhookEndpointRecord>("webhook_endpoint", [
  "id",
  "url",
  "description",
  "eventTypes",
  "secret",
  "previousSecret",
  "previousSecretUntil",
  "isEnabled",
  "disabledReason",
  "version",
  "createdAt",
  "updatedAt",
]);
