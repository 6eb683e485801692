import type { PlanStep } from "@rollbook/core/reconcile";
import type { Transaction } from "@rollbook/db";
import {
  getRoster,
  getRosterPlan,
  listRosterPlanSteps,
  putRosterPlan,
  type RosterPlanRecord,
} from "@rollbook/db/roster";
import * as z from "zod";
import { defineVerb, ListInput, notFound, ServiceError } from "../run/index.ts";

export type PlannedSync = Omit<RosterPlanRecord, "stepCount" | "plannedAt"> & {
  readonly steps: readonly PlanStep[];
};

/** What a dry run found; it takes the place of the plan before. */
export const keepPlannedSync = defineVerb({
  name: "roster.keep_plan",
  permission: "roster.sync",
  input: z.custom<PlannedSync>((value) => typeof value === "object" && value !== null),
  run: async ({ tx, input, context }) => {
    await putRosterPlan(tx, { ...input, plannedAt: context.instant });
    return { id: input.rosterId };
  },
  audit: ({ input }) => ({
    entityId: input.rosterId,
    detail: { state: input.state, planHash: input.planHash, steps: input.steps.length },
  }),
});

/** What the next sync would do, as last asked for. @throws ServiceError not_found */
export const readPlannedSync = defineVerb({
  name: "roster.get_plan",
  permission: "roster.read",
  input: z.strictObject({ id: z.string().min(1) }),
  run: ({ tx, input }) => requirePlan(tx, input.id),
});

/** The plan's steps in their order. @throws ServiceError not_found; stale where another plan took its place between two pages */
export const listPlannedSteps = defineVerb({
  name: "roster.list_plan_steps",
  permission: "roster.read",
  input: ListInput.extend({ id: z.string().min(1) }),
  run: async ({ tx, input }) => {
    const { id: rosterId, after, limit } = input;
    const { plannedAt } = await requirePlan(tx, rosterId);
    const [from = "0", of = plannedAt] = after?.split(" ") ?? [];
    if (of !== plannedAt) {
      throw new ServiceError("stale", "Another plan took the place of this one; read it anew.");
    }
    const number = Number(from);
    const found = await listRosterPlanSteps<PlanStep>(tx, {
      rosterId,
      plannedAt,
      from: number,
      limit: limit + 1,
    });
    const hasMore = found.length > limit;
    const nextCursor = hasMore ? `${number + limit} ${plannedAt}` : null;
    return { data: found.slice(0, limit), hasMore, nextCursor };
  },
  audit: ({ input, result }) => ({ entityId: input.id, detail: { count: result.data.length } }),
});

async function requirePlan(tx: Transaction, rosterId: string): Promise<RosterPlanRecord> {
  const roster = await getRoster(tx, rosterId);
  if (roster === undefined || roster.state === "disconnected") throw notFound("roster", rosterId);
  const plan = await getRosterPlan(tx, rosterId);
  if (plan === undefined) throw notFound("plan of a sync", rosterId);
  return plan;
}
