import { PlainDate } from "@rollbook/core/calendar";
import {
  cancelMembership as plan,
  withdrawCancellation as planWithdrawal,
} from "@rollbook/core/membership";
import * as z from "zod";
import { defineVerb } from "../run/index.ts";
import { actOnMembership, auditOfAct, MembershipTarget } from "./actOnMembership.ts";

/** Ends a membership with its last day and a reason; what was billed beyond it is credited in the same act (MEM-9). */
export const cancelMembership = defineVerb({
  name: "membership.cancel",
  permission: "membership.write",
  input: MembershipTarget.extend({
    /** Null asks. */
    endDate: PlainDate.nullable().default(null),
    reason: z.string().default(""),
    isLastInvoiceAdjusted: z.boolean().default(true),
  }),
  run: ({ input: { id, version, ...wish }, ...given }) =>
    actOnMembership(given, { id, version }, ({ membership }) => ({
      action: plan({ membership, ...wish, today: given.today }),
    })),
  audit: auditOfAct,
});

export const withdrawCancellation = defineVerb({
  name: "membership.withdraw_cancellation",
  permission: "membership.write",
  input: MembershipTarget,
  run: ({ input, ...given }) =>
    actOnMembership(given, input, ({ membership }) => ({
      action: planWithdrawal({ membership, today: given.today }),
    })),
  audit: auditOfAct,
});
