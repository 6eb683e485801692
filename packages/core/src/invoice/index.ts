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
