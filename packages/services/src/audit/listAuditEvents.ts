import { listAuditEvents as listRows } from "@rollbook/db/audit";
import * as z from "zod";
import { asPage, defineVerb, ListInput } from "../run/index.ts";

/** Who did or read what, and when. Reading it is an event as well. */
export const listAuditEvents = defineVerb({
  name: "audit.list",
  permission: "audit.read",
  input: ListInput.extend({ entityId: z.string().min(1).optional() }),
  run: async ({ tx, input }) => {
    const { limit, after, entityId } = input;
    return asPage(await listRows(tx, { entityId, after, limit: limit + 1 }), limit);
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { filters: input, count: result.data.length },
  }),
});
