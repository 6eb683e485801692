import { defineConfig } from "vitest/config";

// What `pnpm test` runs without a cache: tests that need Postgres, and those that cross packages.
// The pure tests of a package run in its own folder, as a cached turbo task.
export default defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.pg.test.ts",
      "apps/*/src/**/*.pg.test.ts",
      "tests/src/**/*.test.ts",
    ],
    globalSetup: ["packages/db/src/testing/globalSetup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: true,
  },
});
