import { practiceTable } from "./practiceTable.ts";

// Where at the processor the money of a membership's mandate is: names only, never a card or an account.
export const processorAccountStatements = `
create table processor_account (
  practice_id text not null,
  membership_id text not null,
  customer_id text not null check (customer_id ~ '^cus_[A-Za-z0-9_]+$'),
  payment_method_id text not null check (payment_method_id ~ '^(pm|card|src|ba)_[A-Za-z0-9_]+$'),
  set_at timestamptz not null,
  set_by text not null,
  primary key (practice_id, membership_id),
  foreign key (practice_id, membership_id) references membership (practice_id, id)
);
${practiceTable("processor_account")}

alter table autopay_attempt add column pending_at timestamptz;
grant update (pending_at) on autopay_attempt to rollbook_app;
`;
