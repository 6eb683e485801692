import { dateInZone } from "@rollbook/core/calendar";
import { freezeRefusal, type FrozenAct, type PaymentsMigration } from "@rollbook/core/migration";
import type { Refusal } from "@rollbook/core/explain";
import { findMigration, saveMigration, type MigrationLock } from "@rollbook/db/paymentsMigration";
import { refused, type Given } from "../run/index.ts";

/** Where the practice's payments are; one that has nothing to move is Active from its first day (MIG-1). */
export async function readMigration(
  given: Given,
  { lock = "none" }: { lock?: MigrationLock } = {},
): Promise<PaymentsMigration> {
  const stored = await findMigration(given.tx, { lock });
  if (stored !== undefined) return stored;
  const { createdAt, timeZone } = given.practice;
  return {
    state: "active",
    since: dateInZone(createdAt, timeZone),
    origin: "nothing_to_move",
  };
}

export async function storeMigration(given: Given, migration: PaymentsMigration): Promise<void> {
  const { practiceId, name } = given.practice;
  await saveMigration(given.tx, practiceId, {
    migration,
    names: { practice: name, group: name },
    at: given.instant,
    by: given.context.actor.id,
  });
}

/**
 * What stops an act while payments move; null when nothing does, and then none begin to move before the act is done. It
 * answers at once, also while a run holds the rows.
 */
export async function freezeOf(given: Given, act: FrozenAct): Promise<Refusal | null> {
  const migration = await readMigration(given);
  if (migration.state === "active" || migration.state === "in_progress")
    return freezeRefusal({ migration, act });
  return freezeRefusal({ migration: await readMigration(given, { lock: "shared" }), act });
}

/** @throws ServiceError refused, with the reason and the expected end, while payments move (MIG-5) */
export async function refuseWhileFrozen(given: Given, act: FrozenAct): Promise<void> {
  const refusal = await freezeOf(given, act);
  if (refusal !== null) throw refused(refusal);
}
