export { observeBilling, type BillingObservation } from "./observeBilling.ts";
export { comingCharges, previewCharges } from "./previewCharges.ts";
export { requestBilling } from "./requestBilling.ts";
export { billPractice, runBilling, type BillingRunReport } from "./runBilling.ts";
export { billOne, runDueBilling, type DueBillingReport } from "./runDueBilling.ts";
export { billingWork, setBillingDue } from "./workDue.ts";
