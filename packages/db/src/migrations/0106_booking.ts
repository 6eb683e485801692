import { practiceTable } from "./practiceTable.ts";

export const bookingStatements = `
create table appointment_type (
  practice_id text not null references practice (practice_id),
  id text not null,
  external_id text,
  name text not null check (name <> ''),
  filter jsonb not null,
  relaxation jsonb,
  is_archived boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (practice_id, id)
);
create unique index appointment_type_name on appointment_type (practice_id, lower(name)) where not is_archived;
create unique index appointment_type_external_id on appointment_type (practice_id, external_id);
${practiceTable("appointment_type")}
`;
