import { readFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export type RunningServer =
  | { readonly kind: "none" }
  | { readonly kind: "starting" }
  | { readonly kind: "ready"; readonly processId: number; readonly port: number };

/** Whether a process exists and is not a zombie. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return !/^State:\s+Z/m.test(readProcessFile(processId, "status"));
}

function readProcessFile(processId: number, name: string): string {
  try {
    return readFileSync(`/proc/${processId}/${name}`, "utf8");
  } catch {
    return "";
  }
}

/** After a crash another program may have been given the server's process number. */
function isPostgres(processId: number): boolean {
  if (process.platform !== "linux") return true;
  return readProcessFile(processId, "comm").startsWith("postgres");
}

/** Reads postmaster.pid: process, folder, start, port, socket, address, shared memory, status. */
export async function findRunningServer(clusterFolder: string): Promise<RunningServer> {
  const lines = readLockFile(clusterFolder);
  const processId = Number(lines[0]);
  if (!Number.isInteger(processId) || processId <= 0) return { kind: "none" };
  if (!isAlive(processId) || !isPostgres(processId)) return { kind: "none" };
  const port = Number(lines[3]);
  if (lines[7]?.trim() !== "ready" || !(await canConnect(port))) return { kind: "starting" };
  return { kind: "ready", processId, port };
}

/** Whether a lock file stands although its process is gone or is another program. */
export function hasStaleLock(clusterFolder: string): boolean {
  const processId = Number(readLockFile(clusterFolder)[0]);
  return (
    Number.isInteger(processId) && processId > 0 && (!isAlive(processId) || !isPostgres(processId))
  );
}

function readLockFile(clusterFolder: string): readonly string[] {
  try {
    return readFileSync(path.join(clusterFolder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

export function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const finish = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.on("connect", () => finish(true));
    socket.on("error", () => finish(false));
  });
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port was given"));
        else resolve(address.port);
      });
    });
  });
}

/** SIGINT is PostgreSQL's fast shutdown: clients are dropped and a checkpoint is written. */
export async function stopProcess(processId: number): Promise<void> {
  if (!isAlive(processId)) return;
  try {
    process.kill(processId, "SIGINT");
  } catch {
    return;
  }
  while (isAlive(processId)) await wait(10);
}
