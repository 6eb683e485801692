export { insertOpeningInvoice, type OpeningInvoice } from "./insertOpeningInvoice.ts";
export {
  insertAllocations,
  insertCounterEntries,
  insertPayments,
  type Posting,
} from "./insertPostings.ts";
export {
  findPayment,
  findPaymentByReference,
  findPaymentOfAllocation,
  listPaymentRows,
  lockEveryPayer,
  lockPayer,
  readPostings,
  type PaymentFilters,
  type PaymentRow,
  type PostingRows,
} from "./readPostings.ts";
export { deleteLockedMonth, insertLockedMonth, listLockedMonths } from "./lockedMonth.ts";
