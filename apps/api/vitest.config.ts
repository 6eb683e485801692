import { globalSetupFile } from "@rollbook/db/testing";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    globalSetup: [globalSetupFile],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
