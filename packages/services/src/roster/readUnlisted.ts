import type { UnlistedMember } from "@rollbook/core/reconcile";
import { mine, type Transaction } from "@rollbook/db";
import { readViews } from "./readViews.ts";
import { newRow } from "./rowDrafts.ts";

/** Members of the practice who stand on no row of the roster, as after an attach over the API. */
export async function readUnlisted(tx: Transaction, rosterId: string): Promise<UnlistedMember[]> {
  const found = await tx<{ membershipId: string; patientId: string }[]>`
    select membership.id as "membershipId", membership.patient_id as "patientId"
    from membership
    where ${mine(tx)} and membership.archived_on is null and not exists (
      select from roster_row row
      where row.practice_id = membership.practice_id and row.roster_id = ${rosterId}
        and row.patient_id = membership.patient_id)
    order by membership.id`;
  const rows = found.map(({ membershipId, patientId }) => ({
    ...newRow({ rowId: membershipId, record: 0, base: {} }),
    patientId,
    membershipId,
  }));
  const views = await readViews(tx, rows);
  return rows.flatMap(({ rowId, patientId }) => {
    const view = views.get(rowId);
    if (view === undefined || view.membership === null) return [];
    return [{ patientId, stored: view.stored, membership: view.membership }];
  });
}
