import { joinFamily, type Membership } from "@rollbook/core/membership";
import { applyEvents, lockMemberships, membershipOf } from "../membershipState/index.ts";
import { refused, type Given } from "../run/index.ts";

/** Tells the paying memberships whom they cover besides, so that their next lines claim those days too (PLAN-2). */
export async function joinFamilies(
  given: Given,
  attached: readonly Pick<Membership, "patientId" | "coveredBy">[],
): Promise<void> {
  const joining = Map.groupBy(
    attached.filter(({ coveredBy }) => coveredBy !== null),
    ({ coveredBy }) => coveredBy as string,
  );
  if (joining.size === 0) return;
  const payers = await lockMemberships(
    given,
    [...joining.keys()].map((id) => ({ id })),
  );
  const changes = [...payers.values()].map((record) => {
    const patientIds = (joining.get(record.id) ?? []).map(({ patientId }) => patientId);
    const planned = joinFamily({ payer: membershipOf(record), patientIds, today: given.today });
    if (planned.kind === "refused") throw refused(planned);
    return { id: record.id, events: planned.events };
  });
  await applyEvents(
    given,
    changes.filter(({ events }) => events.length > 0),
  );
}
