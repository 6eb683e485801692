import { createHash } from "node:crypto";
import type { Database } from "@rollbook/db";
import { approveRoster } from "@rollbook/services/roster";
import { syncPractice, type SyncResult } from "@rollbook/sync";
import { actOnce, tidyUp } from "./acts/index.ts";
import { judgeBilling } from "./epilogue/bill.ts";
import { judgeRevert } from "./epilogue/revert.ts";
import type { Leaning, Scene } from "./leaning.ts";
import { judge, judgeAgreement, judgeRead } from "./oracle.ts";
import { judgeRestored, rememberMoment } from "./restored.ts";
import { clientOf } from "./sheet.ts";
import { readStored } from "./stored.ts";
import { syncOnce, waitIn, type Outcome } from "./syncOnce.ts";
import { startWorld, type Counts, type Violation, type World } from "./world.ts";

export type SeedOutcome = {
  seed: number;
  violations: Violation[];
  trace: string[];
  traceHash: string;
  counts: Counts;
};

const minuteMs = 60_000;

/** One practice, one roster, people and accidents of one seed; the same seed gives the same outcome. */
export async function runSeed(input: {
  database: Database;
  seed: number;
  leaning?: Leaning | undefined;
  /** Syncs this step in another way than in this process; false where it is none of that. */
  syncElsewhere?: (world: World, step: number) => Promise<boolean>;
  /** What the seed goes on with once all is quiet, instead of what it chooses itself. */
  goesOnWith?: Epilogue;
  /** For whoever wants to look closer at one seed. */
  onStep?: (world: World) => void;
}): Promise<SeedOutcome> {
  const world = await startWorld(input);
  const { random, violations } = world;
  const { scenes } = world.leaning;
  for (const scene of scenes ?? []) violations.push(...(await playScene(world, scene)));
  // Mostly short lives, and a few long ones.
  const steps = scenes === undefined ? 2 + random.below(random.chance(0.2) ? 14 : 6) : 0;
  for (let step = 0; step < steps; step += 1) {
    const acts = random.below(3);
    for (let act = 0; act < acts; act += 1) await actOnce(world, { isDuringSync: false });
    input.onStep?.(world);
    if (world.late.length > 0 && random.chance(0.6)) await arriveLate(world);
    if ((await input.syncElsewhere?.(world, step)) !== true) {
      violations.push(...(await judgeOutcome(world, await syncOnce({ world, isQuiet: false }))));
    }
    if (random.chance(0.1)) violations.push(...(await judgeDryRun(world)));
    await rememberMoment(world);
    if (random.chance(0.05)) violations.push(...(await judgeRestored(world)));
    world.clock.ms += minuteMs * (1 + random.below(20));
  }
  violations.push(...(await settle(world)), ...(await judge(world)));
  const chosen = epilogues[random.below(epilogues.length)] ?? "nothing";
  if (violations.length === 0) {
    violations.push(...(await goOn(world, input.goesOnWith ?? chosen)));
  }
  return outcomeOf(world);
}

type Epilogue = "billing" | "revert" | "nothing";
const epilogues: readonly Epilogue[] = [
  ...(["billing", "billing", "billing", "revert"] as const),
  ...Array<Epilogue>(6).fill("nothing"),
];

function goOn(world: World, epilogue: Epilogue): Promise<Violation[]> | Violation[] {
  switch (epilogue) {
    case "billing":
      return judgeBilling(world);
    case "revert":
      return judgeRevert(world);
    case "nothing":
      return [];
  }
}

function outcomeOf(world: World): SeedOutcome {
  world.violations.push(...world.sheet.watch.touched.map((detail) => ({ property: "P5", detail })));
  const { seed, violations, trace, counts } = world;
  const rows = world.sheet.rows();
  const traceHash = createHash("sha256")
    .update(JSON.stringify([trace, rows, violations]))
    .digest("hex")
    .slice(0, 16);
  if (violations.length > 0) trace.push(...rows.map((row) => row.join(" | ")));
  return { seed, violations, trace, traceHash, counts };
}

async function playScene(world: World, scene: Scene): Promise<Violation[]> {
  for (const name of scene.before ?? []) await actOnce(world, { isDuringSync: false, name });
  const outcome = await syncOnce({ world, isQuiet: false, scene });
  world.clock.ms += minuteMs;
  return [...judgeAsked(world, outcome.result), ...(await judgeOutcome(world, outcome))];
}

/** What leaves cells of one row beside those of another. */
const tearing: ReadonlySet<string> = new Set(["undo", "sort partly"]);

/** Where rows only ever moved whole every value ends beside its member, and nobody is asked who is meant. */
function judgeAsked({ leaning }: World, result: SyncResult | null): Violation[] {
  const acts = (leaning.scenes ?? []).flatMap(({ before = [], during = [] }) => [
    ...before,
    ...during,
  ]);
  const rebinding = result?.plan?.rebinding ?? null;
  if (rebinding === null || acts.some((name) => tearing.has(name))) return [];
  return [{ property: "P6", detail: `rows moved whole, and it is asked: ${rebinding.message}` }];
}

