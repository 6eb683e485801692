import { markInvoiceSent } from "@rollbook/services/invoice";
import { runVerb, ServiceError } from "@rollbook/services/run";
import {
  applySyncVerb,
  beginRun,
  finishRun,
  leaseRoster,
  noteFailure,
  observeRoster,
  releaseRoster,
  type ApplySyncInput,
  type RosterObservation,
} from "@rollbook/services/roster";
import type { SyncPlan } from "@rollbook/core/reconcile";
import { SheetsFailure, type Snapshot } from "@rollbook/sheets";
import { findBookkeeping, nextGeneration } from "./bookkeepingTab.ts";
import { mappedColumnsOf } from "./columnMapping.ts";
import { observeAndPlan, tickedInvoices, type Seen } from "./observeAndPlan.ts";
import type { ObservedSheet } from "./observeSheet.ts";
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
  const { services } = run;
  const lease = await leaseRoster(services, { ...run, leaseMs });
  if (lease.kind === "no_roster") return run.result({ kind: "failed", reason: noRoster });
  const { rosterId } = lease;
  if (lease.kind === "busy") {
    return run.result({ kind: "busy", rosterId, reason: "Another worker is syncing this roster." });
  }
  try {
    return await syncLeased({ run, rosterId });
  } finally {
    await releaseRoster(services, { ...run, rosterId });
  }
}

const noRoster = "This practice has no roster connected; connect one first.";

async function dryRun(run: Run): Promise<SyncResult> {
  const observation = await run.timed("observeMs", () => observeRoster(run.services, run));
  if (observation === undefined) return run.result({ kind: "failed", reason: noRoster });
  try {
    const seen = await observeAndPlan({ run, observation });
    if (seen.kind === "unobservable") return run.result({ kind: "stopped", reason: seen.reason });
    return run.result({ kind: "dry_run", ...told({ observation, ...seen }) });
  } catch (error) {
    if (!(error instanceof SheetsFailure)) throw error;
    return run.result({ kind: "failed", reason: error.message });
  }
}

function told(input: { observation: RosterObservation; plan: SyncPlan; observed: ObservedSheet }) {
  const { plan } = input;
  return {
    plan,
    rosterId: input.observation.roster.rosterId,
    reading: input.observed.reading,
    counts: plan.counts,
    members: plan.counts.members,
    guards: plan.guards,
    questions: plan.questions,
    paused: plan.paused,
  };
}

async function syncLeased(input: { run: Run; rosterId: string }): Promise<SyncResult> {
  const { run, rosterId } = input;
  const { services, context } = run;
  const runId = await beginRun(services, { context, rosterId, trigger: run.trigger });
  try {
    const result = await syncInPasses({ run, rosterId, runId });
    await finishRun(services, { context, runId, result });
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
  const { services, context } = run;
  const reason = error instanceof Error ? error.message : String(error);
  const result = run.result({ kind: "failed", runId, rosterId, reason });
  await finishRun(services, { context, runId, result });
  const failure = error instanceof SheetsFailure ? error.kind : "unavailable";
  await noteFailure(services, { context, rosterId, failure, reason });
  if (error instanceof SheetsFailure || error instanceof ServiceError) return result;
  throw error;
}

/** A second pass only where rows were moved between our read and our write, or a run is taken back. */
async function syncInPasses(input: {
  run: Run;
  rosterId: string;
  runId: string;
}): Promise<SyncResult> {
  const { run, rosterId, runId } = input;
  let cellsWritten = 0;
  let isRevertWaiting = false;
  for (let pass = 1; ; pass += 1) {
    const observation = await run.timed("observeMs", () =>
      observeRoster(run.services, { context: run.context, rosterId }),
    );
    if (observation === undefined) return run.result({ kind: "failed", runId, reason: noRoster });
    const isReverting = observation.reverts.length > 0;
    const isLast = pass >= (isReverting ? passesOfRevertAtMost : passesAtMost);
    if (isReverting && !isRevertWaiting && !isLast) {
      const reverted = await revertStep({ run, observation, runId });
      if (reverted.kind === "stopped") return stoppedRevert({ ...input, reverted });
      isRevertWaiting = reverted.kind === "waiting";
      cellsWritten += reverted.cellsWritten;
      continue;
    }
    isRevertWaiting = false;
    const step = await syncOnce({ run, observation, runId });
    cellsWritten += step.result.cells_written;
    const totals = { cells_written: cellsWritten, sheets_calls: run.callsMade() };
    if ((step.isMoved || (isReverting && step.result.kind !== "stopped")) && !isLast) continue;
    const isDone = step.result.kind === "nothing_to_do" && cellsWritten > 0;
    return { ...step.result, ...totals, kind: isDone ? "done" : step.result.kind };
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

type Step = { result: SyncResult; isMoved: boolean };

async function syncOnce(input: {
  run: Run;
  observation: RosterObservation;
  runId: string;
}): Promise<Step> {
  const { run, observation, runId } = input;
  const { services, context } = run;
  const { rosterId } = observation.roster;
  const seen = await observeAndPlan({ run, observation });
  if (seen.kind === "unobservable") {
    return still(run.result({ kind: "stopped", runId, rosterId, reason: seen.reason }));
  }
  const { plan, observed } = seen;
  const shared = { runId, ...told({ observation, ...seen }) };
  if (plan.kind === "stopped") {
    const reason = plan.guards.map((guard) => guard.message).join(" ");
    return still(run.result({ kind: "stopped", reason, ...shared }));
  }
  const edits = spreadsheetEdits({ ...seen, observation, payloadBytes: run.payloadBytes });
  const isWriting = edits.chunks.length > 0;
  const generation = isWriting ? nextGeneration({ ...seen, roster: observation.roster }) : null;
  await run.timed("applyMs", () =>
    runVerb(services, applySyncVerb, {
      context,
      input: applyInput({ run, runId, observation, seen, nextGeneration: generation }),
    }),
  );
  await markSent({ run, observation, snapshot: seen.snapshot });
  if (generation === null) return still(run.result({ kind: "nothing_to_do", ...shared }));
  const written = await writeChunks({ run, observation, plan, observed, edits, generation });
  return {
    isMoved: written.isMoved || plan.isPartial,
    result: run.result({ kind: "done", ...shared, cells_written: written.cellsWritten }),
  };
}

/** Ticking Sent marks the invoice by its ID. One that may not be sent any more is left as it is. */
async function markSent(input: {
  run: Run;
  observation: RosterObservation;
  snapshot: Snapshot;
}): Promise<void> {
  const { services, context } = input.run;
  for (const id of tickedInvoices(input)) {
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

const still = (result: SyncResult): Step => ({ result, isMoved: false });
