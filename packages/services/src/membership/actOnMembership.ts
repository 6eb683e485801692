import type { Explanation, Refusal } from "@rollbook/core/explain";
import type { Membership, PlannedAction } from "@rollbook/core/membership";
import type { MembershipRecord } from "@rollbook/db/membership";
import * as z from "zod";
import { creditMembershipDays } from "../invoice/index.ts";
import {
  applyEvents,
  lockMemberships,
  membershipOf,
  refuseCredit,
  viewOf,
  type MembershipChange,
  type MembershipView,
} from "../membershipState/index.ts";
import { refused, type Given } from "../run/index.ts";

export const MembershipTarget = z.strictObject({
  id: z.string(),
  /** The version the caller saw. */
  version: z.int().optional(),
});
export type MembershipTarget = z.infer<typeof MembershipTarget>;

export interface MembershipActed {
  readonly membership: MembershipView;
  readonly explain: Explanation;
  /** Credit notes that the same act issued. */
  readonly creditNoteIds: readonly string[];
  /** Memberships that the same act moved or ended beside this one (MEM-13). */
  readonly otherMembershipIds: readonly string[];
}

export interface PlannedHere {
  readonly action: PlannedAction | Refusal;
  readonly columns?: MembershipChange["columns"];
}

/** Locks the membership, lets core plan, applies the events, and credits in the same act what they take back. */
export async function actOnMembership(
  given: Given,
  target: MembershipTarget,
  plan: (input: {
    membership: Membership;
    record: MembershipRecord;
  }) => Promise<PlannedHere> | PlannedHere,
): Promise<MembershipActed> {
  const locked = await lockMemberships(given, [target]);
  const record = locked.get(target.id) as MembershipRecord;
  const membership = membershipOf(record);
  const { action, columns } = await plan({ membership, record });
  if (action.kind === "refused") throw refused(action);
  const refusal = await refuseCredit(given, membership, action);
  if (refusal !== null) throw refused(refusal);
  const creditNoteIds =
    action.creditDays === null
      ? []
      : await creditMembershipDays(given, { membershipId: record.id, days: action.creditDays });
  const change = { id: record.id, events: action.events };
  const [changed] = await applyEvents(given, [
    columns === undefined ? change : { ...change, columns },
  ]);
  return {
    membership: viewOf(changed as MembershipRecord, given.today),
    explain: action.explain,
    creditNoteIds,
    otherMembershipIds: [],
  };
}

export const auditOfAct = ({ result }: { result: MembershipActed }) => ({
  entityId: result.membership.id,
  detail: {
    sentence: result.explain.sentence,
    creditNoteIds: result.creditNoteIds,
    otherMembershipIds: result.otherMembershipIds,
  },
});
