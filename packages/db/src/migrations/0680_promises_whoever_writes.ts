/**
 * Promises that only the verbs kept: sums that triggers write are written by nobody else, an allocation is within both of its
 * sides, a void is final, and what was issued has its lines and claims. What a trigger writes is one level down; whoever
 * migrates or mends as the owner is no part of it.
 */
const byHand = "pg_trigger_depth() = 0 and current_user = 'rollbook_app'";

/** A trigger's function that refuses, under the name by which callers know it. */
function refusing({ name, message }: { name: string; message: string }): string {
  return `
create function refuse_${name}() returns trigger language plpgsql as $$
begin
  raise exception '${message}' using errcode = '23514', constraint = '${name}';
end
$$;
`;
}

const sums = `
${refusing({ name: "sums_by_rows", message: "what is paid and used follows from allocations: it is not written by hand" })}
create trigger sums_by_rows before update on payment for each row
  when (new.used_minor is distinct from old.used_minor and ${byHand}) execute function refuse_sums_by_rows();
create trigger sums_by_rows before update on invoice for each row
  when (new.paid_minor is distinct from old.paid_minor and ${byHand}) execute function refuse_sums_by_rows();
create trigger sums_begin_at_nothing before insert on payment for each row
  when (new.used_minor <> 0 and ${byHand}) execute function refuse_sums_by_rows();
create trigger sums_begin_at_nothing before insert on invoice for each row
  when ((new.paid_minor <> 0 or new.credited_minor <> 0) and ${byHand}) execute function refuse_sums_by_rows();

${refusing({ name: "entry_by_its_act", message: "an entry is posted by its act, not by hand" })}
create trigger entry_by_its_act before insert on ledger_entry for each row
  when (${byHand}) execute function refuse_entry_by_its_act();
`;

const credits = `
create function check_credited_sum() returns trigger language plpgsql as $$
declare credited bigint; stated bigint; total bigint;
begin
  select c.credited_minor, c.total_minor,
    -coalesce((select sum(n.total_minor) from invoice n
      where n.practice_id = c.practice_id and n.credits_invoice_id = c.id and n.number is not null), 0)::bigint
  into stated, total, credited
  from invoice c
  where c.practice_id = new.practice_id and c.id = coalesce(new.credits_invoice_id, new.id);
  if stated is distinct from credited then
    raise exception 'what is credited follows from credit notes' using errcode = '23514', constraint = 'credits_add_up';
  end if;
  if credited > total then
    raise exception 'more would be credited than the invoice came to' using errcode = '23514', constraint = 'credits_add_up';
  end if;
  return null;
end
$$;
create constraint trigger credits_add_up after insert on invoice deferrable initially deferred for each row
  when (new.credits_invoice_id is not null) execute function check_credited_sum();
create constraint trigger credits_add_up_when_changed after update on invoice deferrable initially deferred for each row
  when (new.credited_minor is distinct from old.credited_minor) execute function check_credited_sum();
`;

