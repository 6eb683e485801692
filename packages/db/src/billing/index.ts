export {
  findClaimsElsewhere,
  findDueMemberships,
  lockBilling,
  type ClaimElsewhereRow,
  type DueMembershipRow,
} from "./observeDue.ts";
export {
  earliestInvoiceOn,
  insertBillingRun,
  makeEmployersDue,
  saveBilledMemberships,
  type BilledMembershipRow,
  type BillingRunRow,
} from "./saveRun.ts";
