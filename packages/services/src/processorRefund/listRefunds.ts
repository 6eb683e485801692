import { listUnsettledRefunds } from "@rollbook/db/processorRefund";
import * as z from "zod";
import { asPageBy, defineVerb, ListInput } from "../run/index.ts";

const longUnansweredMs = 24 * 3_600_000;

/** Refunds that the processor is to make, and those that a person must decide on, the oldest first (PAY-17). */
export const listRefunds = defineVerb({
  name: "refund.list",
  permission: "payment.read",
  input: ListInput.extend({ isForPerson: z.boolean().default(false) }),
  run: async ({ tx, input: { after, limit, isForPerson }, instant }) => {
    const unansweredSince = new Date(Date.parse(instant) - longUnansweredMs).toISOString();
    const asked = { isForPerson, unansweredSince, after, limit: limit + 1 };
    const found = await listUnsettledRefunds(tx, asked);
    return asPageBy({ found, limit, placeOf: ({ counterEntryId }) => counterEntryId });
  },
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});
