import { practiceTable } from "./practiceTable.ts";

// Every act posts its entry by a trigger of the table that the act writes to, whoever writes: no act without its entry, no
// entry that does not balance. An entry is one row, so that its balance is a check of that row and never waits for the commit.
const table = `
create table ledger_entry (
  practice_id text not null,
  sequence bigint not null generated always as identity,
  on_day date not null,
  act text not null check (act in ('invoice_issued', 'invoice_voided', 'credit_note_issued', 'payment_received',
    'payment_opened', 'balance_opened', 'payment_allocated', 'payment_deallocated', 'payment_refunded',
    'payment_corrected', 'invoice_written_off', 'invoice_reopened')),
  source_id text not null,
  reference text not null,
  payer_kind text not null,
  payer_id text not null,
  currency text not null,
  accounts text[] not null,
  amounts_minor bigint[] not null,
  posted_at timestamptz not null,
  primary key (practice_id, source_id, act),
  constraint ledger_entry_has_postings check (
    cardinality(accounts) = cardinality(amounts_minor) and cardinality(accounts) between 2 and 8
    and array_position(accounts, null) is null and array_position(amounts_minor, null) is null),
  constraint ledger_entry_balances check (
    amounts_minor[1] + amounts_minor[2] + coalesce(amounts_minor[3], 0) + coalesce(amounts_minor[4], 0)
    + coalesce(amounts_minor[5], 0) + coalesce(amounts_minor[6], 0) + coalesce(amounts_minor[7], 0)
    + coalesce(amounts_minor[8], 0) = 0)
);
${practiceTable("ledger_entry", { grants: "select, insert" })}

alter table invoice add column is_opening boolean not null default false;
create index invoice_credits on invoice (practice_id, credits_invoice_id) where credits_invoice_id is not null;
`;

const functions = `
create function money_account(method text) returns text language sql immutable as $$
  select case method when 'cash' then 'assets:cash' when 'check' then 'assets:bank:check' when 'ach' then 'assets:bank:ach'
    when 'direct_debit' then 'assets:bank:direct-debit' when 'card' then 'assets:processor:card' else 'assets:other' end
$$;

create function first_open_day(practice text, day date) returns date language plpgsql stable as $$
begin
  while exists (select from locked_month m where m.practice_id = practice and m.month = to_char(day, 'YYYY-MM')) loop
    day := (date_trunc('month', day) + interval '1 month')::date;
  end loop;
  return day;
end
$$;

-- Who posts holds the practice's months open, who locks one waits for them: nothing slips into a month as it is locked.
create function months_lock(practice text) returns bigint language sql immutable as $$
  select hashtextextended('locked months|' || practice, 0)
$$;
`;

const columns = `practice_id, on_day, act, source_id, reference, payer_kind, payer_id, currency, accounts, amounts_minor,
  posted_at`;

/** Adds account and amount to an entry unless the amount is nothing. */
function postings(parts: readonly (readonly [account: string, amount: string])[]): string {
  const accounts = parts.map(
    ([account, amount]) =>
      `case when ${amount} <> 0 then array['${account}'] else '{}'::text[] end`,
  );
  const amounts = parts.map(
    ([, amount]) => `case when ${amount} <> 0 then array[${amount}] else '{}'::bigint[] end`,
  );
  return `(${accounts.join(" || ")}) as accounts, (${amounts.join(" || ")}) as amounts_minor`;
}

/**
 * What numbered invoices and credit notes earn. A credit note lowers what its invoice still asks for; what goes beyond that
 * is the payer's unallocated money (LED-3). `asked`: what the invoice of the note `i` asked for before it.
 */
