const roles = ["rollbook_owner", "rollbook_app", "rollbook_worker"];

// Roles belong to the whole cluster, so another database's migration may make them at the same time.
const makeRole = (role: string) => `
do $$
begin
  if not exists (select from pg_roles where rolname = '${role}') then
    begin
      create role ${role} nologin;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  if not pg_has_role(current_user, '${role}', 'member') then
    grant ${role} to current_user;
  end if;
end
$$;
`;

export const roleStatements = `
select pg_advisory_xact_lock(727002);
${roles.map(makeRole).join("")}
create extension if not exists btree_gist;
grant usage, create on schema public to rollbook_owner;
grant usage on schema public to rollbook_app, rollbook_worker;
`;
