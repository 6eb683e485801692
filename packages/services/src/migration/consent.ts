import { addDays, dateInZone, instantsApartMs, PlainDate } from "@rollbook/core/calendar";
import {
  adviseOnDay,
  nextWindow,
  usualWindow,
  windowOn,
  type MigrationWindow,
} from "@rollbook/core/migration";
import { refuse } from "@rollbook/core/explain";
import { findLastStart, findRehearsal } from "@rollbook/db/paymentsMigration";
import * as z from "zod";
import { readMigration } from "../migrationState/index.ts";
import { defineVerb, notFound, refused, type Given } from "../run/index.ts";
import { applyEvent } from "./applyEvent.ts";

/** The window that was chosen, or the next; never one on a local date that has had its run (MIG-3). */
async function chooseWindow(
  given: Given,
  { window, runOn }: { window: MigrationWindow; runOn: PlainDate | undefined },
): Promise<{ date: PlainDate; at: string }> {
  const lastStart = await findLastStart(given.tx);
  const lastOn = lastStart === null ? null : dateInZone(lastStart, window.timeZone);
  const next = nextWindow({ after: given.instant, window });
  const isTaken = lastOn !== null && next.date <= lastOn;
  const first = isTaken ? addDays(lastOn, 1) : next.date;
  if (runOn === undefined) return { date: first, at: windowOn({ date: first, window }) };
  const at = windowOn({ date: runOn, window });
  if (runOn >= first && instantsApartMs(given.instant, at) > 0) return { date: runOn, at };
  throw refused(
    refuse("MIG-3", `The first run that can still be chosen is on ${first} (MIG-3).`, [first]),
  );
}

/** The owner's consent to what a rehearsal showed; the run starts at the next window, or at the one of the chosen day. */
export const queueMigration = defineVerb({
  name: "migration.queue",
  permission: "migration.write",
  input: z.strictObject({
    rehearsalId: z.string(),
    wording: z.string().trim().min(1),
    /** The local date of the run; the next one without it. */
    runOn: PlainDate.optional(),
    /** The practice's own hour instead of 20:00 in Los Angeles. */
    ownHour: z.strictObject({ secondOfDay: z.int().min(0).max(86_399) }).optional(),
  }),
  run: async ({ input, ...given }) => {
    const rehearsal = await findRehearsal(given.tx, { id: input.rehearsalId });
    if (rehearsal === undefined) throw notFound("rehearsal", input.rehearsalId);
    const window = input.ownHour
      ? { ...input.ownHour, timeZone: given.practice.timeZone }
      : usualWindow;
    const { date, at } = await chooseWindow(given, { window, runOn: input.runOn });
    const consent = {
      byUserId: given.context.actor.id,
      at: given.instant,
      wording: input.wording,
      rehearsalId: rehearsal.id,
      seenDifferences: [...rehearsal.differences],
    };
    const migration = await applyEvent(given, { event: "queue", consent, runsAt: at });
    return { migration, advice: adviseOnDay({ paymentCount: rehearsal.paymentCount, date }) };
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { rehearsalId: input.rehearsalId, wording: input.wording, ...result },
  }),
});

/** Takes the consent back while it is queued, or gives up a run that stopped in Error. */
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
