import { practiceTable } from "./practiceTable.ts";

/** Rosters in spreadsheets: the connection, what both sides last agreed on, runs, conflicts and history. */
export const rosterStatements = `
create table roster (
  practice_id text not null references practice (practice_id),
  roster_id text not null,
  spreadsheet_id text not null,
  sheet_id bigint,
  mapped jsonb not null default '[]',
  settings jsonb not null,
  locale text,
  time_zone text,
  is_first_sync_approved boolean not null default false,
  first_synced_at timestamptz,
  is_creating_plans boolean not null default false,
  generation bigint not null default 0,
  state text not null default 'connected'
    check (state in ('connected', 'waiting_for_approval', 'stopped', 'unreachable', 'disconnected')),
  state_reason text,
  lease_holder text,
  lease_until timestamptz,
  last_read_at timestamptz,
  created_at timestamptz not null,
  primary key (practice_id, roster_id)
);
create unique index roster_by_spreadsheet on roster (practice_id, spreadsheet_id)
  where state <> 'disconnected';
${practiceTable("roster")}

create table roster_row (
  practice_id text not null,
  roster_id text not null,
  row_id text not null,
  patient_id text,
  membership_id text,
  family_row_id text,
  payer_row_id text,
  last_record integer,
  is_confirmed boolean not null default false,
  base jsonb not null,
  stored_base jsonb not null default '{}',
  computed_base jsonb not null default '{}',
  intended jsonb,
  intended_inputs jsonb,
  absent_reads integer not null default 0,
  absent_since timestamptz,
  held_reason text,
  notice text,
  created_at timestamptz not null,
  primary key (practice_id, roster_id, row_id)
);
create index roster_row_by_membership on roster_row (practice_id, membership_id);
create index roster_row_by_patient on roster_row (practice_id, patient_id);
${practiceTable("roster_row")}

create table roster_run (
  practice_id text not null,
  run_id text not null,
  roster_id text not null,
  trigger text not null,
  state text not null check (state in ('running', 'done', 'nothing_to_do', 'stopped', 'failed', 'dry_run')),
  reason text,
  generation bigint,
  plan_hash text,
  counts jsonb not null default '{}',
  guards jsonb not null default '[]',
  questions jsonb not null default '[]',
  operations jsonb not null default '[]',
  sheets_calls integer not null default 0,
  cells_written integer not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (practice_id, run_id)
);
create index roster_run_by_time on roster_run (practice_id, roster_id, started_at desc);
${practiceTable("roster_run")}

create table roster_approval (
  practice_id text not null,
  roster_id text not null,
  approval text not null,
  approved_by text not null,
  approved_at timestamptz not null,
  primary key (practice_id, roster_id, approval)
);
${practiceTable("roster_approval")}

create table roster_conflict (
  practice_id text not null,
  roster_id text not null,
  row_id text not null,
  field text not null,
  base jsonb,
  sheet_value jsonb,
  stored_value jsonb,
  keep text check (keep in ('sheet', 'database')),
  opened_at timestamptz not null,
  primary key (practice_id, roster_id, row_id, field)
);
${practiceTable("roster_conflict")}

create table roster_history (
  practice_id text not null,
  entry_id text not null,
  roster_id text not null,
  run_id text not null,
  row_id text not null,
  field text not null,
  origin text not null check (origin in ('sheet', 'database', 'put_back', 'overwritten', 'revert', 'conflict')),
  value_before jsonb,
  value_after jsonb,
  happened_at timestamptz not null,
  primary key (practice_id, entry_id)
);
create index roster_history_by_row on roster_history (practice_id, roster_id, row_id, happened_at);
create index roster_history_by_run on roster_history (practice_id, run_id);
${practiceTable("roster_history")}
`;
