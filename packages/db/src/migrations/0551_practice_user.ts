import { practiceTable } from "./practiceTable.ts";

export const practiceUserStatements = `
create table practice_user (
  practice_id text not null references practice (practice_id),
  id text not null check (id like 'usr\\_%'),
  email text not null check (email = lower(email) and email <> ''),
  name text not null check (name <> ''),
  role text not null check (role in ('owner', 'admin', 'billing', 'front_desk', 'read_only')),
  user_id text,
  invited_by text not null,
  invitation_hash text,
  invitation_expires_at timestamptz,
  joined_at timestamptz,
  removed_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (practice_id, id),
  check ((joined_at is null) = (user_id is null)),
  check ((invitation_hash is null) = (invitation_expires_at is null)),
  check (invitation_hash is null or (joined_at is null and removed_at is null))
);
create unique index practice_user_email on practice_user (practice_id, email) where removed_at is null;
create unique index practice_user_person on practice_user (practice_id, user_id)
  where removed_at is null and user_id is not null;
create index practice_user_of_person on practice_user (user_id) where removed_at is null;
create index practice_user_invitation on practice_user using hash (invitation_hash);
create index practice_user_invited_email on practice_user (email) where invitation_hash is not null;
${practiceTable("practice_user", { grants: "select, insert, update" })}
create policy owner_resolves on practice_user for select to rollbook_owner using (true);
create policy owner_names on practice for select to rollbook_owner using (true);

create function keep_an_owner() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('owners of ' || old.practice_id, 0));
  if not exists (
    select from practice_user u
    where u.practice_id = old.practice_id and u.role = 'owner' and u.joined_at is not null and u.removed_at is null)
  then
    raise exception 'a practice keeps at least one owner' using errcode = '23514', constraint = 'practice_keeps_an_owner';
  end if;
  return null;
end
$$;
create constraint trigger practice_keeps_an_owner after update or delete on practice_user
  deferrable initially deferred for each row
  when (old.role = 'owner' and old.joined_at is not null and old.removed_at is null)
  execute function keep_an_owner();

create function practices_of_user(wanted_user text)
returns table (practice_id text, practice_name text, id text, email text, name text, role text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select u.practice_id, p.name, u.id, u.email, u.name, u.role
  from public.practice_user u join public.practice p on p.practice_id = u.practice_id
  where u.user_id = wanted_user and u.joined_at is not null and u.removed_at is null
  order by u.id
$$;

create function resolve_invitation(wanted_hash text)
returns table (practice_id text, practice_name text, id text, email text, name text, role text, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select u.practice_id, p.name, u.id, u.email, u.name, u.role, u.invitation_expires_at
  from public.practice_user u join public.practice p on p.practice_id = u.practice_id
  where u.invitation_hash = wanted_hash
$$;

create function is_invited(wanted_email text, present timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (
    select from public.practice_user u
    where u.email = wanted_email and u.invitation_hash is not null and u.invitation_expires_at > present)
$$;

alter function practices_of_user(text) owner to rollbook_owner;
alter function resolve_invitation(text) owner to rollbook_owner;
alter function is_invited(text, timestamptz) owner to rollbook_owner;
revoke all on function practices_of_user(text), resolve_invitation(text), is_invited(text, timestamptz) from public;
grant execute on function practices_of_user(text), resolve_invitation(text), is_invited(text, timestamptz)
  to rollbook_worker;
`;
