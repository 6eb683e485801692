export { freezeOf, readMigration, refuseWhileFrozen, storeMigration } from "./migrationState.ts";
