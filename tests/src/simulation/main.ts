import { createHash } from "node:crypto";
import process from "node:process";
import { parseArgs } from "node:util";
import { createTestDatabase } from "@rollbook/db/testing";
import { runMutants } from "./runMutants.ts";
import { runSeed, type SeedOutcome } from "./runSeed.ts";

const usage = `Usage: pnpm simulate [--seeds N] [--from S] [--mutants] [--verbose]
  --seeds N    how many seeds (default 100)
  --from S     the first seed (default 1)
  --mutants    plants known faults in the engine, one after the other; each must be found
  --only TEXT  with --mutants: those whose name has this text
  --first      stops at the first violation
  --verbose    prints what happened in the seeds that failed`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "100" },
    from: { type: "string", default: "1" },
    mutants: { type: "boolean", default: false },
    only: { type: "string" },
    first: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const seeds = Number(values.seeds);
const from = Number(values.from);

if (values.help || !Number.isInteger(seeds) || !Number.isInteger(from) || seeds < 1) {
  process.stdout.write(`${usage}\n`);
  process.exit(values.help ? 0 : 1);
}
process.exitCode = values.mutants
  ? await runMutants({ seeds, only: values.only })
  : await simulate();
process.exit();

async function simulate(): Promise<number> {
  const { database, drop } = await createTestDatabase();
  const hash = createHash("sha256");
  const total = { seeds, syncs: 0, edits: 0, faults: 0, crashes: 0, violations: 0 };
  const startedMs = performance.now();
  for (let seed = from; seed < from + seeds; seed += 1) {
    const outcome = await runSeed({ database, seed }).catch((error: unknown) =>
      crashed(seed, error),
    );
    hash.update(outcome.traceHash);
    total.syncs += outcome.counts.syncs;
    total.edits += outcome.counts.edits;
    total.faults += outcome.counts.faults;
    total.crashes += outcome.counts.crashes;
    total.violations += outcome.violations.length;
    if (outcome.violations.length === 0) continue;
    if (values.first) seed = from + seeds;
    for (const { property, detail } of outcome.violations) {
      process.stderr.write(`seed ${outcome.seed}: ${property} ${detail}\n`);
    }
    if (values.verbose) process.stderr.write(`  ${outcome.trace.join("\n  ")}\n`);
  }
  await drop();
  const seconds = (performance.now() - startedMs) / 1000;
  process.stderr.write(`${(seeds / seconds).toFixed(1)} seeds a second\n`);
  process.stdout.write(
    `${JSON.stringify({ ...total, traceHash: hash.digest("hex").slice(0, 16) })}\n`,
  );
  return total.violations === 0 ? 0 : 1;
}

/** An engine that throws breaks a guarantee as well. */
function crashed(seed: number, error: unknown): SeedOutcome {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const counts = { syncs: 0, edits: 0, faults: 0, crashes: 0, resent: 0 };
  const violations = [{ property: "thrown", detail }];
  return { seed, violations, trace: [], traceHash: "", counts };
}
