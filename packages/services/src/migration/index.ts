export {
  getMigration,
  migrationWork,
  queueMigration,
  rehearseMigration,
  withdrawMigration,
} from "./consent.ts";
export { importEarlierPayments } from "./earlierPayments.ts";
export { listMigrations } from "./listMigrations.ts";
export { receiveProcessorPayment } from "./processorPayments.ts";
export { runMigration } from "./runMigration.ts";
