import { practiceTable } from "./practiceTable.ts";

/** Prices that were typed into the Plans tab and wait for somebody who may edit products; payments that the sheet shows. */
export const rosterTabStatements = `
create table price_proposal (
  practice_id text not null,
  id text not null,
  roster_id text not null,
  plan_id text not null,
  billing_interval text not null,
  price_minor bigint not null check (price_minor >= 0),
  currency text not null,
  state text not null check (state in ('open', 'approved', 'declined', 'withdrawn')),
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  primary key (practice_id, id),
  foreign key (practice_id, roster_id) references roster (practice_id, roster_id),
  foreign key (practice_id, plan_id) references plan (practice_id, id)
);
create unique index price_proposal_one_open on price_proposal (practice_id, plan_id, billing_interval)
  where state = 'open';
create index price_proposal_latest on price_proposal (practice_id, roster_id, plan_id, billing_interval, proposed_at);
${practiceTable("price_proposal", { grants: "select, insert, update" })}

alter table roster add column is_made_here boolean not null default false;

create trigger payment_added_to_outbox after insert on payment
  referencing new table as changed for each statement execute function note_roster_outbox();
create trigger payment_changed_to_outbox after update on payment
  referencing new table as changed for each statement execute function note_roster_outbox();
`;
