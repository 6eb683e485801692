import * as z from "zod";
import { updatePractice } from "@rollbook/db/practice";
import { defineVerb, ServiceError, stale } from "../run/index.ts";
import { askNow } from "./autopayDue.ts";

export const autopayIsOff = "Autopay is off in this practice.";

/** Real money is charged only after someone switched it on; in a test practice until someone switches it off. */
export function isAutopayOn({
  isTest,
  settings,
}: {
  isTest: boolean;
  settings: Readonly<Record<string, unknown>>;
}): boolean {
  return isTest ? settings["isAutopayOn"] !== false : settings["isAutopayOn"] === true;
}

/** Switches autopay on or off, and says whether unsent invoices are charged too (PAY-12, AUTO-5). */
export const setAutopay = defineVerb({
  name: "autopay.set",
  permission: "practice.write",
  input: z.strictObject({
    isOn: z.boolean().optional(),
    isOfUnsent: z.boolean().optional(),
    /** Why nobody would charge for it, were it a test practice or a real one; null when somebody does. */
    missing: z.strictObject({ test: z.string().nullable(), real: z.string().nullable() }),
  }),
  run: async ({ input, ...given }) => {
    const missing = given.practice.isTest ? input.missing.test : input.missing.real;
    if (input.isOn === true && missing !== null) {
      const reason = `Autopay stays off. ${missing} (AUTO-5)`;
      throw new ServiceError("refused", reason, { rule: "AUTO-5" });
    }
    const { practice, instant, tx } = given;
    const settings = {
      ...practice.settings,
      ...(input.isOn !== undefined && { isAutopayOn: input.isOn }),
      ...(input.isOfUnsent !== undefined && { isAutopayOfUnsent: input.isOfUnsent }),
    };
    if (!(await updatePractice(tx, { ...practice, settings, updatedAt: instant })))
      throw stale("practice", practice.practiceId);
    await askNow(given);
    const { isTest } = practice;
    return {
      isTest,
      isOn: isAutopayOn({ isTest, settings }),
      isOfUnsent: settings["isAutopayOfUnsent"] === true,
    };
  },
  audit: ({ result }) => ({ entityId: null, detail: result }),
});

export const readAutopay = defineVerb({
  name: "autopay.read",
  permission: "payment.read",
  input: z.strictObject({}),
  run: async ({ practice }) => ({
    isTest: practice.isTest,
    isOn: isAutopayOn(practice),
    isOfUnsent: practice.settings["isAutopayOfUnsent"] === true,
  }),
});
