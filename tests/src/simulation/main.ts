import process from "node:process";
import { parseArgs } from "node:util";
import type { Database } from "@rollbook/db";
import { createTestDatabase } from "@rollbook/db/testing";
import { runShares } from "./planner/runShares.ts";
import { runMutants } from "./runMutants.ts";
import type { SeedOutcome } from "./runSeed.ts";
import { runSeeds } from "./runSeeds.ts";
import { runSigkill } from "./sigkill/index.ts";
import type { Total } from "./total.ts";

const usage = `Usage: pnpm simulate [--seeds N] [--from S] [--planner | --sigkill | --mutants]
  --seeds N    how many seeds (default 100; --planner 10000; --sigkill 20)
  --from S     the first seed (default 1)
  --workers N  in how many processes (default 2)
  --planner    the pure planner alone, on rosters made up for it
  --sigkill    the engine in processes of its own that are killed
  --mutants    plants known faults in the engine, one after the other; each must be found
  --only TEXT  with --mutants: those whose name has this text
  --first      stops at the first violation
  --verbose    prints what happened in the seeds that failed`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string" },
    from: { type: "string", default: "1" },
    workers: { type: "string", default: "2" },
    planner: { type: "boolean", default: false },
    sigkill: { type: "boolean", default: false },
    mutants: { type: "boolean", default: false },
    only: { type: "string" },
    first: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const kind = values.mutants
  ? "mutants"
  : values.planner
    ? "planner"
    : values.sigkill
      ? "sigkill"
      : "engine";
const seedsByDefault = { engine: "100", planner: "10000", sigkill: "20", mutants: "120" };
const whole = (text: string) => (/^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN);
const seeds = whole(values.seeds ?? seedsByDefault[kind]);
const from = whole(values.from);
const workers = whole(values.workers);

if (values.help || [seeds, from, workers].some(Number.isNaN)) {
  process.stdout.write(`${usage}\n`);
  process.exit(values.help ? 0 : 1);
}
process.exitCode = await chosen();
process.exit();

function chosen(): number | Promise<number> {
  switch (kind) {
    case "engine":
      return simulate((url) =>
        runSeeds({
          url,
          workers,
          seeds: listed(),
          isStoppedByFirst: values.first,
          onOutcome: tell,
        }),
      );
    case "sigkill":
      return simulate((url) => runSigkill({ url, seeds: listed(), onOutcome: tell }));
    case "planner":
      return plan();
    case "mutants":
      return runMutants({ seeds, only: values.only, workers });
  }
}

function listed(): number[] {
  return Array.from({ length: seeds }, (_, at) => from + at);
}

async function simulate(run: (url: string) => Promise<Total>): Promise<number> {
  const { url, database, drop } = await createTestDatabase();
  await withoutStatistics(database);
  const startedMs = performance.now();
  const total = await run(url);
  await drop();
  sayPace("seeds", total.seeds, startedMs);
  process.stdout.write(`${JSON.stringify(total)}\n`);
  return total.violations === 0 ? 0 : 1;
}

/** The same few statements run a million times and nobody looks at the server: plans are kept, nothing is counted. */
async function withoutStatistics({ sql }: Database): Promise<void> {
  const [row] = await sql<{ name: string }[]>`select quote_ident(current_database()) as name`;
  for (const setting of [
    "plan_cache_mode = force_generic_plan",
    "update_process_title = off",
    "track_activities = off",
    "track_counts = off",
  ]) {
    await sql.unsafe(`alter database ${row?.name} set ${setting}`);
  }
}

async function plan(): Promise<number> {
  const startedMs = performance.now();
  const total = await runShares({
    seeds,
    from,
    workers,
    isStoppedByFirst: values.first,
    onFound: (text) => process.stderr.write(`${text}\n`),
  });
  sayPace("cases", total.cases, startedMs);
  process.stdout.write(`${JSON.stringify(total)}\n`);
  return total.violations === 0 ? 0 : 1;
}

function sayPace(what: string, count: number, startedMs: number): void {
  const seconds = (performance.now() - startedMs) / 1000;
  process.stderr.write(`${(count / seconds).toFixed(1)} ${what} a second\n`);
}

function tell(outcome: SeedOutcome): void {
  for (const { property, detail } of outcome.violations) {
    process.stderr.write(`seed ${outcome.seed}: ${property} ${detail}\n`);
  }
  if (values.verbose && outcome.violations.length > 0) {
    process.stderr.write(`  ${outcome.trace.join("\n  ")}\n`);
  }
}
