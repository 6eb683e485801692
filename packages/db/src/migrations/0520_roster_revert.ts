import { practiceTable } from "./practiceTable.ts";

/** Runs that somebody asked to take back; a sync does it, and goes on with it after a kill. */
export const rosterRevertStatements = `
create table roster_revert (
  practice_id text not null,
  roster_id text not null,
  run_id text not null,
  plan_hash text not null,
  state text not null check (state in ('asked', 'started', 'done', 'refused')),
  reason text,
  outcome jsonb,
  asked_by text not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  primary key (practice_id, roster_id, run_id),
  foreign key (practice_id, run_id) references roster_run (practice_id, run_id)
);
${practiceTable("roster_revert")}

alter table roster_row add column created_by_run text;
create index roster_row_by_run on roster_row (practice_id, created_by_run);
`;
