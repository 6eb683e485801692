import { listProcessorEventsForPerson } from "@rollbook/db/processorEvent";
import * as z from "zod";
import { defineVerb } from "../run/index.ts";

/** Events that could not be applied by themselves, and why (PAY-16). */
export const listProcessorEvents = defineVerb({
  name: "processor.list_events",
  permission: "payment.read",
  input: z.strictObject({}),
  run: async ({ tx }) => ({ data: await listProcessorEventsForPerson(tx) }),
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});
