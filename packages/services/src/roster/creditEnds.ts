import { unusedByEnd, type LaterEvent, type Membership } from "@rollbook/core/membership";
import { creditMembershipDays } from "../invoice/index.ts";
import {
  applyEvents,
  membershipKind,
  membershipOf,
  refuseCredit,
  type MembershipChange,
} from "../membershipState/index.ts";
import type { Given } from "../run/index.ts";
import { settledBy, type SecondLook } from "./confirmReads.ts";
import type { RowDrafts } from "./rowDrafts.ts";

/**
 * Credits the billed days after the ends that this read settles: what is typed is billed, and credited, once it was read twice
 * (INV-2, MEM-9). The sheet has its date already, so what cannot be credited leaves the last invoice as it is, and the row
 * says so.
 */
export async function creditEnds(
  given: Given,
  input: SecondLook & { drafts: RowDrafts },
): Promise<void> {
  const settled = settledBy(given, input);
  if (settled.length === 0) return;
  const rowOf = new Map(input.rows.map((row) => [row.membershipId, row.rowId]));
  const records = await membershipKind.table.getForUpdate(given.tx, settled);
  const changes: MembershipChange[] = [];
  for (const membership of records.map(membershipOf)) {
    const creditDays = unusedByEnd(membership);
    if (creditDays === null) continue;
    const { id } = membership;
    const events = [{ kind: "freed" as const, period: creditDays }];
    const refusal = await refuseCredit(given, membership, { events, creditDays });
    if (refusal === null) {
      await creditMembershipDays(given, { membershipId: id, days: creditDays });
      changes.push({ id, events });
      continue;
    }
    changes.push({ id, events: keptAsBilled(membership) });
    const rowId = rowOf.get(id);
    const notice = `Nothing was credited for the end date. ${refusal.reason}`;
    if (rowId !== undefined) input.drafts.change(rowId, { notice });
  }
  await applyEvents(given, changes);
}

function keptAsBilled({ endDate, endReason: reason }: Membership): LaterEvent[] {
  if (endDate === null) return [];
  return [{ kind: "ended", endDate, reason: reason ?? "", isLastInvoiceAdjusted: false }];
}
