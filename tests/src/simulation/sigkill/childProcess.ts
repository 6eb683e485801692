import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { ChildOrder, ChildReport } from "./engineChild.ts";

const childFile = fileURLToPath(new URL("./engineChild.ts", import.meta.url));

/** Processes of the engine, started ahead: one start takes longer than one sync. */
export function openChildren(ahead: number) {
  // Every child loads the same program; the first one compiles it for all.
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(os.tmpdir(), "rollbook-compiled") };
  const start = () =>
    fork(childFile, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"], env });
  const spare = Array.from({ length: ahead }, start);
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

/** Lets a child sync once. `at` is asked at every point where it stands; "kill" is a SIGKILL at once. */
export async function runChild(input: {
  children: Children;
  order: ChildOrder;
  at: (point: string, kill: () => void) => Promise<"go_on" | "kill">;
  onStart: (kill: () => void) => void;
}): Promise<{ kind: "killed" } | { kind: "done"; result: string }> {
  const child = input.children.take();
  const ended = once(child, "exit");
  const kill = () => void child.kill("SIGKILL");
  input.onStart(kill);
  const said = new Promise<string>((resolve) => {
    child.on("message", (report: ChildReport) => {
      if (report.kind === "done") resolve(report.result);
      else {
        void input.at(report.point, kill).then((answer) => {
          if (answer === "kill") kill();
          else if (child.connected) child.send("go_on");
        });
      }
    });
  });
  child.send(input.order);
  const result = await Promise.race([said, ended.then(() => null)]);
  kill();
  await ended;
  return result === null ? { kind: "killed" } : { kind: "done", result };
}
