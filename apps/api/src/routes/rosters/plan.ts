import { z } from "@hono/zod-openapi";
import { listPlannedSteps, readPlannedSync } from "@rollbook/services/roster";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { RosterPlanField, RosterPlanStepField } from "../../wire/rosterIssue.ts";
import { askedForJob, askForJob } from "./askForJob.ts";
import { params } from "./shared.ts";

export const planRosterSync = defineOperation({
  id: "planRosterSync",
  method: "post",
  path: "/v1/rosters/{roster_id}/plan",
  tag: "Rosters",
  summary: "Plan the next sync without doing it: one read of the sheet, and nothing is written",
  description:
    "Puts a job in the queue; its plan takes the place of the one before as soon as a worker has read the sheet.",
  access: "roster.sync",
  status: 202,
  params,
  answer: askedForJob.openapi("AskedForPlan"),
  run: (request) =>
    askForJob(request, { kind: "roster_plan", name: "roster.request_plan", result: "plan" }),
});

export const getRosterPlan = defineOperation({
  id: "getRosterPlan",
  method: "get",
  path: "/v1/rosters/{roster_id}/plan",
  tag: "Rosters",
  summary: "What the next sync would do, as it was last planned",
  access: "roster.read",
  params,
  answer: RosterPlanField,
  run: async (request) => {
    const { result } = await callVerb(request, readPlannedSync, { id: request.params.roster_id });
    return {
      body: {
        roster_id: result.rosterId,
        state: result.state,
        reason: result.reason,
        plan_hash: result.planHash,
        counts: { ...result.counts },
        guards: [...result.guards],
        questions: [...result.questions],
        step_count: result.stepCount,
        planned_at: result.plannedAt,
      },
    };
  },
});

export const listRosterPlanSteps = defineOperation({
  id: "listRosterPlanSteps",
  method: "get",
  path: "/v1/rosters/{roster_id}/plan/steps",
  tag: "Rosters",
  summary: "The plan step by step: what the database takes, then what is typed into the sheet",
  access: "roster.read",
  params,
  query: z.strictObject(listQuery),
  answer: listOf(RosterPlanStepField, "RosterPlanStepsList"),
  alsoAnswers: ["stale"],
  run: async (request) => {
    const { roster_id: id } = request.params;
    const { result } = await callVerb(request, listPlannedSteps, { ...pageInput(request), id });
    return {
      body: pageAnswer(request, result, ({ record, rowId, ...step }) => ({
        ...step,
        row_number: record,
        row_id: rowId,
      })),
    };
  },
});
