import { practiceTable } from "./practiceTable.ts";

// One statement-level trigger for each table and kind of change: a practice without endpoints pays one index look-up.
const recordChanges = (input: {
  table: string;
  when: "insert" | "update";
  eventType: string;
  condition?: string;
}) => {
  const { table, when, eventType, condition = "true" } = input;
  const name = `webhook_${table}_${when}`;
  const rows =
    when === "insert"
      ? "new_rows n"
      : "new_rows n join old_rows o on o.practice_id = n.practice_id and o.id = n.id";
  const references =
    when === "insert" ? "new table as new_rows" : "old table as old_rows new table as new_rows";
  return `
create function ${name}() returns trigger language plpgsql set enable_nestloop = off as $$
begin
  if not exists (select from webhook_endpoint where is_enabled) then
    return null;
  end if;
  insert into webhook_event (practice_id, type, entity_id, occurred_at)
  select n.practice_id, ${eventType}, n.id, ${table === "billing_run" ? "n.at" : "n.updated_at"}
  from ${rows}
  where (${condition})
    and exists (select from webhook_endpoint e where e.practice_id = n.practice_id and e.is_enabled);
  return null;
end
$$;
create trigger ${name} after ${when} on ${table} referencing ${references}
  for each statement execute function ${name}();
`;
};

const invoiceEvent = `case
    when n.status = 'voided' and o.status <> 'voided' then 'invoice.voided'
    when n.status = 'bad_debt' and o.status <> 'bad_debt' then 'invoice.bad_debt'
    when n.status = 'paid' and o.status <> 'paid' then 'invoice.paid'
    when n.status = 'issued' and o.status = 'draft' then 'invoice.issued'
    when n.sent_at is not null and o.sent_at is null then 'invoice.sent'
    else 'invoice.updated' end`;

export const webhookStatements = `
create table webhook_endpoint (
  practice_id text not null references practice (practice_id),
  id text not null,
  url text not null,
  description text not null default '',
  event_types text[] not null default '{}',
  secret text not null,
  previous_secret text,
  previous_secret_until timestamptz,
  is_enabled boolean not null default true,
  disabled_reason text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (practice_id, id)
);
${practiceTable("webhook_endpoint")}

create table webhook_event (
  practice_id text not null references practice (practice_id),
  sequence bigint not null generated always as identity,
  id text not null generated always as ('whe_' || lpad(sequence::text, 26, '0')) stored,
  type text not null,
  entity_id text not null,
  occurred_at timestamptz not null,
  primary key (practice_id, sequence)
);
${practiceTable("webhook_event")}

create table webhook_delivery (
  practice_id text not null,
  endpoint_id text not null,
  sequence bigint not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'given_up')),
  attempt_count integer not null default 0,
  next_attempt_at timestamptz not null,
  last_attempt_at timestamptz,
  last_status integer,
  last_reason text,
  primary key (practice_id, endpoint_id, sequence),
  foreign key (practice_id, endpoint_id) references webhook_endpoint (practice_id, id) on delete cascade,
  foreign key (practice_id, sequence) references webhook_event (practice_id, sequence)
);
create index webhook_delivery_due on webhook_delivery (practice_id, next_attempt_at) where state = 'pending';
${practiceTable("webhook_delivery")}

create function webhook_fan_out() returns trigger language plpgsql as $$
begin
  insert into webhook_delivery (practice_id, endpoint_id, sequence, next_attempt_at)
  select n.practice_id, e.id, n.sequence, 'epoch'
  from new_rows n join webhook_endpoint e on e.practice_id = n.practice_id
  where e.is_enabled and (cardinality(e.event_types) = 0 or n.type = any (e.event_types));
  insert into work_due (practice_id, kind, due_at)
  select distinct n.practice_id, 'webhook', 'epoch'::timestamptz from new_rows n
  on conflict (practice_id, kind) do update set due_at = excluded.due_at
  where work_due.due_at > excluded.due_at;
  return null;
end
$$;
create trigger webhook_fan_out after insert on webhook_event referencing new table as new_rows
  for each statement execute function webhook_fan_out();
${recordChanges({ table: "patient", when: "insert", eventType: "'patient.created'" })}
${recordChanges({ table: "patient", when: "update", eventType: "'patient.updated'", condition: "n.version <> o.version" })}
${recordChanges({ table: "membership", when: "insert", eventType: "'membership.created'" })}
${recordChanges({ table: "membership", when: "update", eventType: "'membership.updated'", condition: "n.version <> o.version" })}
${recordChanges({ table: "invoice", when: "insert", eventType: "case when n.status = 'draft' then 'invoice.created' else 'invoice.issued' end" })}
${recordChanges({ table: "invoice", when: "update", eventType: invoiceEvent, condition: "n.version <> o.version" })}
${recordChanges({ table: "billing_run", when: "insert", eventType: "'billing_run.finished'" })}
`;
