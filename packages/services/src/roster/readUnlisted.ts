import type { UnlistedMember } from "@rollbook/core/reconcile";
import type { Transaction } from "@rollbook/db";
import { listUnlistedMembers } from "@rollbook/db/roster";
import { readPlans, readViews } from "./readViews.ts";
import { newRow } from "./rowDrafts.ts";

/** Members of the practice who stand on no row of the roster, as after an attach over the API. */
export async function readUnlisted(tx: Transaction, rosterId: string): Promise<UnlistedMember[]> {
  const found = await listUnlistedMembers(tx, { rosterId });
  const rows = found.map(({ membershipId, patientId }) => ({
    ...newRow({ rowId: membershipId, record: 0, base: {} }),
    patientId,
    membershipId,
  }));
  if (rows.length === 0) return [];
  const views = await readViews(tx, { rows, plans: await readPlans(tx) });
  return rows.flatMap(({ rowId, patientId }) => {
    const view = views.get(rowId);
    if (view === undefined || view.membership === null) return [];
    return [{ patientId, stored: view.stored, membership: view.membership }];
  });
}