const allocations = `
create function check_new_allocations() returns trigger language plpgsql as $$
declare wrong text;
begin
  select a.id into wrong
  from added a
  cross join lateral (
    select payer_kind, payer_id, currency, received_on from payment
    where practice_id = a.practice_id and id = a.payment_id limit 1
  ) p
  cross join lateral (
    select payer_kind, payer_id, currency, issued_on, number, kind, status, total_minor - paid_minor - credited_minor as asked
    from invoice where practice_id = a.practice_id and id = a.invoice_id limit 1
  ) i
  where (p.payer_kind, p.payer_id, p.currency) is distinct from (i.payer_kind, i.payer_id, i.currency)
    or i.number is null or i.kind = 'credit_note' or a.on_day < p.received_on or a.on_day < i.issued_on
    or (a.reverses is null and (i.status = 'voided' or i.asked < 0))
  limit 1;
  if wrong is null then
    select a.id into wrong
    from added a
    left join lateral (
      select payment_id, invoice_id, amount_minor, on_day, reverses from payment_allocation
      where practice_id = a.practice_id and id = a.reverses limit 1
    ) o on true
    where a.reverses is not null and ((o.payment_id, o.invoice_id, -o.amount_minor)
      is distinct from (a.payment_id, a.invoice_id, a.amount_minor) or a.on_day < o.on_day or o.reverses is not null)
    limit 1;
  end if;
  if wrong is not null then
    raise exception 'allocation % does not fit its payment, its invoice or what it takes back', wrong
      using errcode = '23514', constraint = 'within_payment_and_invoice';
  end if;
  return null;
end
$$;
create trigger within_payment_and_invoice after insert on payment_allocation referencing new table as added
  for each statement execute function check_new_allocations();

create function check_new_counter_entries() returns trigger language plpgsql as $$
declare wrong text;
begin
  select a.id into wrong
  from added a cross join lateral (
    select received_on from payment where practice_id = a.practice_id and id = a.payment_id limit 1
  ) p
  where a.on_day < p.received_on
  limit 1;
  if wrong is not null then
    raise exception 'counter-entry % is dated before its payment', wrong
      using errcode = '23514', constraint = 'within_payment_and_invoice';
  end if;
  return null;
end
$$;
create trigger within_payment_and_invoice after insert on payment_counter_entry referencing new table as added
  for each statement execute function check_new_counter_entries();
`;

const voids = `
create function check_void() returns trigger language plpgsql as $$
begin
  if old.status = 'voided' then
    raise exception 'invoice % was voided, which is final', old.number using errcode = '23514', constraint = 'void_is_final';
  end if;
  if new.paid_minor <> 0 or new.credited_minor <> 0 then
    raise exception 'invoice % was paid or credited: it is not voided', old.number
      using errcode = '23514', constraint = 'void_is_unpaid';
  end if;
  return new;
end
$$;
create trigger void_is_final before update on invoice for each row
  when ((old.status = 'voided') <> (new.status = 'voided')
    or (old.status = 'voided' and new.voided_on is distinct from old.voided_on))
  execute function check_void();

${refusing({ name: "opening_stays", message: "whether an invoice was taken over is said when it is issued" })}
create trigger opening_stays before update on invoice for each row
  when (old.number is not null and new.is_opening is distinct from old.is_opening) execute function refuse_opening_stays();

create function check_claims_of_void() returns trigger language plpgsql as $$
begin
  if exists (
    select from invoice_line l join invoice_claim c on c.practice_id = l.practice_id and c.line_id = l.id
    where l.practice_id = new.practice_id and l.invoice_id = new.id and c.is_live
  ) then
    raise exception 'invoice % was voided and still claims days', new.number
      using errcode = '23514', constraint = 'void_frees_its_days';
  end if;
  return null;
end
$$;
create constraint trigger void_frees_its_days after update on invoice deferrable initially deferred for each row
  when (new.status = 'voided' and old.status <> 'voided') execute function check_claims_of_void();
`;

