export { observeBilling, type BillingObservation } from "./observeBilling.ts";
export { comingCharges, previewCharges } from "./previewCharges.ts";
export { billingWork, requestBilling, setBillingDue } from "../billingDue/index.ts";
export { billPractice, runBilling, type BillingRunReport } from "./runBilling.ts";
export { billOne, runDueBilling, type DueBillingReport } from "./runDueBilling.ts";
