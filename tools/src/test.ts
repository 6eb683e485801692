import process from "node:process";
import { printResults, program, runSteps, type Step } from "./steps.ts";
import { verifySteps } from "./verifySteps.ts";

const filters = process.argv.slice(2);

const pureTests: Step = {
  name: "pure tests (cached by turbo)",
  file: program("turbo", "bin", "turbo"),
  args: ["run", "test", "--concurrency=2", "--continue=always", "--output-logs=errors-only"],
};

const postgresTests: Step = {
  name: "tests with Postgres, guards, scenarios",
  file: program("vitest", "vitest.mjs"),
  args: ["run", ...filters],
  isShown: true,
};

// With a filter (`pnpm test guards`) only the uncached tests that match it run.
if (filters.length > 0) {
  printResults({
    title: "pnpm test",
    results: await runSteps({ steps: [postgresTests], atOnce: 1 }),
  });
} else {
  const checked = await runSteps({ steps: verifySteps, atOnce: 2 });
  const tested = await runSteps({ steps: [pureTests, postgresTests], atOnce: 1 });
  printResults({ title: "pnpm test", results: [...checked, ...tested] });
}
