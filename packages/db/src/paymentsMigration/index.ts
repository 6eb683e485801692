export {
  deleteEarlierPayment,
  findEarlierPayment,
  findKnownPayments,
  insertEarlierPayments,
  listEarlierPayments,
  replaceEarlierPayment,
} from "./earlierPayments.ts";
export {
  countEarlierPayments,
  listPayerRanges,
  lockConversion,
  readEarlierAccounts,
  setInvoiceStatuses,
  type PayerRange,
  type TiedPaymentRow,
} from "./conversion.ts";
export {
  findBalancesBefore,
  listBalances,
  noteBalancesAfter,
  noteBalancesBefore,
  type PayerBalance,
} from "./balances.ts";
export {
  findLastStart,
  findMigration,
  findRehearsal,
  insertRehearsal,
  listMigrations,
  saveMigration,
  type ListedMigration,
  type MigrationLock,
  type Rehearsal,
} from "./migrationRecord.ts";
export { insertWaitingPayment, takeWaitingPayments } from "./waitingPayment.ts";
