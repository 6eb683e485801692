/**
 * The triggers of allocations, counter-entries and bad debts joined the rows of a statement to payments and invoices. Where a
 * practice had grown since its tables were last analysed, the planner took it for one row and went through the statement's
 * rows once for each payment of the practice: 20 s for 2,500 allocations beside 3,000 payments. Here each row finds its own by
 * key, whatever the statistics say: before a lateral `limit 1` the statement's rows come first, and an update names its ids.
 */
function addUp({ table, id, sum }: { table: string; id: string; sum: string }): string {
  return `
  for s in
    select practice_id, array_agg(id) as ids, jsonb_object_agg(id, amount) as amounts
    from (select practice_id, ${id} as id, sum(amount_minor)::bigint as amount from added group by 1, 2) sums
    group by practice_id
  loop
    update ${table} set ${sum} = ${sum} + (s.amounts ->> id)::bigint where practice_id = s.practice_id and id = any(s.ids);
  end loop;`;
}

const ofPayments = addUp({ table: "payment", id: "payment_id", sum: "used_minor" });
const ofInvoices = addUp({ table: "invoice", id: "invoice_id", sum: "paid_minor" });

const sums = `
create or replace function sum_new_allocations() returns trigger language plpgsql as $$
declare s record;
begin${ofPayments}${ofInvoices}
  return null;
end
$$;

create or replace function sum_new_counter_entries() returns trigger language plpgsql as $$
declare s record;
begin${ofPayments}
  return null;
end
$$;

create or replace function take_back_paid_bad_debt() returns trigger language plpgsql as $$
begin
  insert into invoice_bad_debt (practice_id, invoice_id, on_day, amount_minor, cause, created_at, created_by)
  select a.practice_id, a.invoice_id, a.on_day, -a.amount_minor, 'paid', a.created_at, a.created_by
  from added a cross join lateral (
    select status from invoice where practice_id = a.practice_id and id = a.invoice_id limit 1
  ) i
  where i.status = 'bad_debt';
  return null;
end
$$;
`;

const columns = `practice_id, on_day, act, source_id, reference, payer_kind, payer_id, currency, accounts, amounts_minor,
    posted_at`;

const postings = `
create or replace function post_new_allocations() returns trigger language plpgsql as $$
begin
  insert into ledger_entry (${columns})
  select a.practice_id, a.on_day, case when a.reverses is null then 'payment_allocated' else 'payment_deallocated' end, a.id,
    a.id, p.payer_kind, p.payer_id, p.currency, array['assets:receivable', 'liabilities:unallocated'],
    array[-a.down, a.down], a.created_at
  from (
    select n.*, greatest(n.asked_after + n.amount_minor, 0) - greatest(n.asked_after, 0) as down
    from (
      select a.*, i.asked + (sum(a.amount_minor) over (partition by a.practice_id, a.invoice_id))::bigint
        - (sum(a.amount_minor) over (partition by a.practice_id, a.invoice_id order by a.id))::bigint as asked_after
      from added a cross join lateral (
        select total_minor - paid_minor - credited_minor as asked from invoice
        where practice_id = a.practice_id and id = a.invoice_id limit 1
      ) i
    ) n
  ) a cross join lateral (
    select payer_kind, payer_id, currency from payment where practice_id = a.practice_id and id = a.payment_id limit 1
  ) p
  where a.down <> 0;
  return null;
end
$$;

create or replace function post_new_counter_entries() returns trigger language plpgsql as $$
begin
  insert into ledger_entry (${columns})
  select c.practice_id, c.on_day, case c.kind when 'refund' then 'payment_refunded' else 'payment_corrected' end, c.id, c.id,
    p.payer_kind, p.payer_id, p.currency,
    array['liabilities:unallocated', case when c.kind = 'correction' and p.kind = 'opening' then 'equity:opening'
      else money_account(p.method) end],
    array[c.amount_minor, -c.amount_minor], c.created_at
  from added c cross join lateral (
    select kind, method, payer_kind, payer_id, currency from payment
    where practice_id = c.practice_id and id = c.payment_id limit 1
  ) p;
  return null;
end
$$;

create or replace function post_new_bad_debt() returns trigger language plpgsql as $$
begin
  insert into ledger_entry (${columns})
  select b.practice_id, b.on_day, case when b.amount_minor > 0 then 'invoice_written_off' else 'invoice_reopened' end,
    'bad_debt_' || b.sequence, 'INV-' || i.number, i.payer_kind, i.payer_id, i.currency,
    array['expenses:bad-debt', 'assets:receivable'], array[b.amount_minor, -b.amount_minor], b.created_at
  from added b cross join lateral (
    select number, payer_kind, payer_id, currency from invoice
    where practice_id = b.practice_id and id = b.invoice_id limit 1
  ) i;
  return null;
end
$$;
`;

export const sumsByKeyStatements = `${sums}${postings}`;
