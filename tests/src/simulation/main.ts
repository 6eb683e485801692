import process from "node:process";
import { parseArgs } from "node:util";
import { createTestDatabase } from "@rollbook/db/testing";
import { runMutants } from "./runMutants.ts";
import type { SeedOutcome } from "./runSeed.ts";
import { runSeeds } from "./runSeeds.ts";

const usage = `Usage: pnpm simulate [--seeds N] [--from S] [--workers N] [--verbose]
  --seeds N    how many seeds (default 100)
  --from S     the first seed (default 1)
  --workers N  in how many processes (default 2)
  --mutants    plants known faults in the engine, one after the other; each must be found
  --only TEXT  with --mutants: those whose name has this text
  --first      stops at the first violation
  --verbose    prints what happened in the seeds that failed`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string" },
    from: { type: "string", default: "1" },
    workers: { type: "string", default: "2" },
    mutants: { type: "boolean", default: false },
    only: { type: "string" },
    first: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const whole = (text: string) => (/^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN);
const seeds = whole(values.seeds ?? (values.mutants ? "60" : "100"));
const from = whole(values.from);
const workers = whole(values.workers);

if (values.help || [seeds, from, workers].some(Number.isNaN)) {
  process.stdout.write(`${usage}\n`);
  process.exit(values.help ? 0 : 1);
}
process.exitCode = values.mutants
  ? await runMutants({ seeds, only: values.only })
  : await simulate();
process.exit();

async function simulate(): Promise<number> {
  const { url, drop } = await createTestDatabase();
  const startedMs = performance.now();
  const total = await runSeeds({
    url,
    workers,
    seeds: Array.from({ length: seeds }, (_, at) => from + at),
    isStoppedByFirst: values.first,
    onOutcome: tell,
  });
  await drop();
  const seconds = (performance.now() - startedMs) / 1000;
  process.stderr.write(`${(total.seeds / seconds).toFixed(1)} seeds a second\n`);
  process.stdout.write(`${JSON.stringify(total)}\n`);
  return total.violations === 0 ? 0 : 1;
}

function tell(outcome: SeedOutcome): void {
  for (const { property, detail } of outcome.violations) {
    process.stderr.write(`seed ${outcome.seed}: ${property} ${detail}\n`);
  }
  if (values.verbose && outcome.violations.length > 0) {
    process.stderr.write(`  ${outcome.trace.join("\n  ")}\n`);
  }
}
