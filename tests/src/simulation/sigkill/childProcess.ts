import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { compiledOnce } from "../compiledOnce.ts";

const childFile = fileURLToPath(new URL("./engineChild.ts", import.meta.url));

/** Processes of the engine, started ahead and warm: one start takes longer than one sync. */
export function openChildren(input: { ahead: number; databaseUrl: string }) {
  const start = () =>
    fork(childFile, [input.databaseUrl], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: compiledOnce,
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
