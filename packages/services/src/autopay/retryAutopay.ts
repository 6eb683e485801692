import { closeAttempts } from "@rollbook/db/autopay";
import * as z from "zod";
import { defineVerb, ServiceError } from "../run/index.ts";
import { askNow } from "./autopayDue.ts";
import { observeAutopay } from "./observeAutopay.ts";

/**
 * A person decides that an invoice is charged anew. Earlier attempts count no more; one without an answer may have been
 * charged, so that the person says to have looked (AUTO-4).
 */
export const retryAutopay = defineVerb({
  name: "autopay.retry",
  permission: "payment.write",
  input: z.strictObject({
    invoiceId: z.string(),
    /** Someone looked at the processor's own pages: the unanswered attempt took no money. */
    isUnansweredChecked: z.boolean().default(false),
  }),
  run: async ({ input, ...given }) => {
    const [found] = await observeAutopay(given, { invoiceId: input.invoiceId });
    const isUnanswered = found?.attempts.some(
      ({ outcome, isClosed }) => outcome === null && !isClosed,
    );
    if (isUnanswered === true && !input.isUnansweredChecked) {
      throw new ServiceError(
        "refused",
        "The last charge was not answered and may have taken the money: look at the processor first (AUTO-4).",
        { rule: "AUTO-4", allowed: ["is_unanswered_checked"] },
      );
    }
    await closeAttempts(given.tx, { invoiceId: input.invoiceId });
    await askNow(given);
    return { invoiceId: input.invoiceId };
  },
  audit: ({ input }) => ({ entityId: input.invoiceId }),
});
