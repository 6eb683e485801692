import { PlainDate } from "@rollbook/core/calendar";
import {
  cancelMembership as plan,
  FamilyChoice,
  withdrawCancellation as planWithdrawal,
  type Membership,
} from "@rollbook/core/membership";
import * as z from "zod";
import { defineVerb } from "../run/index.ts";
import {
  actOnMembership,
  auditOfAct,
  MembershipTarget,
  type MembershipActed,
} from "./actOnMembership.ts";
import {
  keepingMoved,
  moveFamilyOf,
  refuseOutlastingPayer,
  type FamilyMoved,
} from "./familyOfPayer.ts";

/**
 * Ends a membership with its last day and a reason; what was billed beyond it is credited in the same act (MEM-9), and whom
 * its family price covers is moved or ended in it too (MEM-13).
 */
export const cancelMembership = defineVerb({
  name: "membership.cancel",
  permission: "membership.write",
  input: MembershipTarget.extend({
    /** Null asks. */
    endDate: PlainDate.nullable().default(null),
    reason: z.string().default(""),
    isLastInvoiceAdjusted: z.boolean().default(true),
    /** What becomes of those whom it covers; null asks when there are any. */
    others: FamilyChoice.nullable().default(null),
  }),
  run: async ({ input: { id, version, others, ...wish }, ...given }) => {
    let payer: Membership | undefined;
    const acted = await actOnMembership(given, { id, version }, async ({ membership }) => {
      payer = membership;
      const action = plan({ membership, ...wish, today: given.today });
      const refusal = await refuseOutlastingPayer(given, membership, wish.endDate);
      return { action: refusal ?? (await keepingMoved(given, membership, action)) };
    });
    if (payer === undefined || wish.endDate === null || payer.alsoCovers.length === 0) return acted;
    const ending = { ...wish, payer, choice: others, endDate: wish.endDate };
    return withFamily(acted, await moveFamilyOf(given, ending));
  },
  audit: auditOfAct,
});

export function withFamily(acted: MembershipActed, moved: FamilyMoved): MembershipActed {
  if (moved.explain === null) return acted;
  const { explain } = acted;
  return {
    ...acted,
    creditNoteIds: [...acted.creditNoteIds, ...moved.creditNoteIds],
    otherMembershipIds: moved.movedIds,
    explain: {
      rule: moved.explain.rule,
      inputs: { ...explain.inputs, ...moved.explain.inputs },
      arithmetic: `${explain.arithmetic}; ${moved.explain.arithmetic}`,
      sentence: [explain.sentence, moved.explain.sentence].filter(Boolean).join(" "),
    },
  };
}

/** Whoever was moved to another payer meanwhile stays there (MEM-13). */
export const withdrawCancellation = defineVerb({
  name: "membership.withdraw_cancellation",
  permission: "membership.write",
  input: MembershipTarget,
  run: ({ input, ...given }) =>
    actOnMembership(given, input, async ({ membership }) => {
      const action = planWithdrawal({ membership, today: given.today });
      const refusal = await refuseOutlastingPayer(given, membership, null);
      return { action: refusal ?? (await keepingMoved(given, membership, action)) };
    }),
  audit: auditOfAct,
});
