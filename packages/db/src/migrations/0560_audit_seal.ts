import { practiceTable } from "./practiceTable.ts";

// The seal of an event is the one thing that is ever added to it. The guards hold for owners of the tables as well.
export const auditSealStatements = `
alter table audit_event add column seal bigint;
create index audit_event_by_seal on audit_event (practice_id, seal, id);
grant update (seal) on audit_event to rollbook_app;

create table audit_seal (
  practice_id text not null references practice (practice_id),
  sequence bigint not null check (sequence > 0),
  previous_hash text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  event_count integer not null check (event_count > 0),
  sealed_at timestamptz not null,
  primary key (practice_id, sequence)
);
${practiceTable("audit_seal", { grants: "select, insert" })}

create table audit_head (
  practice_id text primary key references practice (practice_id),
  sequence bigint not null,
  hash text not null,
  event_count bigint not null
);
${practiceTable("audit_head", { grants: "select" })}
create policy owner_advances on audit_head to rollbook_owner
  using (practice_id = nullif(current_setting('rollbook.practice_id', true), ''))
  with check (practice_id = nullif(current_setting('rollbook.practice_id', true), ''));

create function audit_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'audit_event' then
    if old.seal is null and new.seal is not null
      and to_jsonb(new) - 'seal' = to_jsonb(old) - 'seal' then return new; end if;
  end if;
  raise exception 'what the audit trail holds is never changed or removed' using errcode = '42501';
end
$$;
create trigger audit_stays before update or delete on audit_event for each row execute function audit_stays();
create trigger audit_stays before update or delete on audit_seal for each row execute function audit_stays();
create trigger audit_stays_whole before truncate on audit_event for each statement execute function audit_stays();
create trigger audit_stays_whole before truncate on audit_seal for each statement execute function audit_stays();
create trigger audit_stays before delete on audit_head for each row execute function audit_stays();
create trigger audit_stays_whole before truncate on audit_head for each statement execute function audit_stays();

create function audit_head_advance() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  insert into public.audit_head (practice_id, sequence, hash, event_count)
  select new.practice_id, 1, new.hash, new.event_count where new.sequence = 1 and new.previous_hash = ''
  on conflict do nothing;
  if not found then
    update public.audit_head set sequence = new.sequence, hash = new.hash, event_count = event_count + new.event_count
    where practice_id = new.practice_id and sequence = new.sequence - 1 and hash = new.previous_hash;
  end if;
  if not found then
    raise exception 'seal % does not follow the last one', new.sequence using errcode = '23514';
  end if;
  return new;
end
$$;
alter function audit_head_advance() owner to rollbook_owner;
create trigger audit_head_advance before insert on audit_seal for each row execute function audit_head_advance();

-- The shared lock tells whoever seals that this transaction may still commit an event.
create function audit_event_due() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('audit ' || new.practice_id, 0));
  if not exists (select from work_due where practice_id = new.practice_id and kind = 'audit') then
    insert into work_due (practice_id, kind, due_at) values (new.practice_id, 'audit', 'epoch')
    on conflict (practice_id, kind) do nothing;
  end if;
  return null;
end
$$;
create trigger audit_event_due after insert on audit_event for each row execute function audit_event_due();
`;
