import { deleteLockedMonth, insertLockedMonth, listLockedMonths } from "@rollbook/db/payment";
import * as z from "zod";
import { defineVerb } from "../run/index.ts";

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month is written YYYY-MM");
const input = z.strictObject({ month: Month });

/** Closes the books of a month: nothing is dated inside it any more (PAY-9). */
export const lockMonth = defineVerb({
  name: "payment.lock_month",
  permission: "payment.write",
  input,
  run: async ({ tx, practice, instant, context, input: { month } }) => {
    await insertLockedMonth(tx, practice.practiceId, { month, at: instant, by: context.actor.id });
    return { lockedMonths: await listLockedMonths(tx) };
  },
  audit: ({ input: { month } }) => ({ entityId: month }),
});

export const unlockMonth = defineVerb({
  name: "payment.unlock_month",
  permission: "payment.write",
  input,
  run: async ({ tx, input: { month } }) => {
    await deleteLockedMonth(tx, { month });
    return { lockedMonths: await listLockedMonths(tx) };
  },
  audit: ({ input: { month } }) => ({ entityId: month }),
});

export const lockedMonths = defineVerb({
  name: "payment.locked_months",
  permission: "payment.read",
  input: z.strictObject({}),
  run: async ({ tx }) => ({ lockedMonths: await listLockedMonths(tx) }),
});
