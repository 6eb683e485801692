import { setWorkDue } from "@rollbook/db/workDue";
import type { Given } from "../run/index.ts";

export const refundWork = "processor_refund";

/** When refunds are looked at next; by the real clock, since a test practice's own stands still. */
export async function setRefundsDue(given: Given, afterMs: number | null): Promise<void> {
  const { tx, practice, context } = given;
  const dueAt =
    afterMs === null ? null : new Date(Date.parse(context.instant) + afterMs).toISOString();
  await setWorkDue(tx, practice.practiceId, { kind: refundWork, dueAt });
}
