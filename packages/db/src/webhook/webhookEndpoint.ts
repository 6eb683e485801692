import type { Transaction } from "../connection/openDatabase.ts";
import { entityTable, mine, type EntityRecord } from "../entity/entityTable.ts";

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

/** With its deliveries; the events stay. */
export async function deleteWebhookEndpoint(
  tx: Transaction,
  { id }: { id: string },
): Promise<void> {
  await tx`delete from webhook_endpoint where ${mine(tx)} and id = ${id}`;
}
