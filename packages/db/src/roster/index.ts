export {
  getRoster,
  holdsLease,
  insertRoster,
  listRosters,
  nextGeneration,
  recordRosterRead,
  releaseLease,
  setRosterSettings,
  setRosterState,
  takeLease,
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
