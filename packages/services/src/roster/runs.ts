import type {
  Guard,
  OpenIssue,
  PausedColumn,
  Rebinding,
  SyncCounts,
} from "@rollbook/core/reconcile";
import type { RosterQuestion } from "@rollbook/core/roster";
import { nextMidnight } from "@rollbook/core/calendar";
import { withPractice, type Transaction } from "@rollbook/db";
import {
  finishRosterRun,
  listWatchedFiles,
  releaseLease,
  replaceRosterIssues,
  setRosterState,
  type RosterRunState,
} from "@rollbook/db/roster";
import { setWorkDue } from "@rollbook/db/workDue";
import { setUp, type Context, type Services } from "../run/index.ts";
import { rosterLookWork } from "./work.ts";

export type FinishedRun = {
  kind: "done" | "nothing_to_do" | "stopped" | "dry_run" | "busy" | "failed";
  reason: string | null;
  rosterId: string | null;
  cells_written: number;
  sheets_calls: number;
  counts: SyncCounts | null;
  guards: readonly Guard[];
  questions: readonly RosterQuestion[];
  /** Columns that are left alone, each with the text that settles it. */
  paused: readonly PausedColumn[];
  /** Everything that needs a person; null where the sheet was not seen, and what was known stays. */
  issues: readonly OpenIssue[] | null;
  /** Rows beside the hidden ID of another member, with the text that settles it. */
  plan: { hash: string; rebinding: Rebinding | null } | null;
};

export type RunEnding = { runId: string; result: FinishedRun; at: string };

/** What a run did is kept and its roster free again, in the transaction of its last step. */
export async function endRunIn(
  tx: Transaction,
  input: { rosterId: string; holder: string; ending: RunEnding },
): Promise<void> {
  const { runId, result, at } = input.ending;
  const { rosterId } = input;
  const { issues } = result;
  await Promise.all([
    releaseLease(tx, input),
    ...(issues === null ? [] : [replaceRosterIssues(tx, { rosterId, issues, at })]),
    finishRosterRun(tx, {
      runId,
      state: result.kind === "busy" ? "failed" : (result.kind satisfies RosterRunState),
      reason: result.reason,
      generation: null,
      planHash: result.plan?.hash ?? null,
      counts: result.counts ?? {},
      guards: result.guards,
      questions: [...result.questions, ...result.paused, ...rebindingOf(result)],
      sheetsCalls: result.sheets_calls,
      cellsWritten: result.cells_written,
      finishedAt: at,
    }),
  ]);
}

/**
 * Ends a run that has no last step in the database. A stopped one leaves its guards for a person to approve; where the
 * sheet was not reached or not written, the roster's state says what a person has to do, and it is tried again.
 */
export function endRun(
  services: Services,
  input: {
    context: Context;
    rosterId: string;
    runId: string;
    holder: string;
    result: FinishedRun;
    failure?: string;
  },
): Promise<void> {
  const { context, rosterId, runId, holder, result, failure } = input;
  const at = services.clock();
  return withPractice(services.database, context, async (tx) => {
    await endRunIn(tx, { rosterId, holder, ending: { runId, result, at } });
    if (failure !== undefined) await noteFailure(tx, { ...input, failure, at });
    if (result.kind !== "stopped") return;
    const isApprovable =
      result.guards.length > 0 && result.guards.every((guard) => guard.canApprove);
    const state = isApprovable ? "waiting_for_approval" : "stopped";
    await setRosterState(tx, { rosterId, state, reason: result.reason });
    await lookAgainTomorrow(services, { tx, context });
  });
}

/** Where there are so many that the run stops, its guard asks the same. */
function rebindingOf({ plan, guards }: FinishedRun): { message: string; approval: string }[] {
  const rebinding = plan?.rebinding ?? null;
  if (rebinding === null) return [];
  const { message, approval } = rebinding;
  return guards.some((guard) => guard.approval === approval) ? [] : [{ message, approval }];
}

/** A stopped roster is asked for by its edits, by an approval, and once a day; not every few seconds. */
async function lookAgainTomorrow(
  services: Services,
  { tx, context }: { tx: Transaction; context: Context },
): Promise<void> {
  const { practice, instant } = await setUp(services, { tx, context, input: {} });
  const isOnItsOwnClock = practice.clockInstant !== null;
  const dueAt = isOnItsOwnClock ? null : nextMidnight(instant, practice.timeZone);
  await setWorkDue(tx, context.practiceId, { kind: rosterLookWork, dueAt });
}

const passing = ["rate_limited", "unavailable", "outcome_unknown", "unreadable_answer"];
const soonMs = 60_000;
const laterMs = 60 * 60_000;

async function noteFailure(
  tx: Transaction,
  input: {
    context: Context;
    rosterId: string;
    failure: string;
    result: FinishedRun;
    at: string;
  },
): Promise<void> {
  const { context, rosterId, result, at } = input;
  const isPassing = passing.includes(input.failure);
  const dueAt = new Date(Date.parse(at) + (isPassing ? soonMs : laterMs)).toISOString();
  if (!isPassing)
    await setRosterState(tx, { rosterId, state: "unreachable", reason: result.reason });
  await setWorkDue(tx, context.practiceId, { kind: rosterLookWork, dueAt });
}

/** The connected spreadsheets of all practices. */
export function listRosterFiles(
  services: Services,
): Promise<readonly { practiceId: string; spreadsheetId: string }[]> {
  return listWatchedFiles(services.database);
}