const claims = `
create function refuse_change_of_claim() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if exists (
      select from invoice_line l join invoice i on i.practice_id = l.practice_id and i.id = l.invoice_id
      where l.practice_id = old.practice_id and l.id = old.line_id and i.number is not null
    ) then
      raise exception 'days that were billed stay claimed until they are credited or voided'
        using errcode = '23514', constraint = 'claims_stay';
    end if;
    return old;
  end if;
  if (new.is_live and not old.is_live)
    or (new.practice_id, new.line_id, new.patient_id, new.membership_id, new.charge_kind, new.days)
    is distinct from (old.practice_id, old.line_id, old.patient_id, old.membership_id, old.charge_kind, old.days) then
    raise exception 'a claim only ever ends: it neither moves nor comes back'
      using errcode = '23514', constraint = 'claims_stay';
  end if;
  return new;
end
$$;
create trigger claims_stay before update or delete on invoice_claim for each row execute function refuse_change_of_claim();

create function check_ended_claim() returns trigger language plpgsql as $$
begin
  if exists (
    select from invoice_line l join invoice i on i.practice_id = l.practice_id and i.id = l.invoice_id
    where l.practice_id = new.practice_id and l.id = new.line_id and i.number is not null and i.status <> 'voided'
  ) and not datemultirange(new.days)
    - coalesce((select range_agg(c.days) from invoice_claim c
        where c.practice_id = new.practice_id and c.line_id = new.line_id and c.patient_id = new.patient_id and c.is_live),
      '{}'::datemultirange)
    <@ coalesce((select range_agg(daterange(n.period_start, n.period_end, '[]')) from invoice_line n
        where n.practice_id = new.practice_id and n.credits_line_id = new.line_id and n.period_start is not null),
      '{}'::datemultirange)
  then
    raise exception 'days that were billed stay claimed until they are credited or voided'
      using errcode = '23514', constraint = 'claims_stay';
  end if;
  return null;
end
$$;
create constraint trigger ended_claim_was_credited after update on invoice_claim deferrable initially deferred for each row
  when (old.is_live and not new.is_live) execute function check_ended_claim();
`;

const wholeInvoices = `
create function check_whole_invoice() returns trigger language plpgsql as $$
declare lines record;
begin
  select coalesce(sum(l.net_minor), 0) as net, coalesce(sum(l.tax_minor), 0) as tax,
    bool_or(new.kind <> 'credit_note' and l.membership_id is not null and l.charge_kind <> 'other' and not exists (
      select from invoice_claim c where c.practice_id = l.practice_id and c.line_id = l.id
        and c.days = daterange(l.period_start, l.period_end, '[]'))) as is_unclaimed
  into lines
  from invoice_line l where l.practice_id = new.practice_id and l.invoice_id = new.id;
  if lines.net <> new.net_minor or lines.tax <> new.tax_minor then
    raise exception 'the lines of invoice % do not add up to it', new.number
      using errcode = '23514', constraint = 'lines_add_up';
  end if;
  if lines.is_unclaimed then
    raise exception 'invoice % bills days that it does not claim', new.number
      using errcode = '23514', constraint = 'lines_claim_their_days';
  end if;
  return null;
end
$$;
create constraint trigger issued_whole after insert on invoice deferrable initially deferred for each row
  when (new.number is not null) execute function check_whole_invoice();
create constraint trigger draft_issued_whole after update on invoice deferrable initially deferred for each row
  when (old.number is null and new.number is not null) execute function check_whole_invoice();

create or replace function refuse_change_of_issued_line() returns trigger language plpgsql as $$
begin
  if exists (select from invoice i where i.practice_id = old.practice_id and i.id = old.invoice_id and i.number is not null)
    or (tg_op = 'UPDATE' and new.invoice_id <> old.invoice_id and exists (
      select from invoice i where i.practice_id = new.practice_id and i.id = new.invoice_id and i.number is not null)) then
    raise exception 'a line of an issued invoice never changes: correct it with a credit note' using errcode = '23514', constraint = 'issued_line_stays';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
`;

const currency = `
create function refuse_other_currency() returns trigger language plpgsql as $$
begin
  if exists (select from invoice i where i.practice_id = old.practice_id)
    or exists (select from payment p where p.practice_id = old.practice_id) then
    raise exception 'the practice has invoices or payments in %: its currency stays', old.currency
      using errcode = '23514', constraint = 'currency_stays';
  end if;
  return new;
end
$$;
create trigger currency_stays before update on practice for each row
  when (new.currency is distinct from old.currency) execute function refuse_other_currency();
`;

export const promisesWhoeverWritesStatements = [
  sums,
  credits,
  allocations,
  voids,
  claims,
  wholeInvoices,
  currency,
].join("\n");
