import { newId, withPractice } from "@rollbook/db";
import { insertPriceProposal, withdrawPriceProposal } from "@rollbook/db/roster";
import type { Services } from "@rollbook/services/run";
import type { KnownValues } from "./arbitraryOf.ts";
import type { TestPractice } from "./practiceApi.ts";

/** As if a sync had read another price in the sheet. */
export async function seedPriceProposal(input: {
  practice: Pick<TestPractice, "practiceId">;
  services: Services;
  known: KnownValues;
}): Promise<string> {
  const { services, known } = input;
  const { practiceId } = input.practice;
  const at = services.clock();
  const id = newId("prp", { instant: at, random: services.randomBytes });
  const priced = { planId: String(known.plan_id?.[0]), interval: "P1M" };
  await withPractice(services.database, { practiceId }, async (tx) => {
    await withdrawPriceProposal(tx, { ...priced, at });
    await insertPriceProposal(tx, practiceId, {
      ...priced,
      id,
      rosterId: String(known.roster_id?.[0]),
      priceMinor: 25_995,
      currency: "USD",
      at,
    });
  });
  return id;
}
