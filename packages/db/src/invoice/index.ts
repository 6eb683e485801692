export { invoiceTable, takeInvoiceNumbers, type InvoiceRecord } from "./invoiceRecord.ts";
export {
  insertInvoiceClaims,
  insertInvoiceLines,
  listInvoiceClaims,
  listInvoiceLines,
  type InvoiceClaimRecord,
  type InvoiceLineRecord,
} from "./invoiceLine.ts";
export { insertIssuedInvoices, type IssuedInvoiceRow } from "./insertInvoices.ts";
