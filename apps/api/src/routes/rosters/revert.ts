import { z } from "@hono/zod-openapi";
import { planRunRevert, revertRun as revertVerb, type RunRevert } from "@rollbook/services/roster";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { ProblemError } from "../../problem/index.ts";
import { idParams } from "../../wire/common.ts";
import { RosterRevertField } from "../../wire/roster.ts";
import { params } from "./shared.ts";

const runParams = params.extend(idParams("run_id", "syn_01jy0000000000000000000000").shape);

export const revertSyncRun = defineOperation({
  id: "revertSyncRun",
  method: "post",
  path: "/v1/rosters/{roster_id}/runs/{run_id}/revert",
  tag: "Rosters",
  summary: "Take a sync back: its old values return, unless they were changed since",
  description:
    "First with dry_run, which shows the plan; then with that plan's hash. The next sync types the old values back under the same guards. What was issued since is listed as proposed credits and not credited.",
  access: "roster.write",
  params: runParams,
  body: z
    .strictObject({
      dry_run: z.boolean().optional(),
      plan_hash: z.string().min(1).max(100).optional().openapi({
        description: "Of the plan that was shown; a plan that no longer fits is refused",
      }),
    })
    .openapi("RevertSyncRunBody"),
  bodyExample: { dry_run: true },
  answer: RosterRevertField,
  alsoAnswers: ["stale"],
  run: async (request) => {
    const { roster_id: id, run_id: runId } = request.params;
    const { dry_run: isDryRun = false, plan_hash: planHash } = request.body;
    if (isDryRun) {
      const { result } = await callVerb({ ...request, idempotencyKey: undefined }, planRunRevert, {
        id,
        runId,
      });
      return { body: revertOnWire(result) };
    }
    if (planHash === undefined) {
      throw new ProblemError({
        code: "invalid_request",
        detail: "Say which plan is meant: call it with dry_run first, then with its plan_hash.",
      });
    }
    const { result, isReplay } = await callVerb(request, revertVerb, { id, runId, planHash });
    const { practiceId, id: requestedBy } = request.principal;
    await request.ports.jobs?.send("roster_sync", {
      practiceId,
      detail: { reason: "revert", rosterId: id, requestedBy },
    });
    return { body: revertOnWire(result), isReplay };
  },
});

function revertOnWire({ plan, revert }: RunRevert): z.input<typeof RosterRevertField> {
  return {
    run_id: plan.runId,
    plan_hash: plan.hash,
    state: revert?.state ?? "shown",
    reason: revert?.reason ?? null,
    cells: plan.cells.map(({ rowId, ...cell }) => ({ row_id: rowId, ...cell })),
    archived: plan.archived.map(({ rowId, membershipId, member }) => ({
      row_id: rowId,
      membership_id: membershipId,
      member,
    })),
    conflicts: plan.conflicts.map(({ rowId, ...conflict }) => ({ row_id: rowId, ...conflict })),
    proposed_credits: plan.credits.map((credit) => ({
      invoice_id: credit.invoiceId,
      number: credit.number,
      membership_id: credit.membershipId,
      issued_on: credit.issuedOn,
      total_minor: credit.totalMinor,
      currency: credit.currency,
    })),
  };
}
