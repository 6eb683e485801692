import { findWorkDue } from "@rollbook/db/workDue";
import type { Services } from "../run/index.ts";
import type { JobKind } from "./jobKind.ts";
import type { JobQueue } from "./openJobQueue.ts";

export interface DueWorkWatch {
  /** Looks once, now. Answers how many jobs were put in the queue. */
  look(): Promise<number>;
  stop(): Promise<void>;
}

export interface DueWorkOptions {
  readonly services: Services;
  readonly queue: JobQueue;
  /** Which job each kind of due work becomes, such as `{ billing: "billing_run" }`. */
  readonly jobs: Readonly<Record<string, JobKind>>;
  readonly everyMs?: number;
  readonly onError?: (error: unknown) => void;
}

/** Turns due work into jobs. Any number of processes may watch: a practice has one waiting job of a kind. */
export function watchDueWork(options: DueWorkOptions): DueWorkWatch {
  const { everyMs = 5000, onError = () => undefined } = options;
  let looking: Promise<unknown> = Promise.resolve();
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    looking = lookOnce(options)
      .catch(onError)
      .finally(() => {
        isLooking = false;
      });
  }, everyMs);
  return {
    look: () => lookOnce(options),
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

async function lookOnce({ services, queue, jobs }: DueWorkOptions): Promise<number> {
  const by = services.clock();
  let sentCount = 0;
  for (const [kind, job] of Object.entries(jobs)) {
    for (const { practiceId } of await findWorkDue(services.database, { kind, by })) {
      if (await queue.send(job, { practiceId, detail: { reason: "due" } })) sentCount += 1;
    }
  }
  return sentCount;
}
