import * as z from "zod";
import { asPage, defineVerb, ListInput } from "../run/index.ts";
import { employerKind } from "./employer.ts";

export const listEmployers = defineVerb({
  name: "employer.list",
  permission: "patient.read",
  input: ListInput.extend({
    externalId: z.string().min(1).optional(),
    name: z.string().min(1).optional(),
    isArchived: z.boolean().optional(),
  }),
  run: async ({ tx, input }) => {
    const where = tx`
        ${input.externalId === undefined ? tx`` : tx`and external_id = ${input.externalId}`}
        ${input.name === undefined ? tx`` : tx`and lower(name) = lower(${input.name})`}
        ${input.isArchived === undefined ? tx`` : tx`and is_archived = ${input.isArchived}`}
      `;
    const found = await employerKind.table.list(
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
