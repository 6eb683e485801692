import type { Guard, SyncCounts } from "@rollbook/core/reconcile";
import type { RosterQuestion } from "@rollbook/core/roster";
import { newId, withPractice } from "@rollbook/db";
import {
  finishRosterRun,
  insertRosterRun,
  releaseLease,
  setRosterState,
  takeLease,
  type RosterRunState,
} from "@rollbook/db/roster";
import type { Context, Services } from "../run/index.ts";

type LeaseInput = { context: Context; rosterId: string; holder: string; leaseMs: number };

/** True when this worker has the roster for itself, until the lease runs out. */
export function leaseRoster(services: Services, input: LeaseInput): Promise<boolean> {
  const now = services.clock();
  const until = new Date(Date.parse(now) + input.leaseMs).toISOString();
  return withPractice(services.database, input.context, (tx) =>
    takeLease(tx, { rosterId: input.rosterId, holder: input.holder, now, until }),
  );
}

export function releaseRoster(
  services: Services,
  input: { context: Context; rosterId: string; holder: string },
): Promise<void> {
  return withPractice(services.database, input.context, (tx) => releaseLease(tx, input));
}

export async function beginRun(
  services: Services,
  input: { context: Context; rosterId: string; trigger: string },
): Promise<string> {
  const instant = services.clock();
  const runId = newId("syn", { instant, random: services.randomBytes });
  await withPractice(services.database, input.context, (tx) =>
    insertRosterRun(tx, input.context.practiceId, {
      runId,
      rosterId: input.rosterId,
      trigger: input.trigger,
      startedAt: instant,
    }),
  );
  return runId;
}

export type FinishedRun = {
  kind: "done" | "nothing_to_do" | "stopped" | "dry_run" | "busy" | "failed";
  reason: string | null;
  rosterId: string | null;
  cells_written: number;
  sheets_calls: number;
  counts: SyncCounts | null;
  guards: readonly Guard[];
  questions: readonly RosterQuestion[];
  plan: { hash: string } | null;
};

/** Keeps what a run did; a stopped one leaves its guards for a person to approve. */
export function finishRun(
  services: Services,
  input: { context: Context; runId: string; result: FinishedRun },
): Promise<void> {
  const { context, runId, result } = input;
  return withPractice(services.database, context, async (tx) => {
    await finishRosterRun(tx, {
      runId,
      state: result.kind === "busy" ? "failed" : (result.kind satisfies RosterRunState),
      reason: result.reason,
      generation: null,
      planHash: result.plan?.hash ?? null,
      counts: result.counts ?? {},
      guards: result.guards,
      questions: result.questions,
      sheetsCalls: result.sheets_calls,
      cellsWritten: result.cells_written,
      finishedAt: services.clock(),
    });
    if (result.kind !== "stopped" || result.rosterId === null) return;
    const isApprovable =
      result.guards.length > 0 && result.guards.every((guard) => guard.canApprove);
    await setRosterState(tx, {
      rosterId: result.rosterId,
      state: isApprovable ? "waiting_for_approval" : "stopped",
      reason: result.reason,
    });
  });
}

/** The roster cannot be reached or written: its state says what a person has to do. */
export function markUnreachable(
  services: Services,
  input: { context: Context; rosterId: string; failure: string; reason: string },
): Promise<void> {
  const isPassing = [
    "rate_limited",
    "unavailable",
    "outcome_unknown",
    "unreadable_answer",
  ].includes(input.failure);
  if (isPassing) return Promise.resolve();
  return withPractice(services.database, input.context, (tx) =>
    setRosterState(tx, { rosterId: input.rosterId, state: "unreachable", reason: input.reason }),
  );
}
