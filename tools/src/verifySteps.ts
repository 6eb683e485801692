import { program, type Step } from "./steps.ts";

const turbo = program("turbo", "bin", "turbo");

/** What `pnpm verify` looks at; none of it needs a database. */
export const verifySteps: readonly Step[] = [
  {
    name: "types (tsc)",
    file: turbo,
    args: ["run", "types", "--concurrency=2", "--continue=always", "--output-logs=errors-only"],
  },
  { name: "lint (oxlint)", file: program("oxlint", "bin", "oxlint"), args: ["--deny-warnings"] },
  { name: "format (oxfmt)", file: program("oxfmt", "bin", "oxfmt"), args: ["--check"] },
  { name: "imports", file: "tools/src/checkImports.ts", args: [] },
  { name: "boundaries (turbo)", file: turbo, args: ["boundaries"] },
  {
    name: "dead code (knip)",
    file: program("knip", "bin", "knip.js"),
    args: ["--no-progress", "--no-config-hints"],
  },
  { name: "rules have tests", file: "tools/src/checkRules.ts", args: [] },
  { name: "licences", file: "tools/src/checkLicences.ts", args: [] },
  { name: "reasons of dependencies", file: "tools/src/checkReasons.ts", args: [] },
];
