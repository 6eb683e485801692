import type { Database } from "../connection/openDatabase.ts";

/** Schemas of libraries and of the migrations themselves, which hold no practice's rows of ours. */
export const exemptSchemas = [
  "meta",
  "auth",
  "pgboss",
  "pg_catalog",
  "information_schema",
] as const;

/** The one table that the worker reads across practices. */
const workerTables = ["work_due"];

/** Policies that see more than one practice, each with its reason in the migration that makes it. */
const wideAllowed = [
  "work_due.worker_reads",
  "api_key.owner_resolves",
  "payments_migration.operators_list",
  "practice_user.owner_resolves",
  "practice.owner_names",
];

/** What breaks the promise that practices are kept apart, one sentence each, read from the catalogue. */
export async function violationsOfCatalogue(database: Database): Promise<readonly string[]> {
  const checks = [tablesApart, indexesApart, policiesApart, viewsApart, rightsApart, clocksOut];
  const found = await Promise.all(checks.map((check) => check(database)));
  return found.flat().toSorted();
}

async function tablesApart({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ name: string; isApart: boolean; hasPractice: boolean; owner: string }[]>`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as "isApart",
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'practice_id' and not a.attisdropped
        and a.attnotnull) as "hasPractice",
      pg_get_userbyid(c.relowner) as owner
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname <> all(${[...exemptSchemas]}::text[]) and n.nspname not like 'pg\\_%'`;
  return rows.flatMap(({ name, isApart, hasPractice, owner }) => [
    ...(hasPractice ? [] : [`${name}: no column practice_id`]),
    ...(isApart ? [] : [`${name}: row-level security is not enabled and forced`]),
    ...(owner === "rollbook_owner" ? [] : [`${name}: its owner is not rollbook_owner`]),
  ]);
}

async function indexesApart({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ name: string; index: string }[]>`
    select c.relname as name, i.relname as index
    from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    where x.indisunique and n.nspname <> all(${[...exemptSchemas]}::text[])
      and n.nspname not like 'pg\\_%'
      and coalesce((select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = x.indkey[0]), '') <> 'practice_id'`;
  const exclusions = await sql<{ name: string; index: string }[]>`
    select c.relname as name, k.conname as index
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'x' and n.nspname <> all(${[...exemptSchemas]}::text[])
      and position('practice_id WITH =' in pg_get_constraintdef(k.oid)) = 0`;
  return [
    ...rows.map((row) => `${row.name}: unique index ${row.index} does not begin with practice_id`),
    ...exclusions.map((row) => `${row.name}: exclusion ${row.index} looks across practices`),
  ];
}

async function policiesApart({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ name: string; policy: string; role: string }[]>`
    select p.tablename as name, p.policyname as policy, array_to_string(p.roles, ', ') as role
    from pg_policies p
    where p.schemaname <> all(${[...exemptSchemas]}::text[])
      and (position('rollbook.practice_id' in coalesce(p.qual, '')) = 0
        or (p.with_check is not null and position('rollbook.practice_id' in p.with_check) = 0))`;
  return rows
    .filter(({ name, policy }) => !wideAllowed.includes(`${name}.${policy}`))
    .map(
      ({ name, policy, role }) =>
        `${name}: policy ${policy} of ${role} does not ask for the practice`,
    );
}

async function viewsApart({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ name: string; kind: string }[]>`
    select c.relname as name, c.relkind as kind from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm') and n.nspname <> all(${[...exemptSchemas]}::text[])
      and not coalesce('security_invoker=true' = any(c.reloptions) or 'security_invoker=on' = any(c.reloptions), false)`;
  return rows.map(({ name, kind }) =>
    kind === "m"
      ? `${name}: materialised views have no row-level security`
      : `${name}: a view must be security_invoker`,
  );
}

async function rightsApart({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ name: string; role: string }[]>`
    select distinct c.relname as name, coalesce(r.rolname, 'public') as role
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
    where c.relkind in ('r', 'p', 'v', 'm') and n.nspname <> all(${[...exemptSchemas]}::text[])
      and coalesce(r.rolname, 'public') in ('rollbook_worker', 'public')`;
  return rows
    .filter(({ name, role }) => role === "public" || !workerTables.includes(name))
    .map(({ name, role }) => `${name}: ${role} has rights on it`);
}

async function clocksOut({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ name: string; column: string }[]>`
    select c.relname as name, a.attname as column
    from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where n.nspname <> all(${[...exemptSchemas]}::text[])
      and pg_get_expr(d.adbin, d.adrelid) ~* '(now\\(\\)|\\mcurrent_|clock_timestamp|transaction_timestamp|localtime)'`;
  return rows.map(({ name, column }) => `${name}: ${column} has the clock in its default`);
}
