import { createHash } from "node:crypto";
import type { Database } from "@rollbook/db";
import { syncPractice, type SyncResult } from "@rollbook/sync";
import { actOnce, tidyUp, undoSort } from "./actors.ts";
import { faultyFetch, Killed, type FaultPlan } from "./faults.ts";
import { killable } from "./killable.ts";
import { judge, type Violation } from "./oracle.ts";
import { clientOf } from "./sheet.ts";
import { startWorld, type World } from "./world.ts";

export type SeedOutcome = {
  seed: number;
  violations: Violation[];
  trace: string[];
  traceHash: string;
  counts: World["counts"];
};

const stepsAtMost = 14;
const minuteMs = 60_000;

/** One practice, one roster, people and accidents of one seed; the same seed gives the same outcome. */
export async function runSeed(input: { database: Database; seed: number }): Promise<SeedOutcome> {
  const world = await startWorld(input);
  const late: (() => Promise<unknown>)[] = [];
  const { violations } = world;
  const steps = 4 + world.random.below(stepsAtMost);
  for (let step = 0; step < steps; step += 1) {
    const acts = world.random.below(3);
    for (let act = 0; act < acts; act += 1) await actOnce(world, false);
    if (late.length > 0 && world.random.chance(0.6)) await late.shift()?.();
    await syncOnce({ world, late, isQuiet: false });
    if (world.random.chance(0.1)) violations.push(...(await judgeDryRun(world)));
    world.clock.ms += minuteMs * (1 + world.random.below(20));
  }
  violations.push(...(await settle({ world, late })), ...(await judge(world)));
  if (world.counts.resent > 0) {
    violations.push({
      property: "P8",
      detail: `${world.counts.resent} writes were sent again blindly`,
    });
  }
  const rows = await world.sheet.rows();
  const traceHash = createHash("sha256")
    .update(JSON.stringify([world.trace, rows, violations]))
    .digest("hex")
    .slice(0, 16);
  if (violations.length > 0) world.trace.push(...rows.map((row) => row.join(" | ")));
  return { seed: input.seed, violations, trace: world.trace, traceHash, counts: world.counts };
}

async function syncOnce(input: {
  world: World;
  late: (() => Promise<unknown>)[];
  isQuiet: boolean;
}): Promise<SyncResult | null> {
  const { world, late, isQuiet } = input;
  const { random } = world;
  const dieAt = !isQuiet && random.chance(0.08) ? 1 + random.below(9) : null;
  const worker = killable(world.services, dieAt);
  let isFirstWrite = true;
  const plan: FaultPlan = {
    rate: isQuiet ? 0 : 0.15,
    beforeWrite: async () => {
      if (isQuiet || !isFirstWrite) return;
      isFirstWrite = false;
      if (random.chance(0.3)) await actOnce(world, true);
      if (random.chance(0.12)) await rivalSync(world);
    },
  };
  const fetchImplementation = faultyFetch({
    direct: world.sheet.fetch,
    random,
    plan,
    counts: world.counts,
    late,
  });
  world.counts.syncs += 1;
  const isDeadly = (error: unknown) => error instanceof Killed;
  const deadFetch: typeof fetch = async (url, init) => {
    try {
      return await fetchImplementation(url, init);
    } catch (error) {
      if (isDeadly(error)) worker.kill();
      throw error;
    }
  };
  try {
    const result = await syncPractice({
      services: worker.services,
      sheets: clientOf(deadFetch),
      practiceId: world.practiceId,
      nowMs: () => 0,
    });
    world.trace.push(`sync ${result.kind} ${result.cells_written}`);
    return result;
  } catch (error) {
    if (!worker.isDead()) throw error;
    if (dieAt !== null) world.counts.crashes += 1;
    world.trace.push("killed");
    world.clock.ms += 3 * minuteMs;
    return null;
  }
}

/**
 * While one worker hangs before its write, another one tries: in vain while the lease runs, and with a whole sync of its
 * own once it ran out.
 */
async function rivalSync(world: World): Promise<void> {
  const isLeaseOver = world.random.chance(0.7);
  if (isLeaseOver) world.clock.ms += 3 * minuteMs;
  const result = await syncPractice({
    services: world.services,
    sheets: clientOf(world.sheet.fetch),
    practiceId: world.practiceId,
    nowMs: () => 0,
  });
  world.trace.push(`rival ${result.kind} ${result.cells_written}`);
  if (!isLeaseOver && result.kind !== "busy") {
    world.violations.push({ property: "P8", detail: `two workers at once: ${result.kind}` });
  }
}

/** Late batches arrive, people tidy up, and after at most two quiet runs both sides must agree. */
async function settle(input: {
  world: World;
  late: (() => Promise<unknown>)[];
}): Promise<Violation[]> {
  const { world, late } = input;
  for (const arrive of late.splice(0)) await arrive();
  await undoSort(world);
  await tidyUp(world);
  const kinds: string[] = [];
  for (let run = 0; run < 4; run += 1) {
    world.clock.ms += 20 * minuteMs;
    const result = await syncOnce({ world, late, isQuiet: true });
    kinds.push(result?.kind ?? "killed");
    if (result?.kind === "stopped")
      return [{ property: "P1", detail: `stopped: ${result.reason}` }];
  }
  const [, , third, fourth] = kinds;
  return third === "nothing_to_do" && fourth === "nothing_to_do"
    ? []
    : [{ property: "P1", detail: `quiet runs went on: ${kinds.join(", ")}` }];
}

/** A dry run writes nothing, on neither side. */
async function judgeDryRun(world: World): Promise<Violation[]> {
  const before = JSON.stringify(await world.sheet.rows());
  await syncPractice({
    services: world.services,
    sheets: clientOf(world.sheet.fetch),
    practiceId: world.practiceId,
    isDryRun: true,
  });
  const after = JSON.stringify(await world.sheet.rows());
  return before === after ? [] : [{ property: "P10", detail: "a dry run wrote to the sheet" }];
}
