import * as z from "zod";
import { createRecords, defineVerb } from "../run/index.ts";
import { WebhookFields, webhookKind, withoutSecret } from "./endpoint.ts";

/** The caller makes the secret, so that an idempotent replay never stores it. */
export const createWebhook = defineVerb({
  name: "webhook.create",
  permission: "webhook.write",
  input: WebhookFields.omit({ isEnabled: true })
    .partial({ description: true, eventTypes: true })
    .extend({ secret: z.string() }),
  run: async ({ input, ...given }) => {
    const [made] = await createRecords(given, webhookKind, [
      {
        description: "",
        eventTypes: [],
        ...input,
        previousSecret: null,
        previousSecretUntil: null,
        isEnabled: true,
        disabledReason: null,
      },
    ]);
    if (made === undefined) throw new RangeError("one endpoint was asked for and none was made");
    return withoutSecret(made);
  },
  audit: ({ result }) => ({ entityId: result.id, detail: { eventTypes: result.eventTypes } }),
});
