import { markInvoiceSent } from "@rollbook/services/invoice";
import { runVerb, ServiceError } from "@rollbook/services/run";
import {
  applySyncVerb,
  endRun,
  observeRoster,
  startRun,
  type ApplySyncInput,
  type RosterObservation,
  type RunEnding,
} from "@rollbook/services/roster";
import { planSteps } from "@rollbook/core/reconcile";
import { SheetsFailure } from "@rollbook/sheets";
import { findBookkeeping, nextGeneration } from "./bookkeepingTab.ts";
import { isGuardedStill } from "./columnGuards.ts";
import { mappedColumnsOf } from "./columnMapping.ts";
import { observeAndPlan, tickedInvoices, type Seen } from "./observeAndPlan.ts";
import { revertStep, type RevertStep } from "./revertStep.ts";
import { spreadsheetEdits } from "./spreadsheetEdits.ts";
import type { SyncResult } from "./syncResult.ts";
import { leaseMs, newRun, type Run, type SyncInput } from "./syncRun.ts";
import { writeChunks } from "./writeChunks.ts";

const passesAtMost = 3;
const passesOfRevertAtMost = 6;

/** Observe, plan, apply, write, verify: one roster of one practice. Failures of the sheet come back as a result. */
export async function syncPractice(input: SyncInput): Promise<SyncResult> {
  const run = newRun(input);
  if (input.isDryRun === true) return dryRun(run);
  const started = await run.timed("observeMs", () => startRun(run.services, { ...run, leaseMs }));
  switch (started.kind) {
    case "started":
      return syncStarted({ run, ...started });
    case "busy": {
      const { rosterId } = started;
      const reason = "Another worker is syncing this roster.";
      return run.result({ kind: "busy", rosterId, reason });
    }
    case "no_roster":
      return run.result({ kind: "failed", reason: noRoster });
  }
}

const noRoster = "This practice has no roster connected; connect one first.";

async function dryRun(run: Run): Promise<SyncResult> {
  const observation = await run.timed("observeMs", () => observeRoster(run.services, run));
  if (observation === undefined) return run.result({ kind: "failed", reason: noRoster });
  const { rosterId } = observation.roster;
  try {
    const seen = await observeAndPlan({ run, observation });
    if (seen.kind === "unobservable")
      return run.result({ kind: "stopped", rosterId, reason: seen.reason });
    const { plan, observed } = seen;
    const steps = planSteps({ plan, rows: observed.rows, known: observation.known });
    return run.result({ kind: "dry_run", ...told({ observation, ...seen }), steps });
  } catch (error) {
    if (!(error instanceof SheetsFailure)) throw error;
    return run.result({ kind: "failed", rosterId, reason: error.message });
  }
}

function told(
  input: Pick<Extract<Seen, { kind: "planned" }>, "plan" | "observed" | "issues"> & {
    observation: RosterObservation;
  },
) {
  const { plan, issues } = input;
  return {
    plan,
    issues,
    rosterId: input.observation.roster.rosterId,
    reading: input.observed.reading,
    counts: plan.counts,
    members: plan.counts.members,
    guards: plan.guards,
    questions: plan.questions,
    paused: plan.paused,
  };
}

async function syncStarted(input: {
  run: Run;
  runId: string;
  observation: RosterObservation;
}): Promise<SyncResult> {
  const { run, runId } = input;
  const { rosterId } = input.observation.roster;
  try {
    const { result, isEnded } = await syncInPasses(input);
    if (!isEnded) await endRun(run.services, { ...run, rosterId, runId, result });
    return result;
  } catch (error) {
    return noteEnd({ run, rosterId, runId, error });
  }
}

/** Failures of the sheet and refusals of the services end the run with a reason; anything else is a fault of ours. */
async function noteEnd(input: {
  run: Run;
  rosterId: string;
  runId: string;
  error: unknown;
}): Promise<SyncResult> {
  const { run, rosterId, runId, error } = input;
  const reason = error instanceof Error ? error.message : String(error);
  const result = run.result({ kind: "failed", runId, rosterId, reason });
  const failure = error instanceof SheetsFailure ? error.kind : "unavailable";
  await endRun(run.services, { ...run, rosterId, runId, result, failure });
  if (error instanceof SheetsFailure || error instanceof ServiceError) return result;
  throw error;
}

type Passed = { result: SyncResult; isEnded: boolean };

/** A second pass only where rows were moved between our read and our write, or a run is taken back. */
async function syncInPasses(input: {
  run: Run;
  runId: string;
  observation: RosterObservation;
}): Promise<Passed> {
  const { run, runId } = input;
  const { rosterId } = input.observation.roster;
  let { observation } = input;
  let cellsWritten = 0;
  let isRevertWaiting = false;
  for (let pass = 1; ; pass += 1) {
    if (pass > 1) {
      const again = await run.timed("observeMs", () =>
        observeRoster(run.services, { context: run.context, rosterId }),
      );
      if (again === undefined)
        return notEnded(run.result({ kind: "failed", runId, reason: noRoster }));
      observation = again;
    }
    const isReverting = observation.reverts.length > 0;
    const isLast = pass >= (isReverting ? passesOfRevertAtMost : passesAtMost);
    if (isReverting && !isRevertWaiting && !isLast) {
      const reverted = await revertStep({ run, observation, runId });
      if (reverted.kind === "stopped") {
        return notEnded(stoppedRevert({ run, rosterId, runId, reverted }));
      }
      isRevertWaiting = reverted.kind === "waiting";
      cellsWritten += reverted.cellsWritten;
      continue;
    }
    isRevertWaiting = false;
    const endsAfter = (isMoved: boolean) => isLast || (!isMoved && !isReverting);
    const step = await syncOnce({ run, observation, runId, cellsBefore: cellsWritten, endsAfter });
    if (endsAfter(step.isMoved) || step.result.kind === "stopped") return step;
    cellsWritten = step.result.cells_written;
  }
}

