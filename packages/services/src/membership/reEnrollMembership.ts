import { AnchorDay, PlainDate } from "@rollbook/core/calendar";
import { reEnrollMembership as plan } from "@rollbook/core/membership";
import { defineVerb } from "../run/index.ts";
import { actOnMembership, auditOfAct, MembershipTarget } from "./actOnMembership.ts";

export const reEnrollMembership = defineVerb({
  name: "membership.re_enroll",
  permission: "membership.write",
  input: MembershipTarget.extend({
    from: PlainDate,
    /** Null: the day of the new start. */
    anchorDay: AnchorDay.nullable().default(null),
  }),
  run: ({ input: { from, anchorDay, ...target }, ...given }) =>
    actOnMembership(given, target, ({ membership }) => ({
      action: plan({ membership, from, anchorDay, today: given.today }),
    })),
  audit: auditOfAct,
});
