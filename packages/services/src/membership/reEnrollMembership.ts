import { AnchorDay, PlainDate } from "@rollbook/core/calendar";
import { reEnrollMembership as plan } from "@rollbook/core/membership";
import { defineVerb } from "../run/index.ts";
import { actOnMembership, auditOfAct, MembershipTarget } from "./actOnMembership.ts";
import { keepingMoved, refuseOutlastingPayer } from "./familyOfPayer.ts";

export const reEnrollMembership = defineVerb({
  name: "membership.re_enroll",
  permission: "membership.write",
  input: MembershipTarget.extend({
    from: PlainDate,
    /** Null: the day of the new start. */
    anchorDay: AnchorDay.nullable().default(null),
  }),
  run: ({ input: { from, anchorDay, ...target }, ...given }) =>
    actOnMembership(given, target, async ({ membership }) => {
      const action = plan({ membership, from, anchorDay, today: given.today });
      if (action.kind === "refused") return { action };
      const refusal = await refuseOutlastingPayer(given, membership, null);
      if (refusal !== null) return { action: refusal };
      return { action: await keepingMoved(given, membership, action) };
    }),
  audit: auditOfAct,
});
