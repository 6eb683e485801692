import { practiceTable } from "./practiceTable.ts";

/** What the next sync of a roster would do, as it was last asked for. */
export const rosterPlanStatements = `
create table roster_plan (
  practice_id text not null,
  roster_id text not null,
  plan_hash text,
  state text not null check (state in ('planned', 'would_stop', 'failed')),
  reason text,
  counts jsonb not null,
  guards jsonb not null,
  questions jsonb not null,
  steps jsonb not null,
  planned_at timestamptz not null,
  primary key (practice_id, roster_id),
  foreign key (practice_id, roster_id) references roster (practice_id, roster_id)
);
${practiceTable("roster_plan")}
`;
