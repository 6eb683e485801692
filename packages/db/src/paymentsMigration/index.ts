export {
  findBalanceDifferences,
  insertEarlierPayments,
  listEarlierInvoices,
  listEarlierPayments,
  setInvoiceStatuses,
  type PatientBalance,
} from "./earlierPayments.ts";
export {
  findMigration,
  findRehearsal,
  insertRehearsal,
  listMigrations,
  saveMigration,
  type ListedMigration,
  type Rehearsal,
} from "./migrationRecord.ts";
export { insertWaitingPayment, takeWaitingPayments } from "./waitingPayment.ts";
