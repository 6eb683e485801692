import { practiceTable } from "./practiceTable.ts";

export const paymentsMigrationStatements = `
create table payments_migration (
  practice_id text primary key references practice (practice_id),
  practice_name text not null,
  practice_group text not null,
  state text not null check (state in ('migrate', 'queued', 'in_progress', 'active', 'error')),
  detail jsonb not null,
  completed_on date,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check ((state = 'active') = (completed_on is not null))
);
${practiceTable("payments_migration", { grants: "select, insert, update" })}
create policy operators_list on payments_migration for select to rollbook_worker using (true);
grant select (practice_id, practice_name, practice_group, state, completed_on, created_at, created_by)
  on payments_migration to rollbook_worker;

create function keep_finished_payments_migration() returns trigger language plpgsql as $$
begin
  if old.state = 'active' then
    raise exception 'a finished migration is never undone' using errcode = '23514', constraint = 'payments_migration_is_final';
  end if;
  return new;
end
$$;
create trigger payments_migration_is_final before update on payments_migration
  for each row execute function keep_finished_payments_migration();

create table payments_rehearsal (
  practice_id text not null references practice (practice_id),
  id text not null,
  at timestamptz not null,
  by_actor text not null,
  payment_count integer not null,
  differences jsonb not null,
  primary key (practice_id, id)
);
${practiceTable("payments_rehearsal", { grants: "select, insert" })}

create table earlier_payment (
  practice_id text not null references practice (practice_id),
  id text not null,
  patient_id text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null,
  received_on date not null,
  method text not null,
  invoice_id text,
  processor_reference text,
  primary key (practice_id, id)
);
create unique index earlier_payment_once_by_processor on earlier_payment (practice_id, processor_reference);
create index earlier_payment_patient on earlier_payment (practice_id, patient_id);
${practiceTable("earlier_payment", { grants: "select, insert" })}

create table waiting_payment (
  practice_id text not null references practice (practice_id),
  processor_reference text not null,
  payment jsonb not null,
  received_at timestamptz not null,
  primary key (practice_id, processor_reference)
);
${practiceTable("waiting_payment", { grants: "select, insert, delete" })}
`;
