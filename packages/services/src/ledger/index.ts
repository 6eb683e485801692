export { exportLedger, ledgerBalances } from "./readLedger.ts";
