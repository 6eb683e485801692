import { archiveMembership as plan } from "@rollbook/core/membership";
import { defineVerb } from "../run/index.ts";
import { actOnMembership, auditOfAct, MembershipTarget } from "./actOnMembership.ts";

export const archiveMembership = defineVerb({
  name: "membership.archive",
  permission: "membership.write",
  input: MembershipTarget,
  run: ({ input, ...given }) =>
    actOnMembership(given, input, ({ membership }) => ({
      action: plan({ membership, today: given.today }),
    })),
  audit: auditOfAct,
});
