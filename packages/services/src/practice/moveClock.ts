import { addDays, daysBetween, instantInZone, PlainDate } from "@rollbook/core/calendar";
import * as z from "zod";
import { billOne, type BillingRunReport } from "../billing/index.ts";
import { getMigration, runMigration } from "../migration/index.ts";
import { defineVerb, runVerb, ServiceError, type Context, type Services } from "../run/index.ts";
import { changePractice } from "./updatePractice.ts";

const noon = 12 * 3600;
const furthestDays = 3700;

/** Sets a test practice's own clock to noon of a day. It stands still until it is moved again, and never goes back. */
export const setClock = defineVerb({
  name: "practice.set_clock",
  permission: "practice.clock",
  input: z.strictObject({ today: PlainDate }),
  run: async ({ input, ...given }) => {
    const { practice, today } = given;
    if (!practice.isTest) {
      throw new ServiceError("refused", "Only a test practice has a clock of its own.", {
        rule: "CAL-1",
      });
    }
    if (practice.clockInstant !== null && input.today < today) {
      throw new ServiceError(
        "refused",
        `The practice's clock shows ${today} and only goes forward.`,
        {
          rule: "CAL-1",
          allowed: [`${today} or later`],
        },
      );
    }
    const clockInstant = instantInZone({
      date: input.today,
      secondOfDay: noon,
      timeZone: practice.timeZone,
    });
    return changePractice(given, { clockInstant });
  },
  audit: ({ input, result }) => ({ entityId: result.practiceId, detail: { today: input.today } }),
});

export interface ClockMove {
  readonly today: PlainDate;
  readonly days: readonly { readonly today: PlainDate; readonly report: BillingRunReport }[];
}

/**
 * Moves a test practice's clock forward, day by day: on each day everything that is due happens, in order.
 * Interrupted, it goes on from the day it reached. @throws ServiceError
 */
export async function moveClock(
  services: Services,
  {
    context,
    to,
    onDay,
  }: { context: Context; to: PlainDate; onDay?: (today: PlainDate) => Promise<void> | void },
): Promise<ClockMove> {
  const start = await runVerb(services, readToday, { context, input: {} });
  if (!start.hasClock)
    await runVerb(services, setClock, { context, input: { today: start.today } });
  const count = daysBetween(start.today, to);
  if (count < 0 || count > furthestDays) {
    throw new ServiceError(
      "invalid",
      `The clock moves from ${start.today} forward, by ${furthestDays} days at most.`,
    );
  }
  const { practiceId } = context;
  const { migration } = await runVerb(services, getMigration, { context, input: {} });
  const isMoving = migration.state === "queued" || migration.state === "in_progress";
  const days: { today: PlainDate; report: BillingRunReport }[] = [];
  for (let step = 0; step <= count; step += 1) {
    const today = addDays(start.today, step);
    if (step > 0) await runVerb(services, setClock, { context, input: { today } });
    if (isMoving) await runMigration(services, { practiceId });
    const report = await billOne(services, practiceId);
    if (report.runId !== null) days.push({ today, report });
    await onDay?.(today);
  }
  return { today: to, days };
}

const readToday = defineVerb({
  name: "practice.read_clock",
  permission: "practice.clock",
  input: z.strictObject({}),
  run: async ({ today, practice }) => ({ today, hasClock: practice.clockInstant !== null }),
});
