import { openIssueKinds } from "@rollbook/core/reconcile";
import { getRoster, listRosterIssues } from "@rollbook/db/roster";
import * as z from "zod";
import { asPageBy, defineVerb, ListInput, notFound } from "../run/index.ts";

/** What a roster's latest sync left for people to do, in the order of the sheet (SYN-19). @throws ServiceError not_found */
export const listIssues = defineVerb({
  name: "roster.list_issues",
  permission: "roster.read",
  input: ListInput.extend({
    id: z.string().min(1),
    kinds: z.array(z.enum(openIssueKinds)).min(1).optional(),
    rowId: z.string().min(1).optional(),
  }),
  run: async ({ tx, input }) => {
    const { id: rosterId, limit, ...filters } = input;
    const roster = await getRoster(tx, rosterId);
    if (roster === undefined || roster.state === "disconnected") throw notFound("roster", rosterId);
    const found = await listRosterIssues(tx, { rosterId, ...filters, limit: limit + 1 });
    return asPageBy({ found, limit, placeOf: (issue) => issue.place });
  },
  audit: ({ input, result }) => ({ entityId: input.id, detail: { count: result.data.length } }),
});
