import { watchDueWork, type JobQueue } from "../jobs/index.ts";
import type { Processors } from "../processor/index.ts";
import type { Services } from "../run/index.ts";
import { autopayWork } from "./autopayDue.ts";
import { runAutopay, type AutopayReport } from "./runAutopay.ts";

export interface AutopayWorkerOptions {
  readonly services: Services;
  readonly queue: JobQueue;
  readonly processors: Processors;
  readonly onReport?: (practiceId: string, report: AutopayReport) => Promise<void> | void;
  readonly onError?: (error: unknown) => void;
  readonly everyMs?: number;
}

/** Runs autopay where it comes due, until it is stopped. Any number of workers may run; a practice has one job at a time. */
export async function startAutopayWorker({
  services,
  queue,
  processors,
  onReport,
  ...watching
}: AutopayWorkerOptions): Promise<{ stop: () => Promise<void>; look: () => Promise<number> }> {
  await queue.work("autopay", async ({ practiceId }) => {
    const report = await runAutopay(services, { practiceId, processors });
    await onReport?.(practiceId, report);
  });
  return watchDueWork({ services, queue, jobs: { [autopayWork]: "autopay" }, ...watching });
}
