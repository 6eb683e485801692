import { listProcessorEventsForPerson } from "@rollbook/db/processorEvent";
import { asPageBy, defineVerb, ListInput } from "../run/index.ts";

/** Events that could not be applied by themselves, and why, the youngest first (PAY-16). */
export const listProcessorEvents = defineVerb({
  name: "processor.list_events",
  permission: "payment.read",
  input: ListInput,
  run: async ({ tx, input: { after, limit } }) =>
    asPageBy({
      found: await listProcessorEventsForPerson(tx, { after, limit: limit + 1 }),
      limit,
      placeOf: ({ id }) => id,
    }),
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});
