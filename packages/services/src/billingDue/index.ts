export { requestBilling } from "./requestBilling.ts";
export { billingWork, setBillingDue } from "./setBillingDue.ts";
