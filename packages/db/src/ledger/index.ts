export {
  countLedgerEntries,
  listAccountSums,
  listLedgerEntries,
  listOwedSums,
  type AccountSum,
  type OwedSum,
} from "./ledgerEntry.ts";
export { listLedgerInvoices, type LedgerInvoiceRow } from "./ledgerInvoices.ts";
