import { z } from "@hono/zod-openapi";
import { openIssueKinds, planStepKinds } from "@rollbook/core/reconcile";
import { InstantField } from "./common.ts";

const kinds = {
  held_row: "nothing of the row is taken until it is put right",
  refused_edit: "a rule does not allow what was typed",
  open_question: "billing of the row waits for an answer",
  remark: "the row is taken, and told something",
  conflict: "changed on both sides, to different values",
  unwritable_value: "a value of the database cannot be typed into its cell",
  paused_column: "a column that is left alone until somebody says what it is",
  moved_rows: "rows beside the hidden ID of another member",
  price_proposal: "a price typed in Plans",
  row_gone: "a member whose row is gone",
  file_question: "a question about the whole file",
  stopped: "what stops the sync",
} as const satisfies Record<(typeof openIssueKinds)[number], string>;

export const IssueKindField = z.enum(openIssueKinds).openapi({
  description: Object.entries(kinds)
    .map(([kind, text]) => `${kind}: ${text}`)
    .join("; "),
});

export const RosterIssueField = z
  .object({
    id: z.string().openapi({ description: "The same from one sync to the next" }),
    kind: IssueKindField,
    cause: z.string().openapi({ description: "Why, as a code", example: "date_impossible" }),
    row_number: z.int().nullable().openapi({ description: "The row in the sheet, 1 = first" }),
    row_id: z.string().nullable(),
    member: z.string().nullable(),
    patient_id: z.string().nullable(),
    membership_id: z.string().nullable(),
    field: z.string().nullable(),
    column: z.string().nullable().openapi({ description: "Its header in the sheet" }),
    sheet_value: z.string().nullable().openapi({ description: "What was typed" }),
    stored_value: z.string().nullable(),
    message: z
      .string()
      .openapi({ description: "What is wrong and what would be right, in a sentence" }),
    since: InstantField,
    is_decided: z.boolean().openapi({
      description: "Somebody decided; the next sync does it, and it is listed no more",
    }),
    resolve: z
      .array(
        z.object({
          operation_id: z.string(),
          method: z.string(),
          path: z.string(),
          body: z
            .record(z.string(), z.unknown())
            .nullable()
            .openapi({ description: "Null: what to say is yours" }),
        }),
      )
      .openapi({ description: "Each settles it; none: put it right in the sheet" }),
  })
  .openapi("RosterIssue");

export const RosterPlanField = z
  .object({
    roster_id: z.string(),
    state: z.enum(["planned", "would_stop", "failed"]).openapi({
      description:
        "would_stop: the sync would stop before it writes, and say reason; failed: not reached",
    }),
    reason: z.string().nullable(),
    plan_hash: z
      .string()
      .nullable()
      .openapi({ description: "A sync with the same hash does exactly this" }),
    counts: z.record(z.string(), z.number()),
    guards: z
      .array(z.unknown())
      .openapi({ description: "What would stop it, and the text to approve it with" }),
    questions: z.array(z.unknown()),
    step_count: z.int(),
    planned_at: InstantField,
  })
  .openapi("RosterPlan");

const CellValueField = z.unknown().openapi({ description: "Canonical: ISO dates, minor units" });

export const RosterPlanStepField = z
  .object({
    kind: z.enum(planStepKinds),
    row_number: z.int().nullable(),
    row_id: z.string().nullable(),
    name: z.string().nullable().openapi({ description: "The member, or the plan" }),
    field: z.string().nullable(),
    before: CellValueField,
    after: CellValueField,
  })
  .openapi("RosterPlanStep");
