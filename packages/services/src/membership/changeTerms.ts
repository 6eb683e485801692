import { refuse } from "@rollbook/core/explain";
import { changeTerms as plan, ChangeTime, TermsChange } from "@rollbook/core/membership";
import { refuseUnknownPayers } from "../patient/index.ts";
import { getRecord, defineVerb, type Given } from "../run/index.ts";
import { membershipPlanOf, planKind } from "../plan/index.ts";
import {
  actOnMembership,
  auditOfAct,
  MembershipTarget,
  type PlannedHere,
} from "./actOnMembership.ts";

/** A change of plan, payer, interval, billing day or own price, from the next period, a day, or now with a credit (MEM-6). */
export const changeTerms = defineVerb({
  name: "membership.change_terms",
  permission: "membership.write",
  input: MembershipTarget.extend({ change: TermsChange, when: ChangeTime.default("next_period") }),
  run: ({ input: { change, when, ...target }, ...given }) =>
    actOnMembership(given, target, async ({ membership }): Promise<PlannedHere> => {
      if (change.payer !== undefined) await refuseUnknownPayers(given, [change.payer]);
      const refusal = await refusePlan(given, change);
      return { action: refusal ?? plan({ membership, change, when, today: given.today }) };
    }),
  audit: auditOfAct,
});

async function refusePlan(given: Given, { planId }: TermsChange) {
  if (planId === undefined) return null;
  const product = membershipPlanOf(await getRecord(given, planKind, planId));
  if (product === undefined)
    return refuse("PLAN-1", "This product is no membership plan (PLAN-1).", ["a membership plan"]);
  if (!product.isArchived) return null;
  return refuse("PLAN-1", `${product.name} is archived and takes no new members (PLAN-1).`, [
    "another plan",
  ]);
}
