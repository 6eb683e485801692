import { listDeliveries } from "@rollbook/db/webhook";
import * as z from "zod";
import { asPage, defineVerb, getRecord, ListInput } from "../run/index.ts";
import { webhookKind, withoutSecret } from "./endpoint.ts";

export const listWebhooks = defineVerb({
  name: "webhook.list",
  permission: "webhook.read",
  input: ListInput,
  run: async ({ tx, input }) => {
    const found = await webhookKind.table.list(tx, { after: input.after, limit: input.limit + 1 });
    return asPage(found.map(withoutSecret), input.limit);
  },
});

export const getWebhook = defineVerb({
  name: "webhook.get",
  permission: "webhook.read",
  input: z.strictObject({ id: z.string() }),
  run: async ({ input, ...given }) => withoutSecret(await getRecord(given, webhookKind, input.id)),
});

/** The newest first. */
export const listWebhookDeliveries = defineVerb({
  name: "webhook.list_deliveries",
  permission: "webhook.read",
  input: ListInput.extend({ id: z.string() }),
  run: async ({ input, ...given }) => {
    await getRecord(given, webhookKind, input.id);
    const page = { endpointId: input.id, before: input.after, limit: input.limit + 1 };
    return asPage(await listDeliveries(given.tx, page), input.limit);
  },
});
