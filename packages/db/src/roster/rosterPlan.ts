import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface RosterPlanRecord {
  readonly rosterId: string;
  readonly planHash: string | null;
  readonly state: "planned" | "would_stop" | "failed";
  readonly reason: string | null;
  readonly counts: { readonly [name: string]: number };
  readonly guards: readonly unknown[];
  readonly questions: readonly unknown[];
  readonly stepCount: number;
  readonly plannedAt: string;
}

/** Takes the place of the plan before. */
export async function putRosterPlan(
  tx: Transaction,
  plan: Omit<RosterPlanRecord, "stepCount"> & { steps: readonly object[] },
): Promise<void> {
  const json = (value: unknown) => tx`${JSON.stringify(value)}::text::jsonb`;
  await tx`
    insert into roster_plan (practice_id, roster_id, plan_hash, state, reason, counts, guards, questions, steps, planned_at)
    values (current_setting('rollbook.practice_id'), ${plan.rosterId}, ${plan.planHash}, ${plan.state}, ${plan.reason},
      ${json(plan.counts)}, ${json(plan.guards)}, ${json(plan.questions)}, ${json(plan.steps)}, ${plan.plannedAt})
    on conflict (practice_id, roster_id) do update set plan_hash = excluded.plan_hash, state = excluded.state,
      reason = excluded.reason, counts = excluded.counts, guards = excluded.guards, questions = excluded.questions,
      steps = excluded.steps, planned_at = excluded.planned_at`;
}

export async function getRosterPlan(
  tx: Transaction,
  rosterId: string,
): Promise<RosterPlanRecord | undefined> {
  const [row] = await tx<RosterPlanRecord[]>`
    select roster_id as "rosterId", plan_hash as "planHash", state, reason, counts, guards, questions,
      jsonb_array_length(steps) as "stepCount", planned_at as "plannedAt"
    from roster_plan where ${mine(tx)} and roster_id = ${rosterId}`;
  return row;
}

/** Steps of the plan of a hash, from one on; none where another plan took its place. */
export async function listRosterPlanSteps<Step>(
  tx: Transaction,
  input: { rosterId: string; plannedAt: string; from: number; limit: number },
): Promise<Step[]> {
  const rows = await tx<{ step: Step }[]>`
    select listed.step
    from roster_plan plan, jsonb_array_elements(plan.steps) with ordinality as listed(step, number)
    where plan.practice_id = current_setting('rollbook.practice_id') and plan.roster_id = ${input.rosterId}
      and plan.planned_at = ${input.plannedAt} and listed.number > ${input.from}
    order by listed.number limit ${input.limit}`;
  return rows.map(({ step }) => step);
}
