import { spawn } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import path from "node:path";
import { accountFor } from "./account.ts";
import { EmbeddedPostgresError } from "./refusal.ts";
import { findFreePort, hasStaleLock } from "./serverProcess.ts";

export type Launch =
  | { readonly kind: "ready"; readonly processId: number; readonly port: number }
  | { readonly kind: "busy" };

export interface LaunchInput {
  readonly postgres: string;
  readonly clusterFolder: string;
  readonly isDurable: boolean;
  readonly maxConnections: number;
}

const forgetful = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "autovacuum_naptime=10s",
];

/** Starts the server in a process group of its own, so that Ctrl-C at the terminal does not reach it. */
export async function launchServer(input: LaunchInput): Promise<Launch> {
  chmodSync(input.clusterFolder, 0o700);
  if (hasStaleLock(input.clusterFolder))
    rmSync(path.join(input.clusterFolder, "postmaster.pid"), { force: true });
  const port = await findFreePort();
  const child = spawn(
    input.postgres,
    ["-D", input.clusterFolder, "-p", String(port), ...settingsOf(input)],
    {
      ...accountFor(input.clusterFolder),
      cwd: "/",
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    },
  );
  return new Promise((resolve, reject) => {
    let output = "";
    child.stderr.on("data", (data) => {
      output = (output + String(data)).slice(-8000);
      if (!output.includes("ready to accept connections") || child.pid === undefined) return;
      child.unref();
      if (child.stderr instanceof Socket) child.stderr.unref();
      resolve({ kind: "ready", processId: child.pid, port });
    });
    child.on("error", reject);
    child.on("close", () => {
      if (isHeldByAnother(output)) resolve({ kind: "busy" });
      else
        reject(
          new EmbeddedPostgresError(
            `The database in ${input.clusterFolder} did not start: ${lastFatal(output)}`,
          ),
        );
    });
  });
}

function settingsOf({ isDurable, maxConnections }: LaunchInput): readonly string[] {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "timezone=UTC",
    "jit=off",
    "log_min_messages=log",
    "log_checkpoints=off",
    "max_wal_size=2GB",
    `max_connections=${maxConnections}`,
    ...(isDurable ? [] : forgetful),
  ];
  return settings.flatMap((setting) => ["-c", setting]);
}

function isHeldByAnother(output: string): boolean {
  return /lock file ".*" already exists|shared memory block .* still in use|Address already in use/.test(
    output,
  );
}

function lastFatal(output: string): string {
  const lines = output.trim().split("\n");
  return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? "";
}
