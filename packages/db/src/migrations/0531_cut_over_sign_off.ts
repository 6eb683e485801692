import { practiceTable } from "./practiceTable.ts";

export const cutOverSignOffStatements = `
create table cut_over_sign_off (
  practice_id text not null,
  membership_id text not null,
  segments jsonb not null,
  reason text not null check (reason <> ''),
  signed_by text not null,
  signed_at timestamptz not null,
  primary key (practice_id, membership_id),
  foreign key (practice_id, membership_id) references membership (practice_id, id)
);
${practiceTable("cut_over_sign_off", { grants: "select, insert, update, delete" })}
`;
