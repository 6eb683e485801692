export { membershipTable, type MembershipRecord } from "./membershipRecord.ts";
export {
  appendMembershipEvents,
  listMembershipEvents,
  type MembershipEventRow,
} from "./membershipEvent.ts";
export { findLeftBehind, listCoveredBy, listMovedPatients, listSharedDays } from "./family.ts";
export { listSkippedPeriods, type SkippedPeriodRow } from "./skippedPeriod.ts";
