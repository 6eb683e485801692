import { keepPlannedSync } from "@rollbook/services/roster";
import { listPatients, updatePatient } from "@rollbook/services/patient";
import { runVerb, systemContext, type Services } from "@rollbook/services/run";
import type { KnownValues } from "./arbitraryOf.ts";
import type { TestPractice } from "./practiceApi.ts";
import { newSeedSheet, syncSeedSheet, type SeedSheet } from "./seedSyncedRoster.ts";

type Seeding = {
  practice: Pick<TestPractice, "practiceId">;
  services: Services;
  rosterId: string;
};

/** Two syncs of a roster: its first one, and one that took an edit and can be taken back. */
export async function seedEditedSync(input: Seeding): Promise<{ sheet: SeedSheet; runId: string }> {
  const sheet = newSeedSheet();
  await syncSeedSheet({ ...input, sheet });
  typeEmail(sheet, "mary.jackson@example.com");
  return { sheet, runId: await syncSeedSheet({ ...input, sheet }) };
}

/** These, and one that found a cell changed on both sides; and a plan of the next one. */
export async function seedSyncs(input: Seeding): Promise<KnownValues> {
  const { sheet, runId } = await seedEditedSync(input);
  const { services, rosterId, practice } = input;
  const instant = services.clock();
  const context = systemContext({ ...practice, instant, requestId: "req_seed" });
  const { data } = await runVerb(services, listPatients, { context, input: {} });
  const mary = data.find(({ email }) => email === "mary.jackson@example.com");
  await runVerb(services, updatePatient, {
    context,
    input: { id: mary?.id ?? "", changes: { email: "jackson@rollbook.example" } },
  });
  typeEmail(sheet, "jackson@typed.example");
  await syncSeedSheet({ ...input, sheet });
  await runVerb(services, keepPlannedSync, {
    context,
    input: {
      rosterId,
      state: "planned",
      reason: null,
      planHash: "seed",
      counts: {},
      guards: [],
      questions: [],
      steps: [],
    },
  });
  return { run_id: [runId], row_id: [sheet[0]?.rowId] };
}

function typeEmail(sheet: SeedSheet, email: string): void {
  const [row] = sheet;
  if (row !== undefined) row.cells = row.cells.with(2, email);
}
