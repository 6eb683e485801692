import { randomBytes } from "node:crypto";
import { openDatabase, type Database } from "../connection/openDatabase.ts";
import { databaseUrl, startTestServer, templateName, type TestServer } from "./testServer.ts";

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  drop(): Promise<void>;
}

let ownServer: Promise<TestServer> | undefined;

/** A new, migrated, empty database; drop() closes and removes it. */
export async function createTestDatabase({ isMigrated = true } = {}): Promise<TestDatabase> {
  const serverUrl = process.env.ROLLBOOK_TEST_POSTGRES ?? (await startOwnServer()).url;
  const name = `test_${process.pid}_${randomBytes(6).toString("hex")}`;
  const admin = openDatabase({ url: serverUrl, maxConnections: 1 });
  await admin.sql.unsafe(`create database ${name} ${isMigrated ? `template ${templateName}` : ""}`);
  await admin.close();
  const url = databaseUrl({ url: serverUrl, name });
  const database = openDatabase({ url });
  return { database, url, drop: () => dropDatabase({ serverUrl, name, database }) };
}

async function dropDatabase(input: {
  serverUrl: string;
  name: string;
  database: Database;
}): Promise<void> {
  await input.database.close();
  const admin = openDatabase({ url: input.serverUrl, maxConnections: 1 });
  await admin.sql.unsafe(`drop database if exists ${input.name} with (force)`);
  await admin.close();
}

/** For a runner without our global setup: the server ends with the process. */
function startOwnServer(): Promise<TestServer> {
  ownServer ??= startTestServer().then((server) => {
    process.once("exit", () => process.kill(server.processId, "SIGINT"));
    return server;
  });
  return ownServer;
}
