import type { UnlistedMember } from "@rollbook/core/reconcile";
import type { Transaction } from "@rollbook/db";
import { listUnlistedMembers } from "@rollbook/db/roster";
import { readViews } from "./readViews.ts";
import { newRow } from "./rowDrafts.ts";

/** Members of the practice who stand on no row of the roster, as after an attach over the API. */
export async function readUnlisted(tx: Transaction, rosterId: string): Promise<UnlistedMember[]> {
  const found = await listUnlistedMembers(tx, { rosterId });
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
