import { BillingHold, type LaterEvent, type PlannedAction } from "@rollbook/core/membership";
import { defineVerb } from "../run/index.ts";
import { actOnMembership, auditOfAct, MembershipTarget } from "./actOnMembership.ts";

/** Parks the invoicing of a membership, with a reason, while care goes on (INV-10). */
export const holdMembership = defineVerb({
  name: "membership.hold",
  permission: "membership.write",
  input: MembershipTarget.extend({ hold: BillingHold }),
  run: ({ input: { hold, ...target }, ...given }) =>
    actOnMembership(given, target, () => ({
      action: plannedHold({ kind: "hold_set", hold }, hold.reason),
    })),
  audit: auditOfAct,
});

/** Lets invoicing go on; what was missed is due at once. */
export const releaseHold = defineVerb({
  name: "membership.release_hold",
  permission: "membership.write",
  input: MembershipTarget.extend({ code: BillingHold.shape.code }),
  run: ({ input: { code, ...target }, ...given }) =>
    actOnMembership(given, target, () => ({
      action: plannedHold({ kind: "hold_released", code }, `released: ${code}`),
    })),
  audit: auditOfAct,
});

function plannedHold(event: LaterEvent, sentence: string): PlannedAction {
  const explain = {
    rule: "INV-10",
    inputs: {},
    arithmetic: event.kind,
    sentence: `${sentence} (INV-10).`,
  };
  return { kind: "planned", events: [event], creditDays: null, explain };
}
