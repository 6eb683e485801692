import type { Period } from "@rollbook/core/calendar";
import type { Refusal } from "@rollbook/core/explain";
import {
  applyEvent,
  refuseSharedCredit,
  type Membership,
  type PlannedAction,
} from "@rollbook/core/membership";
import { listSharedDays } from "@rollbook/db/membership";
import type { Given } from "../run/index.ts";

/** The refusal of an act whose credit would take back days of somebody who was moved since (MEM-13). */
export async function refuseCredit(
  { tx }: Given,
  membership: Membership,
  { creditDays, events }: Pick<PlannedAction, "creditDays" | "events">,
): Promise<Refusal | null> {
  if (creditDays === null) return null;
  const { patientId, alsoCovers } = events.reduce(applyEvent, membership);
  const shared = await listSharedDays(tx, {
    membershipId: membership.id,
    patientIds: [patientId, ...alsoCovers],
    ...creditDays,
  });
  return refuseSharedCredit({ credited: creditDays, shared: shared as Period[] });
}
