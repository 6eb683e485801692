import process from "node:process";
import { createTestDatabase } from "@rollbook/db/testing";
import { runPlanner } from "./planner/index.ts";
import { runSeed } from "./runSeed.ts";

/** One planted fault: the planner's run first, for it is quick, then the whole engine; says what noticed it. */
const seeds = Number(process.argv[2]);
const plannerCases = 1500;
const practicesAtOnce = 3;

const found = findInPlanner() ?? (await findInEngine());
process.stdout.write(`${JSON.stringify({ found })}\n`);
process.exit();

function findInPlanner(): string | null {
  let first: string | null = null;
  try {
    runPlanner({
      seeds: plannerCases,
      from: 1,
      isStoppedByFirst: true,
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
  let first: string | null = null;
  let next = 1;
  const work = async () => {
    while (next <= seeds && first === null) {
      const seed = next;
      next += 1;
      try {
        const [violation] = (await runSeed({ database, seed })).violations;
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
