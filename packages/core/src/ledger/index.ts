export { LedgerAct } from "./schema.ts";
export type { LedgerEntry, LedgerPosting } from "./schema.ts";
export {
  badDebt,
  moneyAccount,
  openingEquity,
  receivable,
  taxOwed,
  unallocated,
} from "./account.ts";
export { balancesOf, entryOf } from "./entryOf.ts";
export type { LedgerBalances } from "./entryOf.ts";
export { actsOfPostings } from "./actsOfPostings.ts";
export { exportJournal } from "./exportJournal.ts";
export { statementLineKinds, statementOf } from "./statement.ts";
export type { Statement, StatementLine } from "./statement.ts";
