import type { PlainDate } from "@rollbook/core/calendar";
import { refuse } from "@rollbook/core/explain";
import { FamilyChoice, type Membership } from "@rollbook/core/membership";
import { defineVerb, refused } from "../run/index.ts";
import {
  actOnMembership,
  auditOfAct,
  MembershipTarget,
  type MembershipActed,
} from "./actOnMembership.ts";
import { withFamily } from "./cancelMembership.ts";
import { moveFamilyOf } from "./familyOfPayer.ts";

/** Moves those whom an ended membership covered and who wait for somebody to pay for them (MEM-13). */
export const moveFamily = defineVerb({
  name: "membership.move_family",
  permission: "membership.write",
  input: MembershipTarget.extend({ others: FamilyChoice }),
  run: async ({ input: { others, ...target }, ...given }): Promise<MembershipActed> => {
    let ended: { payer: Membership; endDate: PlainDate } | undefined;
    const acted = await actOnMembership(given, target, ({ membership }) => {
      const { endDate } = membership;
      if (endDate === null) return { action: refuseGoingOn };
      ended = { payer: membership, endDate };
      return { action: noAct(endDate) };
    });
    if (ended === undefined) return acted;
    const { payer } = ended;
    const reason = payer.endReason ?? "The payer left";
    const ending = { ...ended, choice: others, reason, isLastInvoiceAdjusted: false };
    const moved = await moveFamilyOf(given, ending);
    if (moved.explain === null) throw refused(nobodyWaits);
    return withFamily(acted, moved);
  },
  audit: auditOfAct,
});

const refuseGoingOn = refuse(
  "MEM-13",
  "The membership goes on paying for its family: cancel it with a choice for the others, or change its payer (MEM-13).",
  ["cancel", "change"],
);

const nobodyWaits = refuse("MEM-13", "It covers nobody who goes on (MEM-13).", []);

function noAct(endDate: PlainDate) {
  return {
    kind: "planned" as const,
    events: [],
    creditDays: null,
    explain: {
      rule: "MEM-13",
      inputs: { end_date: endDate },
      arithmetic: `ended on ${endDate}`,
      sentence: "",
    },
  };
}
