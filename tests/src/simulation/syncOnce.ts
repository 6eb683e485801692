import { syncPractice, type SyncResult } from "@rollbook/sync";
import { actOnce, typeField } from "./acts/index.ts";
import { faultyFetch, Killed, type FaultPlan } from "./faults.ts";
import { killable, type DatabaseFault } from "./killable.ts";
import { clientOf } from "./sheet.ts";
import { readParked } from "./stored.ts";
import type { Scene } from "./leaning.ts";
import type { World } from "./world.ts";

/** One run of the engine. `result` is null where it was killed or lost its database. */
export type Outcome = {
  result: SyncResult | null;
  /** Nobody and nothing interfered: whatever the engine did is its own doing. */
  isUndisturbed: boolean;
  /** A read that looked whole had none of the rows that stand there: whose membership was parked before it. */
  parkedBefore: readonly string[] | null;
};

type Disturbance = { count: number; parkedBefore: readonly string[] | null };

const minuteMs = 60_000;

export const waitIn = (world: World) => (delayMs: number) => {
  world.clock.ms += delayMs;
};

export async function syncOnce(input: {
  world: World;
  isQuiet: boolean;
  scene?: Scene;
}): Promise<Outcome> {
  const { world, isQuiet, scene } = input;
  const disturbance: Disturbance = { count: 0, parkedBefore: null };
  const databaseFault = isQuiet || scene !== undefined ? null : databaseFaultOf(world);
  const worker = killable(world.services, databaseFault);
  const plan =
    scene === undefined
      ? faultPlan({ world, isQuiet, disturbance })
      : scenePlan({ world, scene, disturbance });
  const fetchImplementation = deadly({
    worker,
    fetch: faultyFetch(world, plan),
  });
  const outcome = (result: SyncResult | null): Outcome => ({
    result,
    isUndisturbed: disturbance.count === 0 && !worker.hasHappened(),
    parkedBefore: disturbance.parkedBefore,
  });
  world.counts.syncs += 1;
  try {
    const result = await syncPractice({
      services: worker.services,
      sheets: clientOf(fetchImplementation, waitIn(world)),
      practiceId: world.practiceId,
      nowMs: () => 0,
    });
    world.trace.push(`sync ${result.kind} ${result.cells_written}`);
    return outcome(result);
  } catch (error) {
    if (!worker.isDead() && !isDatabaseAway(error)) throw error;
    if (databaseFault !== null) world.counts.crashes += 1;
    world.trace.push(worker.isDead() ? "killed" : "database away");
    world.clock.ms += 3 * minuteMs;
    return outcome(null);
  } finally {
    world.sheet.server.workspace.interlude = undefined;
  }
}

function databaseFaultOf(world: World): DatabaseFault | null {
  const { random } = world;
  if (!random.chance(0.15)) return null;
  const at = 1 + random.below(3);
  const kind = random.pick(["die_before", "die_after", "lost_commit", "away"] as const);
  return kind === "away" ? { kind, at, count: 1 + random.below(4) } : { kind, at };
}

const isDatabaseAway = (error: unknown) =>
  error instanceof Error &&
  (("code" in error && error.code === "ECONNREFUSED") || /database/.test(error.message));

/** The death of a process in the middle of a call ends its way to the database too. */
function deadly(input: { worker: ReturnType<typeof killable>; fetch: typeof fetch }): typeof fetch {
  return async (url, init) => {
    try {
      return await input.fetch(url, init);
    } catch (error) {
      if (error instanceof Killed) input.worker.kill();
      throw error;
    }
  };
}

function faultPlan(input: { world: World; isQuiet: boolean; disturbance: Disturbance }): FaultPlan {
  const { world, isQuiet, disturbance } = input;
  const { random } = world;
  const disturb = () => {
    disturbance.count += 1;
  };
  const people = async () => {
    if (await actOnce(world, { isDuringSync: true })) disturb();
  };
  const startedMs = world.clock.ms;
  let writes = 0;
  let answers = 0;
  return {
    rate: isQuiet ? 0 : (world.leaning.faultRate ?? 0.15),
    onFault: async (fault) => {
      disturb();
      if (fault === "empty") disturbance.parkedBefore ??= await readParked(world);
    },
    beforeWrite: async () => {
      writes += 1;
      if (isQuiet || writes > 1) return;
      if (random.chance(world.leaning.meddling ?? 0.3)) await people();
      if (random.chance(world.leaning.rivals ?? 0.12)) {
        disturb();
        await rivalSync(world, startedMs);
      }
      if (random.chance(0.2)) typeBeforeReadBack(world, disturb);
    },
    afterWrite: async () => {
      world.sheet.server.workspace.interlude = undefined;
      answers += 1;
      if (isQuiet || answers > 1) return;
      if (random.chance(0.1)) await people();
      if (random.chance(0.05)) {
        disturb();
        await rivalSync(world, startedMs);
      }
    },
  };
}

/** What the scene says, and nothing else. */
function scenePlan(input: { world: World; scene: Scene; disturbance: Disturbance }): FaultPlan {
  const { world, scene, disturbance } = input;
  const coming = [...(scene.during ?? [])];
  return {
    rate: 0,
    scripted: scene.fault ?? null,
    onFault: () => {
      disturbance.count += 1;
      return Promise.resolve();
    },
    beforeWrite: async () => {
      const name = coming.shift();
      if (name === undefined) return;
      if (await actOnce(world, { isDuringSync: true, name })) disturbance.count += 1;
    },
    afterWrite: () => Promise.resolve(),
  };
}

/** Where the read-back is not taken with the batch, somebody may type in between. */
function typeBeforeReadBack(world: World, disturb: () => void): void {
  const { workspace } = world.sheet.server;
  workspace.interlude = () => {
    workspace.interlude = undefined;
    if (!typeField(world)) return;
    world.trace.push("before the read-back: type");
    disturb();
  };
}

/**
 * While one worker hangs before or after its write, another one tries: in vain while the lease runs, and with a whole
 * sync of its own once it ran out.
 */
async function rivalSync(world: World, startedMs: number): Promise<void> {
  if (world.random.chance(0.7)) world.clock.ms += 3 * minuteMs;
  // A worker that had to wait long has lost its lease without our doing.
  const isLeaseOver = world.clock.ms - startedMs >= 2 * minuteMs;
  const before = JSON.stringify(world.sheet.rows());
  const { formulasRead } = world.sheet.watch;
  const result = await syncPractice({
    services: world.services,
    sheets: clientOf(world.sheet.fetch, waitIn(world)),
    practiceId: world.practiceId,
    nowMs: () => 0,
  });
  world.sheet.watch.formulasRead = formulasRead;
  world.trace.push(`rival ${result.kind} ${result.cells_written}`);
  const isSame = before === JSON.stringify(world.sheet.rows());
  if (!isLeaseOver && (result.kind !== "busy" || !isSame)) {
    world.violations.push({ property: "P8", detail: `two workers at once: ${result.kind}` });
  }
}