function postInvoices({
  lines,
  asked,
  day,
}: {
  lines: string;
  asked: string;
  day: string;
}): string {
  return `
insert into ledger_entry (${columns})
select e.practice_id, e.on_day, e.act, e.id, 'INV-' || e.number, e.payer_kind, e.payer_id, e.currency,
  ${postings([
    ["assets:receivable", "(e.total_minor + e.beyond)"],
    ["liabilities:unallocated", "(-e.beyond)"],
    ["equity:opening", "(-e.opening)"],
    ["income:membership", "(-e.base)"],
    ["income:add-on", "(-e.add_on)"],
    ["income:enrollment-fee", "(-e.fee)"],
    ["income:service", "(-e.other)"],
    ["liabilities:tax", "(-e.tax)"],
  ])}, e.created_at
from (
  select i.practice_id, i.id, i.number, i.payer_kind, i.payer_id, i.currency, i.created_at, i.total_minor,
    ${day} as on_day,
    case when i.kind = 'credit_note' then 'credit_note_issued' when i.is_opening then 'balance_opened'
      else 'invoice_issued' end as act,
    case when i.kind = 'credit_note' then -i.total_minor - (greatest(n.asked, 0) - greatest(n.asked + i.total_minor, 0))
      else 0 end as beyond,
    case when i.is_opening then i.total_minor else 0 end as opening,
    case when i.is_opening then 0 else s.base end as base, s.add_on, s.fee,
    case when i.is_opening then 0 else s.other end as other, s.tax
  from (
    select l.practice_id, l.invoice_id,
      coalesce(sum(l.net_minor) filter (where l.charge_kind = 'base'), 0)::bigint as base,
      coalesce(sum(l.net_minor) filter (where l.charge_kind = 'add_on'), 0)::bigint as add_on,
      coalesce(sum(l.net_minor) filter (where l.charge_kind = 'enrollment_fee'), 0)::bigint as fee,
      coalesce(sum(l.net_minor) filter (where l.charge_kind = 'other'), 0)::bigint as other,
      sum(l.tax_minor)::bigint as tax
    from ${lines} l group by 1, 2
  ) s
  cross join lateral (select * from invoice where practice_id = s.practice_id and id = s.invoice_id limit 1) i
  cross join lateral (select case when i.kind = 'credit_note' then ${asked} end as asked offset 0) n
  where i.number is not null
) e
where e.total_minor + e.beyond <> 0 or e.beyond <> 0`;
}

const askedBeforeNote = `(select c.total_minor - c.paid_minor + coalesce((
      select sum(o.total_minor) from invoice o
      where o.practice_id = c.practice_id and o.credits_invoice_id = c.id and o.number < i.number), 0)::bigint
    from invoice c where c.practice_id = i.practice_id and c.id = i.credits_invoice_id)`;

const firstOpenDay =
  "case when is_any_locked then first_open_day(i.practice_id, i.issued_on) else i.issued_on end";

const invoiceTriggers = `
create function post_new_lines() returns trigger language plpgsql as $$
declare is_any_locked boolean;
begin
  perform pg_advisory_xact_lock_shared(months_lock(p.practice_id)) from (select distinct practice_id from added) p;
  is_any_locked := exists (select from locked_month);
  ${postInvoices({ lines: "added", asked: askedBeforeNote, day: firstOpenDay })};
  return null;
end
$$;
create trigger to_ledger after insert on invoice_line referencing new table as added
  for each statement execute function post_new_lines();

create function post_issued_draft() returns trigger language plpgsql as $$
declare is_any_locked boolean := true;
begin
  perform pg_advisory_xact_lock_shared(months_lock(new.practice_id));
  ${postInvoices({
    lines:
      "(select * from invoice_line where practice_id = new.practice_id and invoice_id = new.id)",
    asked: askedBeforeNote,
    day: firstOpenDay,
  })};
  return null;
end
$$;
create trigger to_ledger_when_issued after update on invoice for each row
  when (old.number is null and new.number is not null) execute function post_issued_draft();
`;

/** Takes back all that was posted for a voided invoice `v` and its credit notes. */
function postVoided({ invoices, day }: { invoices: string; day: string }): string {
  return `
insert into ledger_entry (${columns})
select v.practice_id, ${day}, 'invoice_voided', v.id, 'INV-' || v.number, v.payer_kind, v.payer_id, v.currency,
  p.accounts, p.amounts_minor, v.updated_at
from ${invoices} v cross join lateral (
  select array_agg(b.account order by b.account) as accounts, array_agg(b.amount order by b.account) as amounts_minor
  from (
    select u.account, -sum(u.amount)::bigint as amount
    from ledger_entry e cross join lateral unnest(e.accounts, e.amounts_minor) as u (account, amount)
    where e.practice_id = v.practice_id and (e.source_id = v.id or e.source_id in (
      select o.id from invoice o where o.practice_id = v.practice_id and o.credits_invoice_id = v.id))
    group by u.account having sum(u.amount) <> 0
  ) b
) p
where v.status = 'voided' and v.number is not null and p.accounts is not null`;
}

