import { z } from "@hono/zod-openapi";
import { getSyncRun as getRunVerb, listSyncRuns as listRunsVerb } from "@rollbook/services/roster";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { idParams } from "../../wire/common.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { SyncRunField } from "../../wire/roster.ts";
import { askedForJob, askForJob } from "./askForJob.ts";
import { params, requireRoster } from "./shared.ts";

type Run = Awaited<ReturnType<typeof getRunVerb.run>>;

export const startSync = defineOperation({
  id: "startSync",
  method: "post",
  path: "/v1/rosters/{roster_id}/syncs",
  tag: "Rosters",
  summary: "Sync a roster now",
  description:
    "Puts a job in the queue; its run appears in the list of runs as soon as a worker takes it.",
  access: "roster.sync",
  status: 202,
  params,
  answer: askedForJob.openapi("StartedSync"),
  run: (request) =>
    askForJob(request, { kind: "roster_sync", name: "roster.request_sync", result: "runs" }),
});

export const listSyncRuns = defineOperation({
  id: "listSyncRuns",
  method: "get",
  path: "/v1/rosters/{roster_id}/runs",
  tag: "Rosters",
  summary: "The syncs of a roster, newest first",
  access: "roster.read",
  params,
  query: z.strictObject(listQuery),
  answer: listOf(SyncRunField, "SyncRunsList"),
  run: async (request) => {
    const { rosterId: id } = await requireRoster(request);
    const { result } = await callVerb(request, listRunsVerb, { ...pageInput(request), id });
    return { body: pageAnswer(request, result, runOnWire) };
  },
});

export const getSyncRun = defineOperation({
  id: "getSyncRun",
  method: "get",
  path: "/v1/sync-runs/{run_id}",
  tag: "Rosters",
  summary: "What one sync did, or why it stopped",
  access: "roster.read",
  params: idParams("run_id", "syn_01jy0000000000000000000000"),
  answer: SyncRunField,
  run: async (request) => {
    const { result } = await callVerb(request, getRunVerb, { id: request.params.run_id });
    return { body: runOnWire(result) };
  },
});

function runOnWire(run: Run): z.input<typeof SyncRunField> {
  return {
    id: run.runId,
    roster_id: run.rosterId,
    trigger: run.trigger,
    state: run.state,
    reason: run.reason,
    counts: { ...run.counts },
    guards: [...run.guards],
    questions: [...run.questions],
    plan_hash: run.planHash,
    cells_written: run.cellsWritten,
    sheets_calls: run.sheetsCalls,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
  };
}
