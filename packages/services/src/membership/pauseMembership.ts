import { PlainDate } from "@rollbook/core/calendar";
import { pauseMembership as plan } from "@rollbook/core/membership";
import { defineVerb } from "../run/index.ts";
import { actOnMembership, auditOfAct, MembershipTarget } from "./actOnMembership.ts";

export const pauseMembership = defineVerb({
  name: "membership.pause",
  permission: "membership.write",
  input: MembershipTarget.extend({
    /** The last paused day; null until someone resumes. */
    through: PlainDate.nullable().default(null),
  }),
  run: ({ input: { through, ...target }, ...given }) =>
    actOnMembership(given, target, ({ membership }) => ({
      action: plan({ membership, through, today: given.today }),
    })),
  audit: auditOfAct,
});
