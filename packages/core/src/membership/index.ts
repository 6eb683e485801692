export {
  BillingHold,
  EnrollmentFee,
  Membership,
  MembershipTerms,
  Pause,
  PaymentMethod,
  paymentMethodInWords,
  PaymentSetup,
  Status,
  Waiver,
} from "./schema.ts";
export { explainStatus, nextStatusChange, pauseOn, statusOn } from "./status.ts";
export type { StatusDates } from "./status.ts";
export { actionsAllowed, refusalOf } from "./actions.ts";
export type { MembershipAction } from "./actions.ts";
export { applyEvent, MembershipEvent, replay } from "./events.ts";
export type { LaterEvent } from "./events.ts";
export type { PlannedAction } from "./planned.ts";
export { AttachInput, attachMembership, canAutopay } from "./attach.ts";
export type { AttachPlan, AttachSetting } from "./attach.ts";
export { pauseMembership } from "./pauseMembership.ts";
export { resumeMembership } from "./resumeMembership.ts";
export { cancelMembership, withdrawCancellation } from "./cancelMembership.ts";
export { reEnrollMembership } from "./reEnrollMembership.ts";
export { archiveMembership } from "./archiveMembership.ts";
export { changedTerms, changeTerms, ChangeTime, TermsChange } from "./changeTerms.ts";
export { EmployerCalendar, joinDate, Sponsorship } from "./employer.ts";
export {
  cycleRuleOf,
  firstFreeDay,
  lastBilledDay,
  nextPeriodStart,
  termsOn,
  unusedByEnd,
} from "./terms.ts";
export { skippedDays } from "./skippedDays.ts";
export { setStart } from "./setStart.ts";
export type { StartDates } from "./setStart.ts";
export { explainMembershipStart } from "./explainMembershipStart.ts";
export { changePayment, isAutopayReady } from "./changePayment.ts";
export { joinFamily } from "./family.ts";
export {
  FamilyChoice,
  familyKept,
  moveFamily,
  refuseOutlasting,
  refuseSharedCredit,
} from "./moveFamily.ts";
export type { FamilyMember, FamilyMove, PlannedFamilyMove } from "./moveFamily.ts";
