import { listAuditEvents as listRows } from "@rollbook/db/audit";
import * as z from "zod";
import { asPage, defineVerb, ListInput } from "../run/index.ts";

/** Who did or read what, and when. Reading it is an event as well. */
export const listAuditEvents = defineVerb({
  name: "audit.list",
  permission: "audit.read",
  input: ListInput.extend({
    entityId: z.string().min(1).optional(),
    isNewestFirst: z.boolean().default(false),
  }),
  run: async ({ tx, input }) => {
    const { limit, ...rest } = input;
    return asPage(await listRows(tx, { ...rest, limit: limit + 1 }), limit);
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { filters: input, count: result.data.length },
  }),
});
