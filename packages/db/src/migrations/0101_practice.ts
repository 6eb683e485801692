import { practiceTable } from "./practiceTable.ts";

export const practiceStatements = `
create table practice (
  practice_id text primary key check (practice_id like 'pra\\_%'),
  name text not null check (name <> ''),
  external_id text,
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  locale text not null,
  is_test boolean not null default false,
  clock_instant timestamptz,
  live_on date,
  live_by text,
  live_preview jsonb,
  is_auto_invoice boolean not null default true,
  auto_invoice_since date,
  invoice_terms_days integer not null default 0 check (invoice_terms_days between 0 and 365),
  settings jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (is_test or clock_instant is null)
);
${practiceTable("practice")}

create table invoice_counter (
  practice_id text primary key references practice (practice_id),
  last_number bigint not null default 0
);
${practiceTable("invoice_counter")}

create table work_due (
  practice_id text not null references practice (practice_id),
  kind text not null,
  due_at timestamptz not null,
  primary key (practice_id, kind)
);
create index work_due_by_time on work_due (kind, due_at);
${practiceTable("work_due")}
create policy worker_reads on work_due for select to rollbook_worker using (true);
grant select on work_due to rollbook_worker;

create table audit_event (
  practice_id text not null references practice (practice_id),
  id text not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  entity_id text,
  request_id text not null,
  detail jsonb not null default '{}',
  primary key (practice_id, id)
);
create index audit_event_by_entity on audit_event (practice_id, entity_id, at);
${practiceTable("audit_event", { grants: "select, insert" })}

create table idempotency_key (
  practice_id text not null references practice (practice_id),
  principal text not null,
  key text not null,
  verb text not null,
  request_hash text not null,
  response jsonb not null,
  created_at timestamptz not null,
  primary key (practice_id, principal, key)
);
${practiceTable("idempotency_key")}

create table api_key (
  practice_id text not null references practice (practice_id),
  id text not null,
  name text not null,
  hash text not null,
  role text not null,
  permissions text[],
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (practice_id, id)
);
create unique index api_key_hash on api_key (practice_id, hash);
create index api_key_lookup on api_key using hash (hash);
${practiceTable("api_key")}
create policy owner_resolves on api_key for select to rollbook_owner using (true);

create function resolve_api_key(wanted_hash text)
returns table (practice_id text, id text, role text, permissions text[], expires_at timestamptz, revoked_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select k.practice_id, k.id, k.role, k.permissions, k.expires_at, k.revoked_at
  from public.api_key k where k.hash = wanted_hash
$$;
alter function resolve_api_key(text) owner to rollbook_owner;
revoke all on function resolve_api_key(text) from public;
grant execute on function resolve_api_key(text) to rollbook_app, rollbook_worker;
`;
