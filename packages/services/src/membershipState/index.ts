export { applyEvents, lockMemberships, type MembershipChange } from "./applyEvents.ts";
export { coveredThereOf, type CoveredThere } from "./coveredThere.ts";
export { holdThoseLeftBehind } from "./holdThoseLeftBehind.ts";
export { membershipKind, membershipOf, stateOf } from "./membership.ts";
export { refuseCredit } from "./refuseCredit.ts";
export { viewOf, type MembershipView } from "./view.ts";
