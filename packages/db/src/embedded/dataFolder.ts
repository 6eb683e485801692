import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { isReachableByOthers, isRoot } from "./account.ts";
import { EmbeddedPostgresError } from "./refusal.ts";
import { isAlive } from "./serverProcess.ts";

export const serverMajorVersion = "18";

/** Where the cluster of a data folder is and how to log in: the content of server.json. */
export interface ClusterPointer {
  readonly clusterFolder: string;
  readonly password: string;
}

const pointerName = "server.json";

/** Makes the data folder, or says in a sentence why it cannot be used. */
export function prepareDataFolder(dataFolder: string): void {
  try {
    if (!existsSync(dataFolder)) {
      mkdirSync(dataFolder, { recursive: true });
      chmodSync(dataFolder, 0o711);
    }
    if (!statSync(dataFolder).isDirectory()) throw new Error("it is not a folder");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmbeddedPostgresError(
      `The data folder ${dataFolder} cannot be used (${reason}); choose another one.`,
    );
  }
}

export function readPointer(dataFolder: string): ClusterPointer | undefined {
  const file = path.join(dataFolder, pointerName);
  if (!existsSync(file)) return undefined;
  const pointer = parsePointer(file);
  const clusterFolder = path.resolve(dataFolder, pointer.clusterFolder);
  if (!existsSync(clusterFolder)) {
    throw new EmbeddedPostgresError(
      `The database of ${dataFolder} should be in ${clusterFolder}, which is gone; restore it, or remove ${dataFolder} to begin anew.`,
    );
  }
  checkVersion({ dataFolder, clusterFolder });
  return { clusterFolder, password: pointer.password };
}

function parsePointer(file: string): ClusterPointer {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new EmbeddedPostgresError(
      `${file} cannot be read by this account; start as the account that made the data folder, or choose another one.`,
    );
  }
}

function checkVersion({
  dataFolder,
  clusterFolder,
}: {
  dataFolder: string;
  clusterFolder: string;
}): void {
  const version = readVersion(clusterFolder);
  if (version === serverMajorVersion) return;
  throw new EmbeddedPostgresError(
    `The data folder ${dataFolder} was made by PostgreSQL ${version}, and this program brings PostgreSQL ${serverMajorVersion}; use the program version that made it, or another data folder.`,
  );
}

function readVersion(clusterFolder: string): string {
  try {
    return readFileSync(path.join(clusterFolder, "PG_VERSION"), "utf8").trim();
  } catch {
    throw new EmbeddedPostgresError(
      `The database in ${clusterFolder} belongs to another account; start as the account that made it, or choose another data folder.`,
    );
  }
}

/** The first of several starters to publish its cluster wins; false tells the others to use the winner's. */
export function publishPointer({
  dataFolder,
  pointer,
}: {
  dataFolder: string;
  pointer: ClusterPointer;
}): boolean {
  const halfway = path.join(
    dataFolder,
    `${pointerName}.${process.pid}.${randomBytes(4).toString("hex")}`,
  );
  const inside = path.relative(dataFolder, pointer.clusterFolder);
  const clusterFolder = inside.startsWith("..") ? pointer.clusterFolder : inside;
  writeFileSync(halfway, JSON.stringify({ clusterFolder, password: pointer.password }), {
    mode: 0o600,
  });
  try {
    linkSync(halfway, path.join(dataFolder, pointerName));
    return true;
  } catch {
    return false;
  } finally {
    rmSync(halfway, { force: true });
  }
}

/** A folder for a new cluster: inside the data folder, or outside it where root's account could not reach it. */
export function newClusterFolder(dataFolder: string): string {
  const name = `cluster-${process.pid}-${randomBytes(4).toString("hex")}`;
  if (!isRoot() || isReachableByOthers(dataFolder)) return path.join(dataFolder, name);
  const shared = existsSync("/var/tmp") ? "/var/tmp" : os.tmpdir();
  return path.join(shared, `rollbook-${name}`);
}

/** Removes what a starter that was killed half-way left behind. */
export function removeAbandonedClusters({
  dataFolder,
  keep,
}: {
  dataFolder: string;
  keep: string;
}): void {
  for (const name of readdirSync(dataFolder)) {
    const processId = /^cluster-(\d+)-/.exec(name)?.[1];
    const folder = path.join(dataFolder, name);
    if (processId === undefined || folder === keep || isAlive(Number(processId))) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}
