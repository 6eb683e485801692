import { join } from "node:path";
import { migrate, NewerDatabaseError, openDatabase, type Database } from "@rollbook/db";
import { EmbeddedPostgresError, startEmbeddedPostgres } from "@rollbook/db/embedded";
import { StartRefused } from "../startRefused.ts";

export interface StartedDatabase {
  database: Database;
  url: string;
  /** Where it is, without its password. */
  description: string;
  stop: () => Promise<void>;
}

/** The embedded server of the data folder, or the one at the address; its schema brought up to date. */
export async function startDatabase({
  dataFolder,
  databaseUrl,
}: {
  dataFolder: string;
  databaseUrl: string | undefined;
}): Promise<StartedDatabase> {
  const server = databaseUrl === undefined ? await startEmbedded(dataFolder) : undefined;
  const url = server?.url ?? databaseUrl ?? "";
  const database = openDatabase({ url, maxConnections: 10 });
  const stop = async () => {
    await database.close();
    await server?.stop();
  };
  try {
    await migrate({ database });
  } catch (error) {
    await stop();
    throw asRefusal({ error, databaseUrl });
  }
  return { database, url, description: describe(databaseUrl), stop };
}

async function startEmbedded(dataFolder: string) {
  try {
    return await startEmbeddedPostgres({ dataFolder: join(dataFolder, "postgres") });
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw new StartRefused(error.message);
    throw error;
  }
}

function describe(databaseUrl: string | undefined): string {
  if (databaseUrl === undefined) return "embedded PostgreSQL";
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `PostgreSQL at ${hostname}:${port === "" ? "5432" : port}${pathname}`;
}

function asRefusal({ error, databaseUrl }: { error: unknown; databaseUrl: string | undefined }) {
  if (error instanceof NewerDatabaseError) return new StartRefused(error.message);
  if (databaseUrl === undefined || !(error instanceof Error)) return error;
  const reason = "code" in error && error.code !== undefined ? String(error.code) : error.message;
  return new StartRefused(
    `The database cannot be used (${describe(databaseUrl)}: ${reason}): check that it runs, that the address, user and password are right, and that the user may create roles and schemas.`,
  );
}
