export { getMigration, queueMigration, withdrawMigration } from "./consent.ts";
export { rehearseMigration } from "./rehearse.ts";
export { migrationWork } from "./applyEvent.ts";
export {
  correctEarlierPayment,
  importEarlierPayments,
  listEarlierPayments,
  listMigrationBalances,
  removeEarlierPayment,
} from "./earlierPayments.ts";
export { listMigrations } from "./listMigrations.ts";
export { readPaymentsCutOver } from "./readPaymentsCutOver.ts";
export { runMigration, type MigrationRun, type MigrationStep } from "./runMigration.ts";
export { startMigrationWorker, type MigrationWorkerOptions } from "./startMigrationWorker.ts";
