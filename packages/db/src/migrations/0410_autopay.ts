import { practiceTable } from "./practiceTable.ts";

// An attempt is written before the processor is asked, so that nobody asks twice without knowing of it. Autopay looks at a
// practice when an invoice comes due or is sent.
export const autopayStatements = `
create table autopay_attempt (
  practice_id text not null references practice (practice_id),
  invoice_id text not null,
  attempt integer not null check (attempt > 0),
  idempotency_key text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  method text not null check (method in ('ach', 'direct_debit', 'card')),
  mandate_on date not null,
  started_at timestamptz not null,
  outcome text check (outcome in ('accepted', 'declined')),
  answered_at timestamptz,
  processor_reference text,
  reason text,
  is_closed boolean not null default false,
  primary key (practice_id, invoice_id, attempt),
  foreign key (practice_id, invoice_id) references invoice (practice_id, id),
  check ((outcome is null) = (answered_at is null)),
  check (outcome is distinct from 'accepted' or processor_reference is not null)
);
create unique index autopay_attempt_key on autopay_attempt (practice_id, idempotency_key);
create index autopay_attempt_open on autopay_attempt (practice_id) where outcome is null;
${practiceTable("autopay_attempt", { grants: "select, insert, update (outcome, answered_at, processor_reference, reason, is_closed)" })}

create function autopay_due_of_new_invoices() returns trigger language plpgsql as $$
begin
  insert into work_due (practice_id, kind, due_at)
  select p.practice_id, 'autopay', min(n.due_on)::timestamp at time zone p.time_zone
  from added n join practice p on p.practice_id = n.practice_id
  where n.status = 'issued' and n.due_on is not null and n.payer_kind <> 'employer' and p.clock_instant is null
  group by p.practice_id, p.time_zone
  on conflict (practice_id, kind) do update set due_at = least(work_due.due_at, excluded.due_at);
  return null;
end
$$;
create trigger autopay_due after insert on invoice referencing new table as added
  for each statement execute function autopay_due_of_new_invoices();

create function autopay_due_of_sent_invoice() returns trigger language plpgsql as $$
begin
  insert into work_due (practice_id, kind, due_at)
  select p.practice_id, 'autopay', greatest(new.due_on::timestamp at time zone p.time_zone, new.sent_at)
  from practice p where p.practice_id = new.practice_id and p.clock_instant is null
  on conflict (practice_id, kind) do update set due_at = least(work_due.due_at, excluded.due_at);
  return null;
end
$$;
create trigger autopay_due_when_sent after update on invoice for each row
  when (new.sent_at is distinct from old.sent_at and new.due_on is not null and new.status in ('issued', 'partially_paid'))
  execute function autopay_due_of_sent_invoice();
`;