/** A run that nothing disturbed does what it is for. */
async function judgeOutcome(world: World, outcome: Outcome): Promise<Violation[]> {
  const { result, isUndisturbed, parkedBefore } = outcome;
  if (parkedBefore !== null) return judgeRead(world, parkedBefore);
  const asked = result?.guards.find(({ code }) => code.endsWith("_restored"));
  if (asked !== undefined) {
    return [{ property: "P8", detail: `nobody restored anything: ${asked.message}` }];
  }
  if (result !== null && !world.isSortedPartly) await approveAll(world, result);
  if (!isUndisturbed) return [];
  if (result?.kind === "failed" || result?.kind === "busy" || result === null) {
    return [
      { property: "P8", detail: `a run without a fault ended ${result?.kind}: ${result?.reason}` },
    ];
  }
  if (result.kind === "stopped") return [];
  if (result.paused.length === 0) return judgeAgreement(world);
  await settlePaused(world, result);
  return [];
}

/** People see under which header a paused column stands now, and say so. */
async function settlePaused(world: World, result: SyncResult): Promise<void> {
  for (const { approval, message } of result.paused) {
    if (!message.startsWith("The header")) continue;
    await world.run(approveRoster, { id: world.rosterId, approval });
  }
}

/** People read what a run says, and mean it. */
async function approveAll(world: World, result: SyncResult): Promise<void> {
  if (result.kind === "stopped") world.trace.push(`stopped: ${result.reason}`);
  const asked = result.guards.filter(({ canApprove }) => canApprove);
  const rebinding = result.plan?.rebinding ?? null;
  const approvals = [...asked, ...(rebinding === null ? [] : [rebinding])];
  for (const approval of new Set(approvals.map((one) => one.approval))) {
    await world.run(approveRoster, { id: world.rosterId, approval });
  }
}

/** A batch whose read is long past. */
async function arriveLate({ sheet, late }: World): Promise<void> {
  sheet.watch.formulasRead = new Map();
  await late.shift()?.();
}

/** Late batches arrive, and after at most two quiet runs both sides agree: with what was left lying about, and tidied up. */
async function settle(world: World): Promise<Violation[]> {
  while (world.late.length > 0) await arriveLate(world);
  const isTidiedLater = !world.isSortedPartly && world.random.chance(0.3);
  const before = isTidiedLater ? await quietRuns(world) : [];
  await tidyUp(world);
  return [...before, ...(await quietRuns(world))];
}

/** Nobody does anything any more: two runs at most write, the next one has nothing to do and no plan. */
async function quietRuns(world: World): Promise<Violation[]> {
  const found: Violation[] = [];
  const kinds: string[] = [];
  const quietRun = async () => {
    world.clock.ms += 20 * minuteMs;
    const outcome = await syncOnce({ world, isQuiet: true });
    kinds.push(outcome.result?.kind ?? "killed");
    found.push(...(await judgeOutcome(world, outcome)));
    return outcome.result;
  };
  let first = await quietRun();
  const isAsked = first?.kind === "stopped" || (first?.plan?.rebinding ?? null) !== null;
  if (isAsked && first?.guards.every(({ canApprove }) => canApprove) === true) {
    first = await quietRun();
  }
  if (first?.kind === "stopped") found.push({ property: "P1", detail: `stopped: ${first.reason}` });
  await quietRun();
  const third = await quietRun();
  if (third?.kind !== "nothing_to_do") {
    found.push({ property: "P16", detail: `quiet runs went on: ${kinds.join(", ")}` });
  }
  found.push(...judgeEmptyPlan(third));
  return found;
}

/** The plan after its own apply asks for nothing. */
function judgeEmptyPlan(result: SyncResult | null): Violation[] {
  const plan = result?.plan ?? null;
  if (plan === null) return [];
  const asked = [...plan.operations, ...plan.computedWrites, ...plan.inputWrites, ...plan.appends];
  if (asked.length === 0) return [];
  return [{ property: "P2", detail: `a quiet plan asks for ${JSON.stringify(asked[0])}` }];
}

/** A dry run writes nothing, on neither side, and says what the sync that follows then does. */
async function judgeDryRun(world: World): Promise<Violation[]> {
  const before = JSON.stringify([world.sheet.rows(), await readStored(world)]);
  const said = await syncPractice({
    services: world.services,
    sheets: clientOf(world.sheet.fetch, waitIn(world)),
    practiceId: world.practiceId,
    isDryRun: true,
  });
  const after = JSON.stringify([world.sheet.rows(), await readStored(world)]);
  if (before !== after) return [{ property: "P10", detail: "a dry run changed something" }];
  const done = await syncOnce({ world, isQuiet: true });
  const found = await judgeOutcome(world, done);
  // A run of several passes shows the plan of its last one.
  const isSame = (done.result?.sheets_calls ?? 0) > 2 || asked(said) === asked(done.result);
  return isSame
    ? found
    : [...found, { property: "P10", detail: `said ${asked(said)}, did ${asked(done.result)}` }];
}

/** What a plan asks for, without the random IDs of new rows. */
function asked(result: SyncResult | null): string {
  const plan = result?.plan ?? null;
  if (plan === null) return "nothing";
  const said = JSON.stringify([
    plan.kind,
    plan.operations.map((operation) => operation.kind),
    plan.computedWrites.map(({ record, key }) => [record, key]),
    plan.inputWrites.map(({ record, field, value }) => [record, field, value]),
  ]);
  return said;
}
