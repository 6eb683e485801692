import { practiceTable } from "./practiceTable.ts";

// A practice that began Active because nothing was handed over may still hand something over; any other Active is final.
export const paymentsMigrationBalanceStatements = `
alter table payments_migration add column last_started_at timestamptz;

create or replace function keep_finished_payments_migration() returns trigger language plpgsql as $$
begin
  if old.state = 'active' and coalesce(old.detail ->> 'origin', 'moved') <> 'nothing_to_move'
    and (new.state, new.detail, new.completed_on) is distinct from (old.state, old.detail, old.completed_on)
  then
    raise exception 'a finished migration is never undone' using errcode = '23514', constraint = 'payments_migration_is_final';
  end if;
  return new;
end
$$;

insert into payments_migration (practice_id, practice_name, practice_group, state, detail, completed_on, created_at,
  created_by, updated_at)
select p.practice_id, p.name, p.name, 'active',
  jsonb_build_object('state', 'active', 'since', d.made_on::text, 'origin', 'nothing_to_move'), d.made_on, p.created_at,
  'system', p.created_at
from practice p cross join lateral (select (p.created_at at time zone p.time_zone)::date as made_on) d
where not exists (select from payments_migration m where m.practice_id = p.practice_id);

create function rename_payments_migration() returns trigger language plpgsql as $$
begin
  update payments_migration set practice_name = new.name, practice_group = new.name
  where practice_id = new.practice_id;
  return null;
end
$$;
create trigger payments_migration_name after update on practice for each row
  when (new.name is distinct from old.name) execute function rename_payments_migration();

alter table earlier_payment add column payer_kind text not null default 'patient'
  check (payer_kind in ('patient', 'employer', 'insurer', 'account'));
drop index earlier_payment_patient;
create index earlier_payment_payer on earlier_payment (practice_id, payer_kind, patient_id, id);
grant update, delete on earlier_payment to rollbook_app;

create table payments_migration_balance (
  practice_id text not null references practice (practice_id),
  payer_kind text not null,
  payer_id text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  before_minor bigint not null,
  after_minor bigint,
  primary key (practice_id, payer_kind, payer_id, currency)
);
${practiceTable("payments_migration_balance", { grants: "select, insert, update, delete" })}
`;
