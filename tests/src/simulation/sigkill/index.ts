import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "@rollbook/db";
import { actOnce } from "../acts/index.ts";
import { runSeed, type SeedOutcome } from "../runSeed.ts";
import { totalOf, type Total } from "../total.ts";
import type { World } from "../world.ts";
import { openChildren, runChild, type Children } from "./childProcess.ts";
import { serveSheet } from "./sheetsServer.ts";

const practicesAtOnce = 3;

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
  const children = openChildren(practicesAtOnce);
  const waiting = [...input.seeds];
  const outcomes: SeedOutcome[] = [];
  const work = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const outcome = await runSeed({
        database,
        seed,
        syncElsewhere: killing({ children, databaseUrl: input.url }),
      });
      outcomes.push(outcome);
      input.onOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: practicesAtOnce }, work));
  children.close();
  await database.close();
  return totalOf(outcomes);
}

const killing =
  (setting: { children: Children; databaseUrl: string }) =>
  async (world: World, step: number): Promise<boolean> => {
    const isDue = step === 0 || (step < 3 && world.random.chance(0.3));
    if (!isDue) return false;
    const { random } = world;
    const plan = {
      // A first sync has about 25 points, a later one 18.
      deadlyPoint: random.below(26),
      lateMs: random.chance(0.4) ? random.below(12) : 0,
      actsAt: random.chance(0.3) ? random.below(20) : -1,
    };
    let points = 0;
    let killChild = () => undefined as void;
    const at = async (point: string): Promise<"go_on" | "kill"> => {
      points += 1;
      if (points === plan.actsAt) await actOnce(world, { isDuringSync: true });
      if (points !== plan.deadlyPoint) return "go_on";
      world.trace.push(`SIGKILL ${plan.lateMs} ms after: ${point}`);
      if (plan.lateMs === 0) return "kill";
      void wait(plan.lateMs).then(killChild);
      return "go_on";
    };
    const server = await serveSheet({
      sheet: world.sheet,
      at: async (point) => {
        if ((await at(point)) === "kill") killChild();
      },
    });
    const outcome = await runChild({
      children: setting.children,
      order: {
        databaseUrl: setting.databaseUrl,
        sheetsUrl: server.url,
        practiceId: world.practiceId,
        nowMs: world.clock.ms,
      },
      at,
      onStart: (kill) => {
        killChild = kill;
      },
    });
    server.close();
    world.counts.syncs += 1;
    if (outcome.kind === "killed") world.counts.crashes += 1;
    world.trace.push(outcome.kind === "killed" ? "killed" : `child ${outcome.result}`);
    world.clock.ms += 3 * 60_000;
    return true;
  };
