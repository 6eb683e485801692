import process from "node:process";
import { openDatabase, type Database } from "@rollbook/db";
import { runSeed, type SeedOutcome } from "./runSeed.ts";

/** A process of its own that runs the seeds it is sent, a few practices at once. */
export type WorkerMessage = { seed: number };

const url = process.argv[2];
if (url === undefined) throw new Error("the address of the database is missing");
const database = openDatabase({ url, maxConnections: 4 });

process.on("message", ({ seed }: WorkerMessage) => {
  void runSafely({ database, seed }).then((outcome) => process.send?.(outcome));
});
process.once("disconnect", () => process.exit());

/** An engine that throws breaks a guarantee as well. */
async function runSafely(input: { database: Database; seed: number }): Promise<SeedOutcome> {
  const outcome = await runSeed(input).catch((error: unknown): SeedOutcome => {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const counts = { syncs: 0, edits: 0, faults: 0, crashes: 0 };
    const violations = [{ property: "thrown", detail }];
    return { seed: input.seed, violations, trace: [], traceHash: "", counts };
  });
  return outcome.violations.length > 0 ? outcome : { ...outcome, trace: [] };
}
