export { invoiceTable, takeInvoiceNumbers, type InvoiceRecord } from "./invoiceRecord.ts";
export {
  endClaims,
  insertInvoiceClaims,
  insertInvoiceLines,
  listCreditsOf,
  listInvoiceClaims,
  listInvoiceLines,
  replaceClaims,
  type InvoiceClaimRecord,
  type InvoiceLineRecord,
} from "./invoiceLine.ts";
export { insertIssuedInvoices, type IssuedInvoiceRow } from "./insertInvoices.ts";
export { findInvoicesTouching, listLiveClaims } from "./liveClaims.ts";
export { listPayableInvoices, type PayableInvoiceRow } from "./payableInvoices.ts";
