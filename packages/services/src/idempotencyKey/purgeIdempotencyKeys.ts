import { withPractice } from "@rollbook/db";
import { deleteIdempotencyKeys, oldestIdempotencyKey } from "@rollbook/db/audit";
import { setWorkDue } from "@rollbook/db/workDue";
import { idempotencyPurgeWork, keptSince, keptUntil, type Services } from "../run/index.ts";

const dayMs = 86_400_000;

/** Removes answers that are past their 30 days; looks again when the oldest that is left is, a day later at the earliest. */
export function purgeIdempotencyKeys(
  services: Services,
  { practiceId }: { practiceId: string },
): Promise<number> {
  const now = services.clock();
  return withPractice(services.database, { practiceId }, async (tx) => {
    const count = await deleteIdempotencyKeys(tx, { before: keptSince(now) });
    const oldestEnds = keptUntil((await oldestIdempotencyKey(tx)) ?? now);
    const tomorrow = new Date(Date.parse(now) + dayMs).toISOString();
    const dueAt = oldestEnds > tomorrow ? oldestEnds : tomorrow;
    await setWorkDue(tx, practiceId, { kind: idempotencyPurgeWork, dueAt });
    return count;
  });
}
