import { dateInZone } from "@rollbook/core/calendar";
import {
  adviseOnDay,
  applyMigrationEvent,
  nextWindow,
  usualWindow,
  type MigrationEvent,
  type PaymentsMigration,
} from "@rollbook/core/migration";
import { findRehearsal, insertRehearsal } from "@rollbook/db/paymentsMigration";
import { setWorkDue } from "@rollbook/db/workDue";
import * as z from "zod";
import { readMigration, storeMigration } from "../migrationState/index.ts";
import { defineVerb, notFound, refused, type Given } from "../run/index.ts";
import { planConversion } from "./earlierPayments.ts";

/** The kind of due work that starts a queued migration. */
export const migrationWork = "payments_migration";

export async function applyEvent(given: Given, event: MigrationEvent): Promise<PaymentsMigration> {
  const migration = await readMigration(given, { isLocked: true });
  const after = applyMigrationEvent({ migration, event });
  if ("kind" in after) throw refused(after);
  await storeMigration(given, after);
  const dueAt = after.state === "queued" ? after.runsAt : null;
  await setWorkDue(given.tx, given.practice.practiceId, { kind: migrationWork, dueAt });
  return after;
}

/** What the migration would do and where balances would differ, without doing it (MIG-2, MIG-8). */
export const rehearseMigration = defineVerb({
  name: "migration.rehearse",
  permission: "migration.write",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }) => {
    const { differences, converted, paymentCount } = await planConversion(given);
    const rehearsal = { id: given.newId("reh"), paymentCount, differences };
    const by = given.context.actor.id;
    await insertRehearsal(given.tx, given.practice.practiceId, {
      ...rehearsal,
      at: given.instant,
      by,
    });
    const { date } = nextWindow({ after: given.instant });
    return {
      ...rehearsal,
      allocationCount: converted.allocations.length,
      advice: adviseOnDay({ paymentCount, date }),
    };
  },
});

/** The owner's consent to what a rehearsal showed; the run starts at the next window, or at the one of the chosen day. */
export const queueMigration = defineVerb({
  name: "migration.queue",
  permission: "migration.write",
  input: z.strictObject({
    rehearsalId: z.string(),
    wording: z.string().trim().min(1),
    /** An instant from which on the next window is taken; now without it. */
    notBefore: z.iso.datetime({ offset: true }).optional(),
    /** The practice's own hour instead of 20:00 in Los Angeles. */
    ownHour: z.strictObject({ secondOfDay: z.int().min(0).max(86_399) }).optional(),
  }),
  run: async ({ input, ...given }) => {
    const rehearsal = await findRehearsal(given.tx, { id: input.rehearsalId });
    if (rehearsal === undefined) throw notFound("rehearsal", input.rehearsalId);
    const window = input.ownHour
      ? { ...input.ownHour, timeZone: given.practice.timeZone }
      : usualWindow;
    const { at } = nextWindow({ after: input.notBefore ?? given.instant, window });
    const consent = {
      byUserId: given.context.actor.id,
      at: given.instant,
      wording: input.wording,
      rehearsalId: rehearsal.id,
      seenDifferences: [...rehearsal.differences],
    };
    return applyEvent(given, { event: "queue", consent, runsAt: at });
  },
});

export const withdrawMigration = defineVerb({
  name: "migration.withdraw",
  permission: "migration.write",
  input: z.strictObject({}),
  run: ({ input: _input, ...given }) => applyEvent(given, { event: "withdraw" }),
});

export const getMigration = defineVerb({
  name: "migration.get",
  permission: "migration.read",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }) => ({
    migration: await readMigration(given),
    nextWindow: nextWindow({ after: given.instant }),
    todayThere: dateInZone(given.instant, usualWindow.timeZone),
  }),
});
