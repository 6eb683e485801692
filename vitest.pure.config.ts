import { defineConfig } from "vitest/config";

// The tests of one package that need nothing but its sources: what `turbo run test` caches.
export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/*.pg.test.ts"],
    passWithNoTests: true,
    testTimeout: 30_000,
  },
});
