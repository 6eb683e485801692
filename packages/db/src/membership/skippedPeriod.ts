import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface SkippedPeriodRow {
  readonly membershipId: string;
  readonly patientId: string;
  readonly start: string;
  readonly end: string;
}

/** Periods that were waived because auto-invoice was off, by membership and by their days. */
export async function listSkippedPeriods(
  tx: Transaction,
  { after, limit }: { after?: Omit<SkippedPeriodRow, "patientId"> | undefined; limit: number },
): Promise<readonly SkippedPeriodRow[]> {
  return tx<SkippedPeriodRow[]>`
    select membership.id as "membershipId", membership.patient_id as "patientId", waiver.start, waiver.end
    from membership, jsonb_to_recordset(membership.waivers) waiver (reason text, start text, "end" text)
    where membership.${mine(tx)} and membership.waivers @> '[{"reason": "auto_invoice_off"}]'
      and waiver.reason = 'auto_invoice_off'
      ${
        after === undefined
          ? tx``
          : tx`and membership.id >= ${after.membershipId}
              and (membership.id, waiver.start, waiver.end) > (${after.membershipId}, ${after.start}, ${after.end})`
      }
    order by membership.id, waiver.start, waiver.end limit ${limit}`;
}
