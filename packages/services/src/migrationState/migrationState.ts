import { dateInZone } from "@rollbook/core/calendar";
import { freezeRefusal, type FrozenAct, type PaymentsMigration } from "@rollbook/core/migration";
import type { Refusal } from "@rollbook/core/explain";
import { findMigration, saveMigration } from "@rollbook/db/paymentsMigration";
import { refused, type Given } from "../run/index.ts";

/** Where the practice's payments are; one that has nothing to move is Active from its first day (MIG-1). */
export async function readMigration(
  given: Given,
  { isLocked = false } = {},
): Promise<PaymentsMigration> {
  const stored = await findMigration(given.tx, { isLocked });
  if (stored !== undefined) return stored;
  const { createdAt, timeZone } = given.practice;
  return { state: "active", since: dateInZone(createdAt, timeZone) };
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

export async function freezeOf(given: Given, act: FrozenAct): Promise<Refusal | null> {
  return freezeRefusal({ migration: await readMigration(given), act });
}

/** @throws ServiceError refused, with the reason and the expected end, while payments move (MIG-5) */
export async function refuseWhileFrozen(given: Given, act: FrozenAct): Promise<void> {
  const refusal = await freezeOf(given, act);
  if (refusal !== null) throw refused(refusal);
}
