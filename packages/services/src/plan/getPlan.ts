import * as z from "zod";
import { asPage, defineVerb, getRecord, ListInput } from "../run/index.ts";
import { planKind } from "./plan.ts";

export const getPlan = defineVerb({
  name: "plan.get",
  permission: "plan.read",
  input: z.strictObject({ id: z.string() }),
  run: ({ input, ...given }) => getRecord(given, planKind, input.id),
});

export const listPlans = defineVerb({
  name: "plan.list",
  permission: "plan.read",
  input: ListInput.extend({
    type: z.enum(["membership", "service", "fee"]).optional(),
    isArchived: z.boolean().optional(),
    name: z.string().optional(),
  }),
  run: async ({ tx, input }) => {
    const where = tx`
        ${input.type === undefined ? tx`` : tx`and type = ${input.type}`}
        ${input.isArchived === undefined ? tx`` : tx`and is_archived = ${input.isArchived}`}
        ${input.name === undefined ? tx`` : tx`and lower(name) = lower(${input.name})`}`;
    const found = await planKind.table.list(
      tx,
      { after: input.after, limit: input.limit + 1 },
      where,
    );
    return asPage(found, input.limit);
  },
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});
