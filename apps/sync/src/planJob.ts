import { keepPlannedSync, type PlannedSync } from "@rollbook/services/roster";
import { runVerb } from "@rollbook/services/run";
import { syncPractice } from "./syncPractice.ts";
import type { SyncResult } from "./syncResult.ts";
import { newRun, type SyncInput } from "./syncRun.ts";

/** A dry run whose plan is kept for whoever asked. A practice without a roster has none. */
export async function planJob(input: SyncInput): Promise<SyncResult> {
  const result = await syncPractice({ ...input, isDryRun: true });
  const planned = plannedOf(result);
  if (planned !== null) {
    const { services, context } = newRun(input);
    await runVerb(services, keepPlannedSync, { context, input: planned });
  }
  return result;
}

function plannedOf(result: SyncResult): PlannedSync | null {
  const { rosterId, plan, reason, counts, guards, questions } = result;
  if (rosterId === null) return null;
  const isStopping = plan === null || plan.kind === "stopped";
  return {
    rosterId,
    reason: reason ?? (isStopping ? guards.map(({ message }) => message).join(" ") : null),
    planHash: plan?.hash ?? null,
    state: result.kind === "failed" ? "failed" : isStopping ? "would_stop" : "planned",
    counts: counts ?? {},
    guards,
    questions,
    steps: result.steps,
  };
}
