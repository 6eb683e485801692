import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export type RosterRunState =
  | "running"
  | "done"
  | "nothing_to_do"
  | "stopped"
  | "failed"
  | "dry_run";

export interface RosterRunRecord {
  readonly runId: string;
  readonly rosterId: string;
  readonly trigger: string;
  readonly state: RosterRunState;
  readonly reason: string | null;
  readonly generation: number | null;
  readonly planHash: string | null;
  readonly counts: { readonly [name: string]: number };
  readonly guards: readonly unknown[];
  readonly questions: readonly unknown[];
  readonly sheetsCalls: number;
  readonly cellsWritten: number;
  readonly startedAt: string;
  /** Whom Drive named as the file's last editor, where a change of the file asked for the run. */
  readonly editorHint: string | null;
  readonly finishedAt: string | null;
}

export async function insertRosterRun(
  tx: Transaction,
  practiceId: string,
  run: Pick<RosterRunRecord, "runId" | "rosterId" | "trigger" | "startedAt"> & {
    editorHint?: string | null;
  },
): Promise<void> {
  await tx`
    insert into roster_run (practice_id, run_id, roster_id, trigger, state, started_at, editor_hint)
    values (${practiceId}, ${run.runId}, ${run.rosterId}, ${run.trigger}, 'running', ${run.startedAt},
      ${run.editorHint ?? null})`;
}

export async function finishRosterRun(
  tx: Transaction,
  run: Omit<RosterRunRecord, "rosterId" | "trigger" | "startedAt" | "editorHint">,
): Promise<void> {
  await tx`
    update roster_run set state = ${run.state}, reason = ${run.reason}, generation = ${run.generation},
      plan_hash = ${run.planHash}, counts = ${JSON.stringify(run.counts)}::text::jsonb,
      guards = ${JSON.stringify(run.guards)}::text::jsonb,
      questions = ${JSON.stringify(run.questions)}::text::jsonb, sheets_calls = ${run.sheetsCalls},
      cells_written = ${run.cellsWritten}, finished_at = ${run.finishedAt}
    where ${mine(tx)} and run_id = ${run.runId}`;
}

const columns = (tx: Transaction) => tx`
  run_id as "runId", roster_id as "rosterId", trigger, state, reason, generation, plan_hash as "planHash", counts,
  guards, questions, sheets_calls as "sheetsCalls", cells_written as "cellsWritten", started_at as "startedAt",
  editor_hint as "editorHint", finished_at as "finishedAt"`;

export async function getRosterRun(
  tx: Transaction,
  runId: string,
): Promise<RosterRunRecord | undefined> {
  const [row] = await tx<RosterRunRecord[]>`
    select ${columns(tx)} from roster_run where ${mine(tx)} and run_id = ${runId}`;
  return row;
}

/** The newest first. */
export function listRosterRuns(
  tx: Transaction,
  { rosterId, after, limit }: { rosterId: string; after?: string | undefined; limit: number },
): Promise<RosterRunRecord[]> {
  return tx<RosterRunRecord[]>`
    select ${columns(tx)} from roster_run where ${mine(tx)} and roster_id = ${rosterId}
      ${
        after === undefined
          ? tx``
          : tx`and (started_at, run_id) < (
              select started_at, run_id from roster_run where ${mine(tx)} and run_id = ${after})`
      }
    order by started_at desc, run_id desc limit ${limit}`;
}
