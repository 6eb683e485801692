import { practiceTable } from "./practiceTable.ts";

// Writing off and taking back are rows of their own. What is paid or credited on an invoice that is written off takes the
// same part of it back, on the same day, whoever posts it.
export const badDebtStatements = `
create table invoice_bad_debt (
  practice_id text not null references practice (practice_id),
  sequence bigint not null generated always as identity,
  invoice_id text not null,
  on_day date not null,
  amount_minor bigint not null check (amount_minor <> 0),
  cause text not null check (cause in ('written_off', 'reopened', 'paid', 'credited')),
  created_at timestamptz not null,
  created_by text not null,
  primary key (practice_id, sequence),
  foreign key (practice_id, invoice_id) references invoice (practice_id, id)
);
create index invoice_bad_debt_invoice on invoice_bad_debt (practice_id, invoice_id);
${practiceTable("invoice_bad_debt", { grants: "select, insert" })}

insert into invoice_bad_debt (practice_id, invoice_id, on_day, amount_minor, cause, created_at, created_by)
select practice_id, id, coalesce(bad_debt_on, issued_on), total_minor - paid_minor - credited_minor, 'written_off',
  updated_at, 'system'
from invoice where status = 'bad_debt' and total_minor - paid_minor - credited_minor > 0;

create trigger month_is_locked after insert on invoice_bad_debt referencing new table as added
  for each statement execute function refuse_posting_in_locked_month('on_day');

create function take_back_paid_bad_debt() returns trigger language plpgsql as $$
begin
  insert into invoice_bad_debt (practice_id, invoice_id, on_day, amount_minor, cause, created_at, created_by)
  select a.practice_id, a.invoice_id, a.on_day, -a.amount_minor, 'paid', a.created_at, a.created_by
  from added a join invoice i on i.practice_id = a.practice_id and i.id = a.invoice_id
  where i.status = 'bad_debt';
  return null;
end
$$;
create trigger paid_bad_debt after insert on payment_allocation referencing new table as added
  for each statement execute function take_back_paid_bad_debt();
`;
