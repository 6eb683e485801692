import { adviseOnDay, nextWindow, type BalanceDifference } from "@rollbook/core/migration";
import {
  countEarlierPayments,
  findBalancesBefore,
  insertRehearsal,
} from "@rollbook/db/paymentsMigration";
import * as z from "zod";
import { defineVerb, type Given } from "../run/index.ts";
import { conversionChunks } from "./conversionChunks.ts";
import { expectedMs } from "./expectedEnd.ts";

const keyOf = (each: { patientId: string; payerKind: string; currency: string }): string =>
  `${each.payerKind} ${each.patientId} ${each.currency}`;

/** The differences of what was converted, told with all that the payer owes, as the run will find them. */
async function withWholeBalances(
  given: Given,
  differences: readonly BalanceDifference[],
): Promise<BalanceDifference[]> {
  const payerIds = differences.map(({ patientId }) => patientId);
  const owed = new Map(
    (await findBalancesBefore(given.tx, { payerIds })).map((each) => [keyOf(each), each]),
  );
  return differences.map((each) => {
    const beforeMinor = owed.get(keyOf(each))?.beforeMinor ?? each.beforeMinor;
    return { ...each, beforeMinor, afterMinor: beforeMinor + each.afterMinor - each.beforeMinor };
  });
}

/** What the migration would do and where balances would differ, at one snapshot and without doing it (MIG-2, MIG-8). */
export const rehearseMigration = defineVerb({
  name: "migration.rehearse",
  permission: "migration.write",
  input: z.strictObject({}),
  isSnapshot: true,
  run: async ({ input: _input, ...given }) => {
    const { count: paymentCount, tiedNowhere } = await countEarlierPayments(given.tx);
    const found: BalanceDifference[] = [];
    let [allocationCount, refundCount] = [0, 0];
    for await (const chunk of conversionChunks(given)) {
      found.push(...chunk.differences);
      allocationCount += chunk.converted.allocations.length;
      refundCount += chunk.converted.counterEntries.length;
    }
    const differences = await withWholeBalances(given, found);
    const rehearsal = { id: given.newId("reh"), paymentCount, differences };
    const by = given.context.actor.id;
    await insertRehearsal(given.tx, given.practice.practiceId, {
      ...rehearsal,
      at: given.instant,
      by,
    });
    const { date } = nextWindow({ after: given.instant });
    return {
      ...rehearsal,
      allocationCount,
      refundCount,
      /** Tied to an invoice that is not here: they stay unallocated. */
      tiedNowhereCount: tiedNowhere,
      expectedSeconds: Math.ceil(expectedMs(paymentCount) / 1000),
      advice: adviseOnDay({ paymentCount, date }),
    };
  },
  audit: ({ result: { id, paymentCount, differences } }) => ({
    entityId: id,
    detail: { paymentCount, differenceCount: differences.length },
  }),
});
