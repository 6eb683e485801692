import { createHash } from "node:crypto";
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { PlannerTotal } from "./index.ts";
import type { PlannerAnswer, PlannerShare } from "./plannerWorker.ts";

const workerFile = fileURLToPath(new URL("./plannerWorker.ts", import.meta.url));
const casesOfShare = 1000;

/** The planner's run in several processes; its hash is taken over equal shares in order, whoever planned them. */
export async function runShares(input: {
  seeds: number;
  from: number;
  workers: number;
  isStoppedByFirst: boolean;
  onFound: (text: string) => void;
}): Promise<PlannerTotal> {
  const shares = sharesOf(input);
  const answers = new Map<PlannerShare, PlannerAnswer>();
  const waiting = [...shares];
  const take = (share: PlannerShare, answer: PlannerAnswer) => {
    answers.set(share, answer);
    for (const text of answer.found) input.onFound(text);
    if (input.isStoppedByFirst && answer.found.length > 0) waiting.length = 0;
  };
  await Promise.all(Array.from({ length: input.workers }, () => work({ waiting, take })));
  return totalOf(shares.flatMap((share) => answers.get(share)?.total ?? []));
}

function sharesOf({ seeds, from }: PlannerShare): PlannerShare[] {
  return Array.from({ length: Math.ceil(seeds / casesOfShare) }, (_, at) => ({
    from: from + at * casesOfShare,
    seeds: Math.min(casesOfShare, seeds - at * casesOfShare),
  }));
}

function work(input: {
  waiting: PlannerShare[];
  take: (share: PlannerShare, answer: PlannerAnswer) => void;
}): Promise<void> {
  const worker = fork(workerFile);
  let current: PlannerShare | undefined;
  return new Promise((resolve, reject) => {
    const feed = () => {
      current = input.waiting.shift();
      if (current === undefined) worker.disconnect();
      else worker.send(current);
    };
    worker.on("message", (answer) => {
      if (current !== undefined) input.take(current, answer as PlannerAnswer);
      feed();
    });
    worker.once("error", reject);
    worker.once("exit", (code) => {
      if (current === undefined) resolve();
      else reject(new Error(`a worker ended with exit code ${code}`));
    });
    feed();
  });
}

function totalOf(totals: readonly PlannerTotal[]): PlannerTotal {
  const hash = createHash("sha256");
  const sum = { cases: 0, acts: 0, violations: 0 };
  for (const total of totals) {
    hash.update(total.traceHash);
    sum.cases += total.cases;
    sum.acts += total.acts;
    sum.violations += total.violations;
  }
  return { ...sum, traceHash: hash.digest("hex").slice(0, 16) };
}
