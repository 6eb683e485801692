export { createManualInvoice } from "./createManualInvoice.ts";
export { creditInvoice, freeDays, issueCredit } from "./creditInvoice.ts";
export { creditMembershipDays } from "./creditMembershipDays.ts";
export { explainInvoice, type InvoiceExplanation } from "./explainInvoice.ts";
export { getInvoice } from "./getInvoice.ts";
export {
  invoiceKind,
  readInvoice,
  viewOfInvoice,
  type InvoiceDetail,
  type InvoiceView,
} from "./invoice.ts";
export { markInvoiceBadDebt, markInvoiceSent, reopenInvoice } from "./invoiceActs.ts";
export { issuedLines } from "./issuedLines.ts";
export { InvoiceFilters, listInvoices } from "./listInvoices.ts";
export { voidInvoice } from "./voidInvoice.ts";
