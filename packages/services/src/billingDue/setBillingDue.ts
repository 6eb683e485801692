import { instantInZone, type PlainDate } from "@rollbook/core/calendar";
import type { Transaction } from "@rollbook/db";
import type { PracticeRecord } from "@rollbook/db/practice";
import { setWorkDue } from "@rollbook/db/workDue";

export const billingWork = "billing";

/** The first instant of the day on which something is to be billed. A practice with its own clock is driven by it alone. */
export async function setBillingDue(
  tx: Transaction,
  practice: Pick<PracticeRecord, "practiceId" | "timeZone" | "clockInstant">,
  { dueOn }: { dueOn: PlainDate | null },
): Promise<void> {
  const isDriven = practice.clockInstant !== null;
  const dueAt =
    dueOn === null || isDriven
      ? null
      : instantInZone({ date: dueOn, secondOfDay: 0, timeZone: practice.timeZone });
  await setWorkDue(tx, practice.practiceId, { kind: billingWork, dueAt });
}
