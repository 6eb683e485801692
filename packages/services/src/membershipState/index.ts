export { applyEvents, lockMemberships, type MembershipChange } from "./applyEvents.ts";
export { holdThoseLeftBehind } from "./holdThoseLeftBehind.ts";
export { membershipKind, membershipOf, stateOf } from "./membership.ts";
export { viewOf, type MembershipView } from "./view.ts";
