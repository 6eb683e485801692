export { exportLedger, ledgerBalances } from "./readLedger.ts";
export { proveLedger, type LedgerCheck, type LedgerProof } from "./proveLedger.ts";
