import * as z from "zod";
import { requestBilling } from "../billing/index.ts";
import { defineVerb } from "../run/index.ts";
import { changePractice, shownPractice } from "./updatePractice.ts";

/** Switched on, it bills from the next period; what passed meanwhile is listed and billed only if chosen (INV-5). */
export const setAutoInvoice = defineVerb({
  name: "practice.set_auto_invoice",
  permission: "practice.write",
  input: z.strictObject({ isOn: z.boolean() }),
  run: async ({ input, ...given }) => {
    const { practice, today } = given;
    if (practice.isAutoInvoice === input.isOn) return shownPractice(given, practice);
    const changed = await changePractice(given, {
      isAutoInvoice: input.isOn,
      autoInvoiceSince: input.isOn ? today : practice.autoInvoiceSince,
    });
    await requestBilling(given);
    return shownPractice(given, changed);
  },
  audit: ({ input, result }) => ({ entityId: result.practiceId, detail: { isOn: input.isOn } }),
});
