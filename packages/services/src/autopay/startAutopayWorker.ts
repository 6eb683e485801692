import { watchDueWork, type JobQueue } from "../jobs/index.ts";
import { refundWork } from "../payment/index.ts";
import type { Processors } from "../processor/index.ts";
import { runRefunds } from "../processorRefund/index.ts";
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

/** Runs autopay where it comes due, and sends refunds to the processor, until it is stopped. Any number of workers may run; a practice has one job at a time. */
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
  await queue.work("processor_refund", async ({ practiceId }) => {
    await runRefunds(services, { practiceId, processors });
  });
  const jobs = { [autopayWork]: "autopay", [refundWork]: "processor_refund" } as const;
  return watchDueWork({ services, queue, jobs, ...watching });
}
