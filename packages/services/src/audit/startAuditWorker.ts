import { watchDueWork, type DueWorkWatch, type JobQueue } from "../jobs/index.ts";
import type { Services } from "../run/index.ts";
import { auditWork, sealAudit } from "./sealAudit.ts";

/** Seals what practices did, a job at a time, until it is stopped. Any number of workers may run. */
export async function startAuditWorker(options: {
  services: Services;
  queue: JobQueue;
  onError?: (error: unknown) => void;
  everyMs?: number;
}): Promise<DueWorkWatch> {
  const { services, queue, ...watching } = options;
  await queue.work("audit_seal", async ({ practiceId }) => {
    await sealAudit(services, { practiceId });
  });
  return watchDueWork({ services, queue, jobs: { [auditWork]: "audit_seal" }, ...watching });
}
