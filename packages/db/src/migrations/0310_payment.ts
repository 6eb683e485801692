import { practiceTable } from "./practiceTable.ts";

// Rows of payments are only ever added. The sums that must hold are kept beside them by one statement for each insert,
// which also takes the row locks: two transactions cannot spend the same money.
export const paymentStatements = `
create table payment (
  practice_id text not null references practice (practice_id),
  id text not null,
  kind text not null check (kind in ('received', 'opening')),
  payer_kind text not null,
  payer_id text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  used_minor bigint not null default 0,
  received_on date not null,
  method text not null,
  tied_invoice_id text,
  processor_reference text,
  created_at timestamptz not null,
  created_by text not null,
  primary key (practice_id, id),
  foreign key (practice_id, tied_invoice_id) references invoice (practice_id, id),
  constraint payment_not_overspent check (used_minor between 0 and amount_minor)
);
create unique index payment_once_by_processor on payment (practice_id, processor_reference);
create index payment_payer on payment (practice_id, payer_kind, payer_id);
create index payment_unallocated on payment (practice_id, received_on) where used_minor < amount_minor;
${practiceTable("payment", { grants: "select, insert, update (used_minor)" })}

create table payment_allocation (
  practice_id text not null,
  id text not null,
  payment_id text not null,
  invoice_id text not null,
  on_day date not null,
  amount_minor bigint not null check (amount_minor <> 0),
  reverses text,
  created_at timestamptz not null,
  created_by text not null,
  primary key (practice_id, id),
  foreign key (practice_id, payment_id) references payment (practice_id, id),
  foreign key (practice_id, invoice_id) references invoice (practice_id, id),
  foreign key (practice_id, reverses) references payment_allocation (practice_id, id),
  check ((reverses is null) = (amount_minor > 0))
);
create unique index payment_allocation_reversed_once on payment_allocation (practice_id, reverses);
create index payment_allocation_payment on payment_allocation (practice_id, payment_id);
create index payment_allocation_invoice on payment_allocation (practice_id, invoice_id);
${practiceTable("payment_allocation", { grants: "select, insert" })}

create table payment_counter_entry (
  practice_id text not null,
  id text not null,
  kind text not null check (kind in ('refund', 'correction')),
  payment_id text not null,
  on_day date not null,
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null check (reason <> ''),
  created_at timestamptz not null,
  created_by text not null,
  primary key (practice_id, id),
  foreign key (practice_id, payment_id) references payment (practice_id, id)
);
create index payment_counter_entry_payment on payment_counter_entry (practice_id, payment_id);
${practiceTable("payment_counter_entry", { grants: "select, insert" })}

create table locked_month (
  practice_id text not null references practice (practice_id),
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  locked_at timestamptz not null,
  locked_by text not null,
  primary key (practice_id, month)
);
${practiceTable("locked_month", { grants: "select, insert, delete" })}

alter table invoice add constraint invoice_not_overpaid
  check (paid_minor >= 0 and (kind = 'credit_note' or paid_minor <= total_minor));

create function sum_new_allocations() returns trigger language plpgsql as $$
begin
  update payment p set used_minor = p.used_minor + s.amount
  from (select practice_id, payment_id, sum(amount_minor) as amount from added group by practice_id, payment_id) s
  where p.practice_id = s.practice_id and p.id = s.payment_id;
  update invoice i set paid_minor = i.paid_minor + s.amount
  from (select practice_id, invoice_id, sum(amount_minor) as amount from added group by practice_id, invoice_id) s
  where i.practice_id = s.practice_id and i.id = s.invoice_id;
  return null;
end
$$;
create trigger sums_of_allocations after insert on payment_allocation referencing new table as added
  for each statement execute function sum_new_allocations();

create function sum_new_counter_entries() returns trigger language plpgsql as $$
begin
  update payment p set used_minor = p.used_minor + s.amount
  from (select practice_id, payment_id, sum(amount_minor) as amount from added group by practice_id, payment_id) s
  where p.practice_id = s.practice_id and p.id = s.payment_id;
  return null;
end
$$;
create trigger sums_of_counter_entries after insert on payment_counter_entry referencing new table as added
  for each statement execute function sum_new_counter_entries();

create function refuse_posting_in_locked_month() returns trigger language plpgsql as $$
declare wrong text;
begin
  if not exists (select from locked_month) then
    return null;
  end if;
  select m.month into wrong from added a
  join locked_month m on m.practice_id = a.practice_id
    and m.month = left(to_jsonb(a) ->> tg_argv[0], 7) limit 1;
  if wrong is not null then
    raise exception 'the books of % are locked', wrong using errcode = '23514', constraint = 'month_is_locked';
  end if;
  return null;
end
$$;
create trigger month_is_locked after insert on payment referencing new table as added
  for each statement execute function refuse_posting_in_locked_month('received_on');
create trigger month_is_locked after insert on payment_allocation referencing new table as added
  for each statement execute function refuse_posting_in_locked_month('on_day');
create trigger month_is_locked after insert on payment_counter_entry referencing new table as added
  for each statement execute function refuse_posting_in_locked_month('on_day');
`;
