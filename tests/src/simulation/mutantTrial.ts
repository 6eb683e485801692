import process from "node:process";
import { createTestDatabase } from "@rollbook/db/testing";
import { hints } from "./mutantHints.ts";
import { runPlanner } from "./planner/index.ts";
import { runSeed } from "./runSeed.ts";

/** What noticed a planted fault, and where: in a case of the planner's run or a seed of the engine's. */
export type Found = { in: "case" | "seed"; number: number; said: string };

/**
 * One planted fault: where it was seen before, then the planner's run, for it is quick, then as many seeds of the whole
 * engine as are asked for. Told of a place it looks at that one alone, where a sound engine must show nothing.
 */
const [seeds = "0", place, number] = process.argv.slice(2);
const hint = hints[process.env["ROLLBOOK_MUTANT"] ?? ""] ?? {};
const plannerCases = 1500;
const practicesAtOnce = 3;

process.stdout.write(`${JSON.stringify({ found: await look() })}\n`);
process.exit();

async function look(): Promise<Found | null> {
  if (place === "case") return findInPlanner({ from: Number(number), count: 1 });
  if (place === "seed") return findInEngine([[Number(number)]]);
  for (const from of hint.cases ?? []) {
    const found = findInPlanner({ from, count: 1 });
    if (found !== null) return found;
  }
  const known = hint.seeds ?? [];
  const further = Array.from({ length: Number(seeds) }, (_, at) => at + 1);
  const isSeenInEngine = hint.cases === undefined && known.length > 0;
  const found = isSeenInEngine ? null : findInPlanner({ from: 1, count: plannerCases });
  return found ?? findInEngine([known, further.filter((seed) => !known.includes(seed))]);
}

function findInPlanner({ from, count }: { from: number; count: number }): Found | null {
  let first: Found | null = null;
  try {
    runPlanner({
      seeds: count,
      from,
      isStoppedByFirst: true,
      acts: hint.plannerActs,
      onViolation: ({ seed, violation }) => {
        first ??= { in: "case", number: seed, said: `${violation.property} ${violation.detail}` };
      },
    });
  } catch (error) {
    return { in: "case", number: from, said: String(error) };
  }
  return first;
}

/** One share of seeds after the other, until one finds something. */
async function findInEngine(shares: readonly (readonly number[])[]): Promise<Found | null> {
  const { database, drop } = await createTestDatabase();
  let first: Found | null = null;
  const findIn = async (seed: number): Promise<void> => {
    const say = (said: string) => {
      first ??= { in: "seed", number: seed, said };
    };
    try {
      const { violations } = await runSeed({ database, seed, leaning: hint.leaning });
      for (const { property, detail } of violations) say(`${property} ${detail}`);
    } catch (error) {
      say(`thrown ${String(error)}`);
    }
  };
  for (const share of shares) {
    const waiting = [...share];
    const work = async () => {
      for (let seed = waiting.shift(); seed !== undefined && first === null; seed = waiting.shift())
        await findIn(seed);
    };
    await Promise.all(Array.from({ length: practicesAtOnce }, work));
  }
  await drop();
  return first;
}
