import process from "node:process";
import { createTestDatabase } from "@rollbook/db/testing";
import { hints } from "./mutantHints.ts";
import { runPlanner } from "./planner/index.ts";
import { runSeed } from "./runSeed.ts";

/**
 * One planted fault: where it was seen before, then the planner's run, for it is quick, then the whole engine; says what
 * noticed it. Asked for no further seeds it looks at the known ones alone, which must find nothing in a sound engine.
 */
const seeds = Number(process.argv[2]);
const hint = hints[process.env["ROLLBOOK_MUTANT"] ?? ""] ?? {};
const plannerCases = 1500;
const practicesAtOnce = 3;

const found = findInCases() ?? (await findInEngine());
process.stdout.write(`${JSON.stringify({ found })}\n`);
process.exit();

function findInCases(): string | null {
  const known = hint.cases ?? [];
  for (const from of known) {
    const first = findInPlanner({ from, count: 1 });
    if (first !== null) return first;
  }
  const isSeenElsewhere = hint.seeds !== undefined && known.length === 0;
  if (isSeenElsewhere || seeds === 0) return null;
  return findInPlanner({ from: 1, count: plannerCases });
}

function findInPlanner({ from, count }: { from: number; count: number }): string | null {
  let first: string | null = null;
  try {
    runPlanner({
      seeds: count,
      from,
      isStoppedByFirst: true,
      acts: hint.plannerActs,
      onViolation: ({ seed, violation }) => {
        first ??= `case ${seed}: ${violation.property} ${violation.detail}`;
      },
    });
  } catch (error) {
    return `planner: ${String(error)}`;
  }
  return first;
}

async function findInEngine(): Promise<string | null> {
  const { database, drop } = await createTestDatabase();
  const known = hint.seeds ?? [];
  const further = Array.from({ length: seeds }, (_, at) => at + 1);
  const waiting = [...known, ...further.filter((seed) => !known.includes(seed))];
  let first: string | null = null;
  const work = async () => {
    for (let seed = waiting.shift(); seed !== undefined && first === null; seed = waiting.shift()) {
      try {
        const { violations } = await runSeed({ database, seed, leaning: hint.leaning });
        const [violation] = violations;
        if (violation !== undefined) {
          first ??= `seed ${seed}: ${violation.property} ${violation.detail}`;
        }
      } catch (error) {
        first ??= `seed ${seed}: thrown ${String(error)}`;
      }
    }
  };
  await Promise.all(Array.from({ length: practicesAtOnce }, work));
  await drop();
  return first;
}
