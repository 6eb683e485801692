export { applyEvents, lockMemberships, type MembershipChange } from "./applyEvents.ts";
export { attachPlan, AttachPlanInput, attachPlans, type Attached } from "./attachPlan.ts";
export { getMembership } from "./getMembership.ts";
export { listMemberships, MembershipFilters } from "./listMemberships.ts";
export { membershipKind, membershipOf, stateOf } from "./membership.ts";
export { viewOf, type MembershipView } from "./view.ts";
