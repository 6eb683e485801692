import { watchDueWork, type DueWorkWatch, type JobQueue } from "../jobs/index.ts";
import { idempotencyPurgeWork, type Services } from "../run/index.ts";
import { purgeIdempotencyKeys } from "./purgeIdempotencyKeys.ts";

/** Purges practices as they are due, until it is stopped. Any number of workers may run. */
export async function startIdempotencyPurge(options: {
  services: Services;
  queue: JobQueue;
  onError?: (error: unknown) => void;
  everyMs?: number;
}): Promise<DueWorkWatch> {
  const { services, queue, ...watching } = options;
  await queue.work("idempotency_purge", async ({ practiceId }) => {
    await purgeIdempotencyKeys(services, { practiceId });
  });
  const jobs = { [idempotencyPurgeWork]: "idempotency_purge" } as const;
  return watchDueWork({ services, queue, jobs, everyMs: 60_000, ...watching });
}
