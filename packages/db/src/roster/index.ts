export {
  actAsSync,
  confirmGeneration,
  getRoster,
  holdsLease,
  insertRoster,
  listRosters,
  listWatchedFiles,
  giveGeneration,
  recordRosterRead,
  releaseLease,
  setRosterSettings,
  setRosterState,
  takeLease,
  watchFile,
  type RosterConnectionState,
  type RosterRecord,
} from "./roster.ts";
export {
  commitRosterRows,
  listRosterRows,
  moveRosterRows,
  putRosterRows,
  type RosterRowRecord,
  type VerifiedRosterRow,
} from "./rosterRow.ts";
export {
  finishRosterRun,
  getRosterRun,
  insertRosterRun,
  listRosterRuns,
  type RosterRunRecord,
  type RosterRunState,
} from "./rosterRun.ts";
export {
  chooseForConflict,
  deleteConflict,
  findAskedApproval,
  insertApproval,
  insertHistory,
  listApprovals,
  listConflicts,
  listHistory,
  putConflict,
  type RosterConflictRecord,
  type RosterHistoryOrigin,
  type RosterHistoryRecord,
} from "./rosterDecision.ts";
export { listReadEvidence, saveReadEvidence, type MembershipEvidence } from "./billingEvidence.ts";
export { listedInvoices } from "./listedInvoices.ts";
export { listedPayments } from "./listedPayments.ts";
export {
  getPriceProposal,
  insertPriceProposal,
  latestPriceProposals,
  listPriceProposals,
  settlePriceProposal,
  withdrawPriceProposal,
  type PriceProposalRecord,
  type PriceProposalState,
} from "./priceProposal.ts";
export { readMembershipCharges, type MembershipCharges } from "./membershipCharges.ts";
export { readRosterEntities, type RosterEntities } from "./rosterEntities.ts";
export { listUnlistedMembers } from "./unlistedMembers.ts";
export {
  askForRevert,
  getRevert,
  listOpenReverts,
  readRevertMaterial,
  setRevertState,
  type RevertMaterial,
  type RosterRevertRecord,
  type RosterRevertState,
} from "./rosterRevert.ts";
export { findLatestChange } from "./latestChange.ts";
export {
  listRosterIssues,
  replaceRosterIssues,
  type ListedRosterIssue,
  type RosterIssueRecord,
} from "./rosterIssue.ts";
export {
  getRosterPlan,
  listRosterPlanSteps,
  putRosterPlan,
  type RosterPlanRecord,
} from "./rosterPlan.ts";
