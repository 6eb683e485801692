import { dateInZone, TimeZone } from "@rollbook/core/calendar";
import { updatePractice as updateRow, type PracticeRecord } from "@rollbook/db/practice";
import * as z from "zod";
import { requestBilling } from "../billingDue/index.ts";
import { defineVerb, stale, type Given } from "../run/index.ts";

export const PracticeChanges = z
  .strictObject({
    name: z.string().trim().min(1),
    externalId: z.string().min(1).nullable(),
    /** Never moves a period that was issued (CAL-1). */
    timeZone: TimeZone,
    locale: z.string().min(2),
    invoiceTermsDays: z.int().min(0).max(365),
    settings: z.record(z.string(), z.unknown()),
  })
  .partial();

/** @throws ServiceError stale */
export async function changePractice(
  { tx, practice, instant }: Given,
  changes: Partial<PracticeRecord>,
): Promise<PracticeRecord> {
  const changed = { ...practice, ...changes, updatedAt: instant };
  if (!(await updateRow(tx, changed))) throw stale("practice", practice.practiceId);
  return { ...changed, version: changed.version + 1 };
}

/** A practice as callers see it: with its day, and whether it is live. */
export function shownPractice({ instant }: Pick<Given, "instant">, practice: PracticeRecord) {
  const { liveOn, timeZone } = practice;
  return { ...practice, isLive: liveOn !== null, today: dateInZone(instant, timeZone) };
}

export const updatePractice = defineVerb({
  name: "practice.update",
  permission: "practice.write",
  input: z.strictObject({ version: z.int().optional(), changes: PracticeChanges }),
  run: async ({ input, ...given }) => {
    const version = input.version ?? given.practice.version;
    const { settings, ...changes } = input.changes;
    const kept = { ...given.practice.settings, ...settings };
    const changed = await changePractice(
      { ...given, practice: { ...given.practice, version } },
      settings === undefined ? changes : { ...changes, settings: kept },
    );
    if (changed.timeZone !== given.practice.timeZone) {
      const practice = { ...given.practice, timeZone: changed.timeZone };
      await requestBilling({ ...given, practice });
    }
    return shownPractice(given, changed);
  },
  audit: ({ input, result }) => ({
    entityId: result.practiceId,
    detail: { fields: Object.keys(input.changes) },
  }),
});
