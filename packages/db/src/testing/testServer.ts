import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "../embedded/index.ts";
import { openDatabase } from "../connection/openDatabase.ts";
import { migrate } from "../migrate/migrate.ts";

export const templateName = "rollbook_template";

export interface TestServer {
  /** A superuser's address of the database "postgres". */
  readonly url: string;
  readonly processId: number;
  stop(): Promise<void>;
}

const folderPrefix = "rollbook-test-";

/** Starts a forgetful server in a temporary folder, with a migrated template database. */
export async function startTestServer(): Promise<TestServer> {
  removeOrphans();
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), `${folderPrefix}${process.pid}-`));
  chmodSync(dataFolder, 0o755);
  const server = await startEmbeddedPostgres({ dataFolder, durable: false, maxConnections: 300 });
  await makeTemplate(server.url);
  return {
    url: server.url,
    processId: server.processId,
    stop: async () => {
      await server.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(url: string): Promise<void> {
  const admin = openDatabase({ url, maxConnections: 1 });
  await admin.sql.unsafe(`create database ${templateName}`);
  await admin.close();
  const template = openDatabase({
    url: databaseUrl({ url, name: templateName }),
    maxConnections: 2,
  });
  await migrate({ database: template });
  await template.close();
}

export function databaseUrl({ url, name }: { url: string; name: string }): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Ends the servers of runs that were killed. */
function removeOrphans(): void {
  for (const name of readdirSync(os.tmpdir())) {
    const owner = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined || existsProcess(Number(owner))) continue;
    const folder = path.join(os.tmpdir(), name);
    try {
      stopServersIn(folder);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another account's folder, or another run is removing it.
    }
  }
}

function stopServersIn(folder: string): void {
  for (const cluster of readdirSync(folder)) {
    const lockFile = path.join(folder, cluster, "postmaster.pid");
    if (!existsSync(lockFile)) continue;
    const processId = Number(readFileSync(lockFile, "utf8").split("\n")[0]);
    if (processId > 0 && existsProcess(processId)) process.kill(processId, "SIGINT");
  }
}

function existsProcess(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
