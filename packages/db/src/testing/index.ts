import { fileURLToPath } from "node:url";

export { createTestDatabase, type TestDatabase } from "./createTestDatabase.ts";
export { makeLiveRow } from "./makeLiveRow.ts";

/** For `globalSetup` in a vitest configuration. */
export const globalSetupFile = fileURLToPath(new URL("./globalSetup.ts", import.meta.url));
export { earlierEffects, ledgerOfEarlierActs } from "../migrations/0540_ledger.ts";
