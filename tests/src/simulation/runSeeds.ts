import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compiledOnce } from "./compiledOnce.ts";
import type { SeedOutcome } from "./runSeed.ts";
import { totalOf, type Total } from "./total.ts";

const workerFile = fileURLToPath(new URL("./engineWorker.ts", import.meta.url));
const practicesAtOnce = 3;
/** A seed leaves nothing behind: most of what it makes is gone before a larger nursery is full. */
const longNursery = ["--max-semi-space-size=64"];

/** Runs seeds in worker processes, a few practices at once in each. */
export async function runSeeds(input: {
  url: string;
  seeds: readonly number[];
  workers: number;
  /** Node's own options for the workers. */
  execArgv?: readonly string[];
  isStoppedByFirst?: boolean;
  onOutcome: (outcome: SeedOutcome) => void;
}): Promise<Total> {
  const waiting = [...input.seeds];
  const outcomes: SeedOutcome[] = [];
  const take = (outcome: SeedOutcome) => {
    outcomes.push(outcome);
    input.onOutcome(outcome);
    if (input.isStoppedByFirst === true && outcome.violations.length > 0) waiting.length = 0;
  };
  await Promise.all(Array.from({ length: input.workers }, () => work({ ...input, waiting, take })));
  return totalOf(outcomes);
}

/** One worker process, fed until nothing waits any more. */
function work(input: {
  url: string;
  waiting: number[];
  execArgv?: readonly string[];
  take: (outcome: SeedOutcome) => void;
}): Promise<void> {
  const { waiting } = input;
  const execArgv = [...longNursery, ...(input.execArgv ?? [])];
  const worker = fork(workerFile, [input.url], { execArgv, env: compiledOnce });
  let running = 0;
  return new Promise((resolve, reject) => {
    const feed = () => {
      while (running < practicesAtOnce && waiting.length > 0) {
        running += 1;
        worker.send({ seed: waiting.shift() ?? 0 });
      }
      if (running === 0) stop(worker);
    };
    worker.on("message", (outcome) => {
      running -= 1;
      input.take(outcome as SeedOutcome);
      feed();
    });
    worker.once("error", reject);
    worker.once("exit", (code) => {
      if (running === 0) resolve();
      else reject(new Error(`a worker ended with exit code ${code}`));
    });
    feed();
  });
}

function stop(worker: ChildProcess): void {
  if (worker.connected) worker.disconnect();
}
