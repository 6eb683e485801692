import { Kysely, sql } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import { PostgresJSDialect } from "kysely-postgres-js";
import type { Database } from "../connection/openDatabase.ts";
import { migrations } from "../migrations/index.ts";

/** The database was made by a newer program: the message says what to do. */
export class NewerDatabaseError extends Error {
  override readonly name = "NewerDatabaseError";
}

/** Brings the schema up to date. Safe in several processes at once: the later ones wait for the first. */
export async function migrate({ database }: { database: Database }): Promise<readonly string[]> {
  await refuseOldServer(database);
  await prepareSchema(database);
  await refuseNewer(database);
  const kysely = new Kysely<unknown>({
    dialect: new PostgresJSDialect({ postgres: database.sql }),
  });
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: async () => asKyselyMigrations(migrations) },
    migrationTableSchema: "meta",
    allowUnorderedMigrations: true,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.map((result) => result.migrationName);
}

/** Each migration is the text of its SQL. */
function asKyselyMigrations(texts: Readonly<Record<string, string>>): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, { up: (db) => runStatements(db, text) }]),
  );
}

async function runStatements(db: Kysely<unknown>, text: string): Promise<void> {
  for (const statement of splitStatements(text)) await sql.raw(statement).execute(db);
}

/** Statements end with a semicolon at the end of a line; bodies of functions stand between $$. */
export function splitStatements(text: string): readonly string[] {
  const statements: string[] = [];
  let current = "";
  for (const line of text.split("\n")) {
    current += `${line}\n`;
    const isInsideBody = (current.split("$$").length - 1) % 2 === 1;
    if (!line.trimEnd().endsWith(";") || isInsideBody) continue;
    statements.push(current.trim());
    current = "";
  }
  if (current.trim() !== "") statements.push(current.trim());
  return statements;
}

const oldestServer = 15;

async function refuseOldServer({ sql: client }: Database): Promise<void> {
  const [row] = await client<
    { version: string }[]
  >`select current_setting('server_version_num') as version`;
  const version = Math.floor(Number(row?.version ?? 0) / 10_000);
  if (version >= oldestServer) return;
  throw new Error(`the server is PostgreSQL ${version}; Rollbook needs ${oldestServer} or newer`);
}

const lockNumber = 727_001;

async function prepareSchema({ sql: client }: Database): Promise<void> {
  const [found] =
    await client`select 1 from information_schema.schemata where schema_name = 'meta'`;
  if (found !== undefined) return;
  await client.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${lockNumber})`;
    await tx`create schema if not exists meta`;
  });
}

async function refuseNewer({ sql: client }: Database): Promise<void> {
  const [table] = await client`select to_regclass('meta.kysely_migration') as name`;
  if (table?.name === null || table === undefined) return;
  const applied = await client<
    { name: string }[]
  >`select name from meta.kysely_migration order by name`;
  const unknown = applied.map((row) => row.name).filter((name) => !(name in migrations));
  if (unknown.length === 0) return;
  throw new NewerDatabaseError(
    `This database was made by a newer version of Rollbook (it has the migration ${unknown.at(-1)}); start that version, or use another database.`,
  );
}