const voidTrigger = `
create function post_voided_invoice() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(months_lock(new.practice_id));
  ${postVoided({
    invoices: "(select new.*)",
    day: "first_open_day(v.practice_id, v.voided_on)",
  })};
  return null;
end
$$;
create trigger to_ledger_when_voided after update on invoice for each row
  when (new.status = 'voided' and old.status <> 'voided') execute function post_voided_invoice();
`;

function postPayments(rows: string): string {
  return `
insert into ledger_entry (${columns})
select p.practice_id, p.received_on, case p.kind when 'opening' then 'payment_opened' else 'payment_received' end, p.id,
  p.id, p.payer_kind, p.payer_id, p.currency,
  array[case p.kind when 'opening' then 'equity:opening' else money_account(p.method) end, 'liabilities:unallocated'],
  array[p.amount_minor, -p.amount_minor], p.created_at
from ${rows} p`;
}

/** `down`: how far an allocation lowers what its invoice asks for; the rest of it was not asked for (LED-3). */
function postAllocations(rows: string): string {
  return `
insert into ledger_entry (${columns})
select a.practice_id, a.on_day, case when a.reverses is null then 'payment_allocated' else 'payment_deallocated' end, a.id,
  a.id, p.payer_kind, p.payer_id, p.currency, array['assets:receivable', 'liabilities:unallocated'],
  array[-a.down, a.down], a.created_at
from ${rows} a join payment p on p.practice_id = a.practice_id and p.id = a.payment_id
where a.down <> 0`;
}

const newAllocations = `(
  select n.*, greatest(n.asked_after + n.amount_minor, 0) - greatest(n.asked_after, 0) as down
  from (
    select a.*, i.total_minor - i.paid_minor - i.credited_minor
      + (sum(a.amount_minor) over (partition by a.practice_id, a.invoice_id))::bigint
      - (sum(a.amount_minor) over (partition by a.practice_id, a.invoice_id order by a.id))::bigint as asked_after
    from added a join invoice i on i.practice_id = a.practice_id and i.id = a.invoice_id
  ) n
)`;

function postCounterEntries(rows: string): string {
  return `
insert into ledger_entry (${columns})
select c.practice_id, c.on_day, case c.kind when 'refund' then 'payment_refunded' else 'payment_corrected' end, c.id, c.id,
  p.payer_kind, p.payer_id, p.currency,
  array['liabilities:unallocated', case when c.kind = 'correction' and p.kind = 'opening' then 'equity:opening'
    else money_account(p.method) end],
  array[c.amount_minor, -c.amount_minor], c.created_at
from ${rows} c join payment p on p.practice_id = c.practice_id and p.id = c.payment_id`;
}

function postBadDebt(rows: string): string {
  return `
insert into ledger_entry (${columns})
select b.practice_id, b.on_day, case when b.amount_minor > 0 then 'invoice_written_off' else 'invoice_reopened' end,
  'bad_debt_' || b.sequence, 'INV-' || i.number, i.payer_kind, i.payer_id, i.currency,
  array['expenses:bad-debt', 'assets:receivable'], array[b.amount_minor, -b.amount_minor], b.created_at
from ${rows} b join invoice i on i.practice_id = b.practice_id and i.id = b.invoice_id`;
}

/** The name comes after that of the trigger that sums allocations: those of a table run in the order of their names. */
function postingTrigger({
  table: name,
  verb,
  statement,
}: {
  table: string;
  verb: string;
  statement: string;
}): string {
  return `
create function ${verb}() returns trigger language plpgsql as $$
begin
  ${statement};
  return null;
end
$$;
create trigger to_ledger after insert on ${name} referencing new table as added
  for each statement execute function ${verb}();
`;
}

