import { openDatabase } from "@rollbook/db";
import { actOnce } from "../acts/index.ts";
import { runSeed, type SeedOutcome } from "../runSeed.ts";
import { totalOf, type Total } from "../total.ts";
import type { World } from "../world.ts";
import { openChildren } from "./childProcess.ts";
import { killedTogether } from "./killedTogether.ts";
import { serveSheet } from "./sheetsServer.ts";

const practicesAtOnce = 8;

/**
 * Seeds in which one or two syncs are done by a process of its own that is ended with SIGKILL: at a transaction, at a
 * call, or some milliseconds after either. Everything else, and the observer, is as in the other runs.
 */
export async function runSigkill(input: {
  url: string;
  seeds: readonly number[];
  onOutcome: (outcome: SeedOutcome) => void;
}): Promise<Total> {
  const database = openDatabase({ url: input.url, maxConnections: 8 });
  const children = openChildren({ ahead: 2, databaseUrl: input.url });
  const waiting = [...input.seeds];
  const outcomes: SeedOutcome[] = [];
  let activeCount = 0;
  const together = killedTogether({ children, activeCount: () => activeCount });
  const work = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const outcome = await runSeed({ database, seed, syncElsewhere: killing(together) });
      outcomes.push(outcome);
      input.onOutcome(outcome);
    }
    activeCount -= 1;
    together.look();
  };
  const workers = Math.min(practicesAtOnce, waiting.length);
  activeCount = workers;
  await Promise.all(Array.from({ length: workers }, work));
  children.close();
  await database.close();
  return totalOf(outcomes);
}

const killing =
  (together: ReturnType<typeof killedTogether>) =>
  async (world: World, step: number): Promise<boolean> => {
    const isDue = step === 0 || (step < 3 && world.random.chance(0.3));
    if (!isDue) return false;
    const { random, practiceId } = world;
    const plan = {
      // A first sync has about 12 points, a later one 10.
      deadlyPoint: 1 + random.below(14),
      lateMs: random.chance(0.4) ? 1 + random.below(12) : 0,
      actsAt: random.chance(0.3) ? 1 + random.below(10) : -1,
    };
    let points = 0;
    const at = async (point: string): Promise<"go_on" | "kill"> => {
      points += 1;
      if (points === plan.actsAt) await actOnce(world, { isDuringSync: true });
      if (points !== plan.deadlyPoint) return "go_on";
      world.trace.push(`SIGKILL: ${point}`);
      return "kill";
    };
    const server = await serveSheet({
      sheet: world.sheet,
      at: async (point) => together.at(practiceId, point),
    });
    const order = { practiceId, sheetsUrl: server.url, nowMs: world.clock.ms };
    const outcome = await together.run({ order, at, lateMs: plan.lateMs });
    server.close();
    world.counts.syncs += 1;
    if (outcome.kind === "killed") world.counts.crashes += 1;
    world.trace.push(outcome.kind === "killed" ? "killed" : `child ${outcome.result}`);
    world.clock.ms += 3 * 60_000;
    return true;
  };
