import { findProcessorAccount, saveProcessorAccount } from "@rollbook/db/autopay";
import { membershipTable } from "@rollbook/db/membership";
import * as z from "zod";
import { defineVerb, notFound } from "../run/index.ts";
import { askNow } from "./autopayDue.ts";

const membershipId = z.string();

/** Records where at Stripe the money of a membership's mandate is: names only, never a card or an account (AUTO-5). */
export const setProcessorAccount = defineVerb({
  name: "autopay.set_account",
  permission: "membership.write",
  input: z.strictObject({
    membershipId,
    customerId: z.string().regex(/^cus_\w+$/, "a Stripe customer is written cus_..."),
    paymentMethodId: z
      .string()
      .regex(/^(pm|card|src|ba)_\w+$/, "a Stripe payment method is written pm_..."),
  }),
  run: async ({ input, ...given }) => {
    const { tx, practice, instant, context } = given;
    if ((await membershipTable.get(tx, input.membershipId)) === undefined)
      throw notFound("membership", input.membershipId);
    const { practiceId } = practice;
    const row = { ...input, setAt: instant };
    await saveProcessorAccount(tx, { practiceId, by: context.actor.id }, row);
    await askNow(given);
    return row;
  },
  audit: ({ input }) => ({ entityId: input.membershipId }),
});

export const getProcessorAccount = defineVerb({
  name: "autopay.get_account",
  permission: "membership.read",
  input: z.strictObject({ membershipId }),
  run: async ({ tx, input }) => {
    const found = await findProcessorAccount(tx, input);
    if (found === undefined) throw notFound("processor account of membership", input.membershipId);
    return found;
  },
  audit: ({ input }) => ({ entityId: input.membershipId }),
});
