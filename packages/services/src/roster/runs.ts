import type { Guard, PausedColumn, SyncCounts } from "@rollbook/core/reconcile";
import type { RosterQuestion } from "@rollbook/core/roster";
import { nextMidnight } from "@rollbook/core/calendar";
import { newId, withPractice, type Transaction } from "@rollbook/db";
import {
  finishRosterRun,
  insertRosterRun,
  listRosters,
  listWatchedFiles,
  releaseLease,
  setRosterState,
  takeLease,
  type RosterRunState,
} from "@rollbook/db/roster";
import { setWorkDue } from "@rollbook/db/workDue";
import { setUp, type Context, type Services } from "../run/index.ts";
import { rosterLookWork, rosterOutboxWork } from "./work.ts";

export type Lease = { kind: "leased" | "busy"; rosterId: string } | { kind: "no_roster" };

/**
 * The practice's roster for this worker alone, until the lease runs out. What the database had to tell the sheet is
 * taken on with it: whatever changes after this moment asks again.
 */
export function leaseRoster(
  services: Services,
  input: { context: Context; rosterId?: string | undefined; holder: string; leaseMs: number },
): Promise<Lease> {
  const { context, holder } = input;
  const now = services.clock();
  const until = new Date(Date.parse(now) + input.leaseMs).toISOString();
  return withPractice(services.database, context, async (tx) => {
    const rosterId = input.rosterId ?? (await listRosters(tx))[0]?.rosterId;
    if (rosterId === undefined) return { kind: "no_roster" };
    const isMine = await takeLease(tx, { rosterId, holder, now, until });
    if (!isMine) return { kind: "busy", rosterId };
    await setWorkDue(tx, context.practiceId, { kind: rosterOutboxWork, dueAt: null });
    return { kind: "leased", rosterId };
  });
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
  /** Columns that are left alone, each with the text that settles it. */
  paused: readonly PausedColumn[];
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
      questions: [...result.questions, ...result.paused],
      sheetsCalls: result.sheets_calls,
      cellsWritten: result.cells_written,
      finishedAt: services.clock(),
    });
    if (result.kind !== "stopped" || result.rosterId === null) return;
    await lookAgainTomorrow(services, { tx, context });
    const isApprovable =
      result.guards.length > 0 && result.guards.every((guard) => guard.canApprove);
    await setRosterState(tx, {
      rosterId: result.rosterId,
      state: isApprovable ? "waiting_for_approval" : "stopped",
      reason: result.reason,
    });
  });
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

/** The sheet was not reached or not written: its state says what a person has to do, and it is tried again. */
export function noteFailure(
  services: Services,
  input: { context: Context; rosterId: string; failure: string; reason: string },
): Promise<void> {
  const { context, rosterId, reason } = input;
  const isPassing = passing.includes(input.failure);
  const dueAt = new Date(
    Date.parse(services.clock()) + (isPassing ? soonMs : laterMs),
  ).toISOString();
  return withPractice(services.database, context, async (tx) => {
    await setWorkDue(tx, context.practiceId, { kind: rosterLookWork, dueAt });
    if (!isPassing) await setRosterState(tx, { rosterId, state: "unreachable", reason });
  });
}

/** The connected spreadsheets of all practices. */
export function listRosterFiles(
  services: Services,
): Promise<readonly { practiceId: string; spreadsheetId: string }[]> {
  return listWatchedFiles(services.database);
}
