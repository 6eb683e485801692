import { billingWork, type BillingRunReport } from "@rollbook/services/billing";
import { watchDueWork, workBilling, type JobQueue } from "@rollbook/services/jobs";
import type { Services } from "@rollbook/services/run";

export type BillingWorkerOptions = {
  services: Services;
  queue: JobQueue;
  onReport?: (practiceId: string, report: BillingRunReport) => void;
  onError?: (error: unknown) => void;
};

/**
 * Runs each practice's daily billing until it is stopped, and has what was issued shown in its roster. Any number of
 * workers may run; a practice has one billing run at a time.
 */
export async function startBillingWorker({
  services,
  queue,
  onReport,
  onError = () => undefined,
}: BillingWorkerOptions): Promise<{ stop: () => Promise<void> }> {
  await workBilling({
    services,
    queue,
    onReport: async (practiceId, report) => {
      onReport?.(practiceId, report);
      if (report.issuedCount > 0) await queue.send("roster_sync", { practiceId });
    },
  });
  const watch = watchDueWork({
    services,
    queue,
    jobs: { [billingWork]: "billing_run" },
    onError,
  });
  return { stop: () => watch.stop() };
}
