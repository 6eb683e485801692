export { listLedgerInvoices, type LedgerInvoiceRow } from "./ledgerInvoices.ts";
