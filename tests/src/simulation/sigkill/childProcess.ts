import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const childFile = fileURLToPath(new URL("./engineChild.ts", import.meta.url));

/** Processes of the engine, started ahead and warm: one start takes longer than one sync. */
export function openChildren(input: { ahead: number; databaseUrl: string }) {
  // Every child loads the same program; the first one compiles it for all.
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(os.tmpdir(), "rollbook-compiled") };
  const start = () =>
    fork(childFile, [input.databaseUrl], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env,
    });
  const spare = Array.from({ length: input.ahead }, start);
  return {
    take: (): ChildProcess => {
      spare.push(start());
      return spare.shift() ?? start();
    },
    close: () => {
      for (const child of spare) child.kill("SIGKILL");
    },
  };
}

export type Children = ReturnType<typeof openChildren>;

export async function killAndWait(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
  child.kill("SIGKILL");
  await ended;
}
