import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** Members of the practice who stand on no row of the roster. */
export function listUnlistedMembers(
  tx: Transaction,
  { rosterId }: { rosterId: string },
): Promise<readonly { membershipId: string; patientId: string }[]> {
  return tx<{ membershipId: string; patientId: string }[]>`
    select membership.id as "membershipId", membership.patient_id as "patientId"
    from membership
    where ${mine(tx)} and membership.archived_on is null and not exists (
      select from roster_row row
      where row.practice_id = membership.practice_id and row.roster_id = ${rosterId}
        and row.patient_id = membership.patient_id)
    order by membership.id`;
}
