/** What an issued invoice promises, kept by the database whoever writes to it. */
export const promiseStatements = `
create function refuse_change_of_issued_invoice() returns trigger language plpgsql as $$
begin
  if old.number is null then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op = 'DELETE' then
    raise exception 'invoice % was issued: it is voided, never deleted', old.number using errcode = '23514', constraint = 'issued_invoice_stays';
  end if;
  if (new.number, new.kind, new.payer_kind, new.payer_id, new.currency, new.issued_on, new.net_minor, new.tax_minor, new.total_minor, new.credits_invoice_id)
    is distinct from
    (old.number, old.kind, old.payer_kind, old.payer_id, old.currency, old.issued_on, old.net_minor, old.tax_minor, old.total_minor, old.credits_invoice_id) then
    raise exception 'invoice % was issued: correct it with a credit note', old.number using errcode = '23514', constraint = 'issued_invoice_stays';
  end if;
  return new;
end
$$;
create trigger issued_invoice_stays before update or delete on invoice
  for each row execute function refuse_change_of_issued_invoice();

create function refuse_change_of_issued_line() returns trigger language plpgsql as $$
begin
  if exists (select from invoice i where i.practice_id = old.practice_id and i.id = old.invoice_id and i.number is not null) then
    raise exception 'a line of an issued invoice never changes: correct it with a credit note' using errcode = '23514', constraint = 'issued_line_stays';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger issued_line_stays before update or delete on invoice_line
  for each row execute function refuse_change_of_issued_line();

-- All lines of an issued invoice come in one statement, so the new rows alone must add up to it.
create function check_sums_of_new_lines() returns trigger language plpgsql as $$
declare wrong text;
begin
  select i.id into wrong
  from (
    select practice_id, invoice_id, sum(net_minor) as net, sum(tax_minor) as tax
    from added group by practice_id, invoice_id
  ) s
  cross join lateral (
    select id, number, net_minor, tax_minor from invoice
    where practice_id = s.practice_id and id = s.invoice_id
    limit 1
  ) i
  where i.number is not null and (i.net_minor <> s.net or i.tax_minor <> s.tax)
  limit 1;
  if wrong is not null then
    raise exception 'the lines of invoice % do not add up to it', wrong using errcode = '23514', constraint = 'lines_add_up';
  end if;
  return null;
end
$$;
create trigger lines_add_up after insert on invoice_line referencing new table as added
  for each statement execute function check_sums_of_new_lines();

create function check_new_invoice_numbers() returns trigger language plpgsql as $$
declare wrong bigint;
begin
  select n.first into wrong
  from (
    select practice_id, min(number) as first, max(number) as last, count(*) as count
    from added where number is not null group by practice_id
  ) n
  left join invoice_counter c on c.practice_id = n.practice_id
  where n.last - n.first + 1 <> n.count
    or n.last is distinct from c.last_number
    or (n.first > 1 and not exists (
      select from invoice i where i.practice_id = n.practice_id and i.number = n.first - 1))
  limit 1;
  if wrong is not null then
    raise exception 'invoice number % would leave a gap', wrong using errcode = '23514', constraint = 'invoice_numbers_without_gap';
  end if;
  return null;
end
$$;
create trigger invoice_numbers_without_gap after insert on invoice referencing new table as added
  for each statement execute function check_new_invoice_numbers();

create function check_number_of_issued_draft() returns trigger language plpgsql as $$
begin
  if new.number is distinct from (select last_number from invoice_counter where practice_id = new.practice_id)
    or (new.number > 1 and not exists (
      select from invoice where practice_id = new.practice_id and number = new.number - 1)) then
    raise exception 'invoice number % would leave a gap', new.number using errcode = '23514', constraint = 'invoice_numbers_without_gap';
  end if;
  return new;
end
$$;
create trigger draft_number_without_gap before update on invoice
  for each row when (old.number is null and new.number is not null) execute function check_number_of_issued_draft();
`;