const moneyTriggers = [
  { table: "payment", verb: "post_new_payments", statement: postPayments("added") },
  {
    table: "payment_allocation",
    verb: "post_new_allocations",
    statement: postAllocations(newAllocations),
  },
  {
    table: "payment_counter_entry",
    verb: "post_new_counter_entries",
    statement: postCounterEntries("added"),
  },
  { table: "invoice_bad_debt", verb: "post_new_bad_debt", statement: postBadDebt("added") },
]
  .map(postingTrigger)
  .join("");

const lockTriggers = `
create function refuse_entry_in_locked_month() returns trigger language plpgsql as $$
declare wrong text;
begin
  perform pg_advisory_xact_lock_shared(months_lock(p.practice_id)) from (select distinct practice_id from added) p;
  if not exists (select from locked_month) then
    return null;
  end if;
  select m.month into wrong from added a
  join locked_month m on m.practice_id = a.practice_id and m.month = to_char(a.on_day, 'YYYY-MM') limit 1;
  if wrong is not null then
    raise exception 'the books of % are locked', wrong using errcode = '23514', constraint = 'month_is_locked';
  end if;
  return null;
end
$$;
create trigger month_is_locked after insert on ledger_entry referencing new table as added
  for each statement execute function refuse_entry_in_locked_month();

create function wait_for_postings() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(months_lock(new.practice_id));
  return new;
end
$$;
create trigger wait_for_postings before insert on locked_month for each row execute function wait_for_postings();
`;

const effects = `(
  select r.practice_id, r.id,
    greatest(r.asked_after + r.down_by, 0) - greatest(r.asked_after, 0) as down, r.asked_after + r.down_by as asked
  from (
    select d.practice_id, d.id, d.down_by, i.total_minor
      - (sum(d.down_by) over (partition by d.practice_id, d.invoice_id order by d.created_at, d.id))::bigint as asked_after
    from (
      select practice_id, invoice_id, id, created_at, amount_minor as down_by from payment_allocation
      union all
      select practice_id, credits_invoice_id, id, created_at, -total_minor from invoice
      where kind = 'credit_note' and credits_invoice_id is not null
    ) d join invoice i on i.practice_id = d.practice_id and i.id = d.invoice_id
  ) r
)`;

/** The entries of everything that was written before there were any, each on its own day. */
export const ledgerOfEarlierActs = [
  postInvoices({
    lines: "invoice_line",
    asked:
      "(select f.asked from ledger_backfill f where f.practice_id = i.practice_id and f.id = i.id)",
    day: "i.issued_on",
  }),
  postPayments("payment"),
  postAllocations(
    "(select a.*, f.down from payment_allocation a join ledger_backfill f on f.practice_id = a.practice_id and f.id = a.id)",
  ),
  postCounterEntries("payment_counter_entry"),
  postBadDebt("invoice_bad_debt"),
  postVoided({ invoices: "invoice", day: "coalesce(v.voided_on, v.issued_on)" }),
].map((statement) => `${statement};`);

export const earlierEffects = {
  make: `create temporary table ledger_backfill as select practice_id, id, down, asked from ${effects} e;
create unique index on ledger_backfill (practice_id, id);`,
  drop: "drop table ledger_backfill;",
};

const readTables = [
  "invoice",
  "invoice_line",
  "payment",
  "payment_allocation",
  "payment_counter_entry",
  "invoice_bad_debt",
  "ledger_entry",
];
const forEach = (verb: string): string =>
  readTables.map((name) => `alter table ${name} ${verb} row level security;`).join("\n");

// The owner looks across practices for once; whoever migrates need be no superuser.
const postEarlierActs = [
  forEach("no force"),
  "set local role rollbook_owner;",
  earlierEffects.make,
  ...ledgerOfEarlierActs,
  earlierEffects.drop,
  "reset role;",
  forEach("force"),
].join("\n");

export const ledgerStatements = [
  table,
  functions,
  postEarlierActs,
  invoiceTriggers,
  voidTrigger,
  moneyTriggers,
  lockTriggers,
].join("\n");
