export { applySyncVerb, type ApplySyncInput } from "./applySync.ts";
export { commitWrite, type WriteVerification } from "./commitWrite.ts";
export {
  answerRoster,
  connectRoster,
  ConnectRosterInput,
  disconnectRoster,
} from "./connectRoster.ts";
export { rosterLookWork, rosterOutboxWork } from "./work.ts";
export {
  approveRoster,
  chooseConflictSide,
  getSyncRun,
  listConnectedRosters,
  listRosterConflicts,
  listRosterHistory,
  listSyncRuns,
} from "./decide.ts";
export { observeRoster, type RosterObservation } from "./observeRoster.ts";
export {
  beginRun,
  finishRun,
  leaseRoster,
  listRosterFiles,
  noteFailure,
  releaseRoster,
  type FinishedRun,
} from "./runs.ts";
