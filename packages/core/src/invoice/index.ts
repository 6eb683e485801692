export { ChargeKind, InvoiceStatus, PlannedInvoice, PlannedLine } from "./schema.ts";
export type {
  BillingPractice,
  BillingRow,
  BillingRunInput,
  NextDue,
  Parked,
  ReadEvidence,
  Skipped,
} from "./billingRow.ts";
export { planBillingRun } from "./planBillingRun.ts";
export type { BillingRunPlan } from "./planBillingRun.ts";
export { comingInvoices } from "./comingInvoices.ts";
export type { ComingInvoices } from "./comingInvoices.ts";
export { isSettled } from "./parked.ts";
export { invoiceActionsAllowed, invoiceRefusal, isOverdue, statusAfterPayments } from "./state.ts";
export type { InvoiceAction, InvoiceAmounts } from "./state.ts";
export { refuseHalf, voidInvoice } from "./voidInvoice.ts";
export type { BilledDays, ClaimedLine, PlannedVoid } from "./voidInvoice.ts";
export { creditAmount, creditUnusedDays, waiversOfCredit } from "./creditNote.ts";
export type { CreditableLine, CreditLine, IssuedLine } from "./creditNote.ts";
export { explainLine } from "./explainLine.ts";
export { InvoiceFilter, matchesInvoice } from "./filter.ts";
export type { ListedInvoice } from "./filter.ts";
export { planManualLine } from "./manualLine.ts";
export type { ManualLine } from "./manualLine.ts";
