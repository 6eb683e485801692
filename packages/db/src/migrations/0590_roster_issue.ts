import { practiceTable } from "./practiceTable.ts";

/** What a roster's latest sync left for people to do; each sync that saw the sheet brings it up to date. */
export const rosterIssueStatements = `
create table roster_issue (
  practice_id text not null,
  roster_id text not null,
  issue_id text not null,
  kind text not null,
  cause text not null,
  row_id text,
  record integer,
  member text,
  field text,
  column_header text,
  sheet_value text,
  stored_value text,
  message text not null,
  approval text,
  since timestamptz not null,
  place text not null generated always as (lpad(coalesce(record, 0)::text, 8, '0') || '/' || issue_id) stored,
  primary key (practice_id, roster_id, issue_id),
  foreign key (practice_id, roster_id) references roster (practice_id, roster_id)
);
create index roster_issue_by_place on roster_issue (practice_id, roster_id, place);
${practiceTable("roster_issue")}
`;
