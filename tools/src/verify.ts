import { printResults, runSteps } from "./steps.ts";
import { verifySteps } from "./verifySteps.ts";

printResults({ title: "pnpm verify", results: await runSteps({ steps: verifySteps, atOnce: 2 }) });
