import { billOne, type BillingRunReport } from "../billing/index.ts";
import type { Services } from "../run/index.ts";
import type { JobQueue } from "./openJobQueue.ts";

/** Runs billing jobs: the daily run, and whatever asks for one. */
export function workBilling(input: {
  services: Services;
  queue: JobQueue;
  onReport?: (practiceId: string, report: BillingRunReport) => Promise<void> | void;
  concurrency?: number;
}): Promise<void> {
  const { services, queue, onReport, concurrency = 1 } = input;
  const handle = async ({ practiceId }: { practiceId: string }) => {
    const report = await billOne(services, practiceId);
    await onReport?.(practiceId, report);
  };
  return queue.work("billing_run", handle, { concurrency });
}
