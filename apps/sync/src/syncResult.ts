import type {
  Guard,
  OpenIssue,
  PausedColumn,
  PlanStep,
  SyncCounts,
  SyncPlan,
} from "@rollbook/core/reconcile";
import type { RosterQuestion, RosterReading } from "@rollbook/core/roster";

/** What one sync did. Times in milliseconds. */
export type SyncResult = {
  /**
   * done: something was written. nothing_to_do: both sides agree. stopped: a guard wants a person. busy: another
   * worker has the roster. failed: the sheet could not be reached or written; `reason` says what to do.
   */
  kind: "done" | "nothing_to_do" | "stopped" | "dry_run" | "busy" | "failed";
  reason: string | null;
  runId: string | null;
  rosterId: string | null;
  cells_written: number;
  sheets_calls: number;
  members: number;
  counts: SyncCounts | null;
  guards: readonly Guard[];
  questions: readonly RosterQuestion[];
  /** Columns that are left alone until somebody says what they are. */
  paused: readonly PausedColumn[];
  /** Everything that needs a person; null where the sheet was not seen. */
  issues: readonly OpenIssue[] | null;
  plan: SyncPlan | null;
  /** The plan as a list for people; only of a dry run. */
  steps: readonly PlanStep[];
  reading: RosterReading | null;
  timings: SyncTimings;
};

export type SyncTimings = {
  readMs: number;
  parseMs: number;
  observeMs: number;
  planMs: number;
  applyMs: number;
  writeMs: number;
};

export const noTimings: SyncTimings = {
  readMs: 0,
  parseMs: 0,
  observeMs: 0,
  planMs: 0,
  applyMs: 0,
  writeMs: 0,
};
