import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findBinaries } from "./binaries.ts";
import {
  newClusterFolder,
  prepareDataFolder,
  publishPointer,
  readPointer,
  removeAbandonedClusters,
  type ClusterPointer,
} from "./dataFolder.ts";
import { initialiseCluster } from "./initialise.ts";
import { launchServer } from "./launch.ts";
import { becomeOwner } from "./ownership.ts";
import { EmbeddedPostgresError } from "./refusal.ts";
import { findRunningServer, stopProcess } from "./serverProcess.ts";

export interface EmbeddedPostgresOptions {
  readonly dataFolder: string;
  /** False turns fsync off: for tests and benchmarks only. Default true. */
  readonly durable?: boolean;
  readonly maxConnections?: number;
  readonly onProgress?: (sentence: string) => void;
}

export interface EmbeddedPostgres {
  readonly url: string;
  readonly processId: number;
  /** Whether this process is the one that stops the server. */
  readonly isOwner: boolean;
  /** Stops the server if this process owns it; otherwise does nothing. */
  stop(): Promise<void>;
}

const attemptCount = 300;

/**
 * Starts the PostgreSQL server of a data folder, or finds the one that is running there.
 * @throws EmbeddedPostgresError with a sentence that says what to do.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const dataFolder = path.resolve(options.dataFolder);
  const say = options.onProgress ?? (() => undefined);
  prepareDataFolder(dataFolder);
  const binaries = await findBinaries();
  const pointer =
    readPointer(dataFolder) ?? (await makeCluster({ dataFolder, initdb: binaries.initdb, say }));
  say("Starting the database");
  for (let attempt = 0; attempt < attemptCount; attempt += 1) {
    const running = await findRunningServer(pointer.clusterFolder);
    if (running.kind === "ready")
      return handleOf({ dataFolder, pointer, ...running, isTaking: false });
    if (running.kind === "none") {
      const launch = await launchServer({
        postgres: binaries.postgres,
        clusterFolder: pointer.clusterFolder,
        isDurable: options.durable ?? true,
        maxConnections: options.maxConnections ?? 100,
      });
      if (launch.kind === "ready")
        return handleOf({ dataFolder, pointer, ...launch, isTaking: true });
    }
    await wait(100);
  }
  throw new EmbeddedPostgresError(
    `The database in ${dataFolder} is held by another process that does not answer; end that process, or choose another data folder.`,
  );
}

async function makeCluster(input: {
  dataFolder: string;
  initdb: string;
  say: (sentence: string) => void;
}): Promise<ClusterPointer> {
  input.say("Making a new database");
  const clusterFolder = newClusterFolder(input.dataFolder);
  const pointer = await initialiseCluster({ initdb: input.initdb, clusterFolder });
  if (publishPointer({ dataFolder: input.dataFolder, pointer })) {
    removeAbandonedClusters({ dataFolder: input.dataFolder, keep: clusterFolder });
    return pointer;
  }
  rmSync(clusterFolder, { recursive: true, force: true });
  const winner = readPointer(input.dataFolder);
  if (winner === undefined)
    throw new EmbeddedPostgresError(
      `${input.dataFolder} cannot be written; choose another data folder.`,
    );
  return winner;
}

function handleOf(input: {
  dataFolder: string;
  pointer: ClusterPointer;
  processId: number;
  port: number;
  isTaking: boolean;
}): EmbeddedPostgres {
  const isOwner = becomeOwner({ dataFolder: input.dataFolder, isTaking: input.isTaking });
  return {
    url: `postgres://postgres:${input.pointer.password}@127.0.0.1:${input.port}/postgres`,
    processId: input.processId,
    isOwner,
    stop: async () => {
      if (isOwner) await stopProcess(input.processId);
    },
  };
}
