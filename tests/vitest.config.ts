import { defineConfig } from "vitest/config";

// The guards alone, without a database: `cd tests && npx vitest run`.
export default defineConfig({
  test: { include: ["src/guards/**/*.test.ts"], testTimeout: 60_000 },
});
