import { instantsApartMs } from "@rollbook/core/calendar";
import type { MigrationFailure, PaymentsMigration } from "@rollbook/core/migration";
import { countEarlierPayments } from "@rollbook/db/paymentsMigration";
import * as z from "zod";
import { readMigration } from "../migrationState/index.ts";
import { postWaitingPayments, returnWaitingPayments } from "../processorPayment/index.ts";
import { retryWaitingEvents } from "../processorEvent/index.ts";
import { defineVerb, runAsSystem, ServiceError, type Services } from "../run/index.ts";
import { applyEvent, setMigrationDue } from "./applyEvent.ts";
import { convertPayments, Differs, type ConversionStep } from "./convertPayments.ts";
import { expectedEndOf } from "./expectedEnd.ts";

/** Where a run is; told before it goes on. */
export type MigrationStep = ConversionStep | "started" | "moved" | "failed" | "settled";

export interface MigrationRun {
  readonly practiceId: string;
  readonly onStep?: (step: MigrationStep) => Promise<void> | void;
  /** Payments converted at a time. */
  readonly chunkSize?: number;
}

/** Starts what is queued and due; answers where the migration is then. */
const startDue = defineVerb({
  name: "migration.start",
  permission: "migration.write",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }) => {
    const migration = await readMigration(given, { lock: "mine" });
    if (migration.state !== "queued") return migration;
    if (instantsApartMs(migration.runsAt, given.instant) < 0) return migration;
    const { count } = await countEarlierPayments(given.tx);
    const startedAt = given.instant;
    const expectedEndAt = expectedEndOf({ startedAt, paymentCount: count });
    return applyEvent(given, { event: "start", startedAt, expectedEndAt });
  },
  audit: ({ result }) => ({ entityId: null, detail: { state: result.state } }),
});

const failMigration = defineVerb({
  name: "migration.fail",
  permission: "migration.write",
  input: z.strictObject({ failure: z.custom<MigrationFailure>() }),
  run: async ({ input: { failure }, ...given }) => {
    const after = await applyEvent(given, { event: "fail", failure, failedAt: given.instant });
    await returnWaitingPayments(given);
    return after;
  },
  audit: ({ input: { failure } }) => ({ entityId: null, detail: { failure: failure.kind } }),
});

/** Posts what waited, once, and asks for no more work; nothing while a run is queued or under way. */
const settleMigration = defineVerb({
  name: "migration.settle",
  permission: "migration.write",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }) => {
    const migration = await readMigration(given, { lock: "shared" });
    if (migration.state === "queued" || migration.state === "in_progress") return migration;
    if (migration.state === "active") await postWaitingPayments(given);
    await retryWaitingEvents(given);
    await setMigrationDue(given, null);
    return migration;
  },
  audit: ({ result }) => ({ entityId: null, detail: { state: result.state } }),
});

/**
 * Starts what is due, or goes on with what was killed, and ends Active or Error. A failure of the connection is thrown: the
 * migration stays where it is and the next call goes on (MIG-9).
 */
export async function runMigration(
  services: Services,
  { practiceId, onStep, chunkSize }: MigrationRun,
): Promise<PaymentsMigration> {
  const run = runAsSystem(services, practiceId);
  const { state } = await run(startDue, {});
  if (state === "queued") return run(settleMigration, {});
  if (state === "in_progress") {
    await onStep?.("started");
    const failure = await convert(() => run(convertPayments({ onStep, chunkSize }), {}));
    if (failure === "elsewhere") return run(settleMigration, {});
    if (failure !== null) await run(failMigration, { failure });
    await onStep?.(failure === null ? "moved" : "failed");
  }
  const migration = await run(settleMigration, {});
  await onStep?.("settled");
  return migration;
}

/** How often somebody else's change at the same moment is taken as a reason to begin again. */
const mostAttempts = 5;

/** Null when it moved; `elsewhere` when another worker is at it. Throws where trying again later may help. */
async function convert(
  work: () => Promise<unknown>,
): Promise<MigrationFailure | "elsewhere" | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return null;
    } catch (error) {
      if (error instanceof Differs)
        return { kind: "new_differences", differences: error.differences };
      if (!(error instanceof ServiceError)) throw error;
      if (error.code === "in_flight") return "elsewhere";
      if (error.code === "unavailable") throw error;
      const isRepeatable = error.code === "conflict" && attempt < mostAttempts;
      if (!isRepeatable) return { kind: "not_readable", reason: error.message };
    }
  }
}
