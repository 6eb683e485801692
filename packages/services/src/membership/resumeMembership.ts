import { PlainDate } from "@rollbook/core/calendar";
import { resumeMembership as plan } from "@rollbook/core/membership";
import { defineVerb } from "../run/index.ts";
import { actOnMembership, auditOfAct, MembershipTarget } from "./actOnMembership.ts";

export const resumeMembership = defineVerb({
  name: "membership.resume",
  permission: "membership.write",
  input: MembershipTarget.extend({
    /** The first day of care; today when left out. */
    on: PlainDate.optional(),
  }),
  run: ({ input: { on, ...target }, ...given }) =>
    actOnMembership(given, target, ({ membership }) => ({
      action: plan({ membership, on: on ?? given.today, today: given.today }),
    })),
  audit: auditOfAct,
});
