import type { Guard } from "@rollbook/core/reconcile";
import { newId, withPractice } from "@rollbook/db";
import { finishRosterRun, insertRosterRun } from "@rollbook/db/roster";
import type { Services } from "@rollbook/services/run";
import type { TestPractice } from "./practiceApi.ts";

/** As if a sync had stopped and asked for this approval. */
export async function seedStoppedSync(input: {
  practice: Pick<TestPractice, "practiceId">;
  services: Services;
  rosterId: string;
  approval: string;
}): Promise<void> {
  const { services, rosterId, approval } = input;
  const { practiceId } = input.practice;
  const at = services.clock();
  const runId = newId("run", { instant: at, random: services.randomBytes });
  const message = "The first sync of this sheet waits for an approval.";
  const guard: Guard = { code: "first_sync", message, approval, canApprove: true };
  await withPractice(services.database, { practiceId }, async (tx) => {
    await insertRosterRun(tx, practiceId, { runId, rosterId, trigger: "api", startedAt: at });
    await finishRosterRun(tx, {
      runId,
      state: "stopped",
      reason: message,
      generation: null,
      planHash: null,
      counts: {},
      guards: [guard],
      questions: [],
      sheetsCalls: 1,
      cellsWritten: 0,
      finishedAt: at,
    });
  });
}
