export {
  applyEvents,
  holdThoseLeftBehind,
  lockMemberships,
  membershipKind,
  membershipOf,
  viewOf,
} from "../membershipState/index.ts";
export type { MembershipChange, MembershipView } from "../membershipState/index.ts";
export { MembershipTarget, type MembershipActed } from "./actOnMembership.ts";
export { archiveMembership } from "./archiveMembership.ts";
export { attachPlan, AttachPlanInput, attachPlans, type Attached } from "./attachPlan.ts";
export { cancelMembership, withdrawCancellation } from "./cancelMembership.ts";
export { changePayment } from "./changePayment.ts";
export { changeTerms } from "./changeTerms.ts";
export { choosePeriods, listSkippedPeriods } from "./choosePeriods.ts";
export { explainMembership, type MembershipExplanation } from "./explainMembership.ts";
export { getMembership } from "./getMembership.ts";
export { listMemberships, MembershipFilters } from "./listMemberships.ts";
export { moveFamily } from "./moveFamily.ts";
export { pauseMembership } from "./pauseMembership.ts";
export { reEnrollMembership } from "./reEnrollMembership.ts";
export { holdMembership, releaseHold } from "./releaseHold.ts";
export { resumeMembership } from "./resumeMembership.ts";
export { setStart } from "./setStart.ts";