function stoppedRevert(input: {
  run: Run;
  rosterId: string;
  runId: string;
  reverted: Extract<RevertStep, { kind: "stopped" }>;
}): SyncResult {
  const { rosterId, runId } = input;
  const { reason, guards } = input.reverted;
  return input.run.result({ kind: "stopped", runId, rosterId, reason, guards });
}

type Step = Passed & { isMoved: boolean };

const notEnded = (result: SyncResult): Step => ({ result, isEnded: false, isMoved: false });

async function syncOnce(input: {
  run: Run;
  observation: RosterObservation;
  runId: string;
  /** Cells that earlier passes of this run wrote. */
  cellsBefore: number;
  /** Whether no pass follows this one. */
  endsAfter: (isMoved: boolean) => boolean;
}): Promise<Step> {
  const { run, observation, runId, cellsBefore, endsAfter } = input;
  const { services, context } = run;
  const { rosterId } = observation.roster;
  const seen = await observeAndPlan({ run, observation });
  if (seen.kind === "unobservable") {
    return notEnded(run.result({ kind: "stopped", runId, rosterId, reason: seen.reason }));
  }
  const { plan, observed } = seen;
  const shared = { runId, ...told({ observation, ...seen }), cells_written: cellsBefore };
  if (plan.kind === "stopped") {
    const reason = plan.guards.map((guard) => guard.message).join(" ");
    return notEnded(run.result({ kind: "stopped", reason, ...shared }));
  }
  const isGuarded = isGuardedStill({ ...run, snapshot: seen.snapshot });
  const { payloadBytes } = run;
  const edits = spreadsheetEdits({ ...seen, observation, payloadBytes, isGuarded });
  const isWriting = edits.chunks.length > 0;
  const generation = isWriting ? nextGeneration({ ...seen, roster: observation.roster }) : null;
  const ticked = tickedInvoices({ observation, snapshot: seen.snapshot });
  const still = run.result({ kind: cellsBefore > 0 ? "done" : "nothing_to_do", ...shared });
  const isEnded = !isWriting && ticked.length === 0 && endsAfter(false);
  const ending = isEnded ? endingOf({ run, runId, result: still }) : null;
  await run.timed("applyMs", () =>
    runVerb(services, applySyncVerb, {
      context,
      input: applyInput({ run, runId, observation, seen, nextGeneration: generation, ending }),
    }),
  );
  await markSent({ run, ticked });
  if (generation === null) return { result: still, isEnded, isMoved: false };
  const resultOf = ({ cellsWritten }: { cellsWritten: number }) =>
    run.result({ kind: "done", ...shared, cells_written: cellsBefore + cellsWritten });
  const written = await writeChunks({
    run,
    observation,
    plan,
    observed,
    edits,
    generation,
    endWith: (so) =>
      endsAfter(so.isMoved || plan.isPartial)
        ? endingOf({ run, runId, result: resultOf(so) })
        : null,
  });
  const isMoved = written.isMoved || plan.isPartial;
  return { result: resultOf(written), isEnded: endsAfter(isMoved), isMoved };
}

const endingOf = (input: { run: Run; runId: string; result: SyncResult }): RunEnding => ({
  runId: input.runId,
  result: input.result,
  at: input.run.services.clock(),
});

/** Ticking Sent marks the invoice by its ID. One that may not be sent any more is left as it is. */
async function markSent(input: { run: Run; ticked: readonly string[] }): Promise<void> {
  const { services, context } = input.run;
  for (const id of input.ticked) {
    await runVerb(services, markInvoiceSent, { context, input: { id } }).catch(ignoreRefusal);
  }
}

function ignoreRefusal(error: unknown): void {
  if (error instanceof ServiceError && error.code !== "unavailable") return;
  throw error;
}

function applyInput(input: {
  run: Run;
  runId: string;
  observation: RosterObservation;
  seen: Extract<Seen, { kind: "planned" }>;
  nextGeneration: number | null;
  ending: RunEnding | null;
}): ApplySyncInput {
  const { observation, seen } = input;
  const { observed, snapshot, plan } = seen;
  return {
    rosterId: observation.roster.rosterId,
    runId: input.runId,
    holder: input.run.holder,
    plan,
    rows: observation.rows,
    stored: observation.stored,
    nextGeneration: input.nextGeneration,
    ending: input.ending,
    isFirstSync: observation.roster.firstSyncedAt === null,
    read: {
      sheetId: observed.tab.sheetId,
      mapped: mappedColumnsOf({
        columns: observed.reading.columns,
        before: observation.roster.mapped,
        paused: plan.paused,
      }),
      locale: snapshot.locale ?? null,
      timeZone: snapshot.timeZone ?? null,
      generation: findBookkeeping(snapshot).generation,
      places: observed.rows.flatMap(({ rowId, record }) =>
        rowId === null ? [] : [{ rowId, record }],
      ),
    },
  };
}
