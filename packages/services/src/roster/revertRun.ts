import {
  planRevert,
  type KnownRow,
  type RevertPlan,
  type RevertState,
} from "@rollbook/core/reconcile";
import type { PlainDate } from "@rollbook/core/calendar";
import type { Transaction } from "@rollbook/db";
import {
  askForRevert,
  getRevert,
  getRoster,
  getRosterRun,
  readRevertMaterial,
  type RosterRevertRecord,
} from "@rollbook/db/roster";
import * as z from "zod";
import { defineVerb, notFound, refused, ServiceError } from "../run/index.ts";
import { askForSync } from "./decide.ts";
import { readRows } from "./observeRoster.ts";

const id = z.string().min(1);

export type RunRevert = { plan: RevertPlan; revert: RosterRevertRecord | null };

/** What taking a run back would do, and how far one that was asked for has come. @throws ServiceError not_found, refused */
export const planRunRevert = defineVerb({
  name: "roster.plan_revert",
  permission: "roster.read",
  input: z.strictObject({ id, runId: id }),
  run: async ({ tx, input, today }): Promise<RunRevert> => {
    const known = await knownRowsOf(tx, input.id, today);
    await requireRevertible(tx, { rosterId: input.id, runId: input.runId });
    const plan = planRevert(await revertState(tx, { ...input, known }));
    const revert = (await getRevert(tx, { rosterId: input.id, runId: input.runId })) ?? null;
    return { plan, revert };
  },
  audit: ({ input }) => ({ entityId: input.id, detail: { runId: input.runId } }),
});

/** Asks for exactly the plan that was shown; the next sync takes the run back. @throws ServiceError not_found, refused, stale, conflict */
export const revertRun = defineVerb({
  name: "roster.revert",
  permission: "roster.write",
  input: z.strictObject({ id, runId: id, planHash: id }),
  run: async ({ tx, context, input, instant, today }): Promise<RunRevert> => {
    const { id: rosterId, runId, planHash } = input;
    const known = await knownRowsOf(tx, rosterId, today);
    await requireRevertible(tx, { rosterId, runId });
    const plan = planRevert(await revertState(tx, { ...input, known }));
    if (plan.hash !== planHash) {
      throw new ServiceError(
        "stale",
        "Something changed since this revert was shown; look at its plan again (SYN-14).",
      );
    }
    const asked = { rosterId, runId, planHash, by: context.actor.id, at: instant };
    if (!(await askForRevert(tx, context.practiceId, asked))) {
      throw new ServiceError("conflict", "This run is being taken back already.");
    }
    await askForSync(tx, context);
    return { plan, revert: (await getRevert(tx, { rosterId, runId })) ?? null };
  },
  audit: ({ input, result }) => ({
    entityId: input.id,
    detail: { runId: input.runId, cells: result.plan.cells.length, hash: input.planHash },
  }),
});

/** Everything that planRevert depends on but the sheet. */
export async function revertState(
  tx: Transaction,
  input: { id: string; runId: string; known: readonly KnownRow[] },
): Promise<RevertState> {
  const { runId, known } = input;
  const material = await readRevertMaterial(tx, { rosterId: input.id, runId });
  const entries = material.entries as unknown as RevertState["entries"];
  return { ...material, entries, runId, known, rows: null };
}

async function knownRowsOf(
  tx: Transaction,
  rosterId: string,
  today: PlainDate,
): Promise<KnownRow[]> {
  const roster = await getRoster(tx, rosterId);
  if (roster === undefined) throw notFound("roster", rosterId);
  return (await readRows(tx, roster, today)).known;
}

async function requireRevertible(
  tx: Transaction,
  input: { rosterId: string; runId: string },
): Promise<void> {
  const run = await getRosterRun(tx, input.runId);
  if (run === undefined || run.rosterId !== input.rosterId) throw notFound("sync run", input.runId);
  if (run.state === "running") {
    throw refused({
      kind: "refused",
      rule: "SYN-14",
      reason: "This run has not ended yet; it can be taken back once it has (SYN-14).",
      allowed: [],
    });
  }
}
