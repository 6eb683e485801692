import * as z from "zod";
import { asPage, defineVerb, ListInput } from "../run/index.ts";
import { householdKind } from "./household.ts";

export const listHouseholds = defineVerb({
  name: "household.list",
  permission: "patient.read",
  input: ListInput.extend({
    externalId: z.string().min(1).optional(),
  }),
  run: async ({ tx, input }) => {
    const where = tx`
        ${input.externalId === undefined ? tx`` : tx`and external_id = ${input.externalId}`}
      `;
    const found = await householdKind.table.list(
      tx,
      { after: input.after, limit: input.limit + 1 },
      where,
    );
    return asPage(found, input.limit);
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { filters: input, count: result.data.length },
  }),
});
