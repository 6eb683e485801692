import type { PaymentsMigration } from "@rollbook/core/migration";
import { watchDueWork, type JobQueue } from "../jobs/index.ts";
import type { Services } from "../run/index.ts";
import { migrationWork } from "./applyEvent.ts";
import { runMigration } from "./runMigration.ts";

export interface MigrationWorkerOptions {
  readonly services: Services;
  readonly queue: JobQueue;
  readonly onReport?: (practiceId: string, migration: PaymentsMigration) => Promise<void> | void;
  readonly onError?: (error: unknown) => void;
  readonly everyMs?: number;
}

/**
 * Moves the payments of each practice at its window, and goes on with what was killed, until it is stopped (MIG-3, MIG-9).
 * Any number of workers may run; a practice has one job at a time, and is frozen only while its own turn lasts.
 */
export async function startMigrationWorker({
  services,
  queue,
  onReport,
  ...watching
}: MigrationWorkerOptions): Promise<{ stop: () => Promise<void>; look: () => Promise<number> }> {
  await queue.work("payments_migration", async ({ practiceId }) => {
    const migration = await runMigration(services, { practiceId });
    await onReport?.(practiceId, migration);
  });
  return watchDueWork({
    services,
    queue,
    jobs: { [migrationWork]: "payments_migration" },
    ...watching,
  });
}
