import {
  applyMigrationEvent,
  type MigrationEvent,
  type PaymentsMigration,
} from "@rollbook/core/migration";
import { setWorkDue } from "@rollbook/db/workDue";
import { readMigration, storeMigration } from "../migrationState/index.ts";
import { refused, type Given } from "../run/index.ts";

/** The kind of due work that starts a queued migration, and goes on with one that was killed. */
export const migrationWork = "payments_migration";

/** When a worker has to look: at the window, at once while something is under way, and never where nothing is. */
function dueAtOf(given: Given, migration: PaymentsMigration): string | null {
  switch (migration.state) {
    case "queued":
      // A practice with its own clock is driven by it alone.
      return given.practice.clockInstant === null ? migration.runsAt : null;
    case "in_progress":
    case "active":
    case "error":
      return given.context.instant;
    case "migrate":
      return null;
  }
}

export async function applyEvent(given: Given, event: MigrationEvent): Promise<PaymentsMigration> {
  const migration = await readMigration(given, { lock: "mine" });
  const after = applyMigrationEvent({ migration, event });
  if ("kind" in after) throw refused(after);
  await storeMigration(given, after);
  await setMigrationDue(given, dueAtOf(given, after));
  return after;
}

export function setMigrationDue(given: Given, dueAt: string | null): Promise<void> {
  return setWorkDue(given.tx, given.practice.practiceId, { kind: migrationWork, dueAt });
}
