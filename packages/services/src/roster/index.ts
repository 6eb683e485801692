export { applySyncVerb, makePlans, type ApplySyncInput } from "./applySync.ts";
export { createMembers, type Creation } from "./createMembers.ts";
export { rowDrafts } from "./rowDrafts.ts";
export { commitWrite, numberBatch, type WriteVerification } from "./commitWrite.ts";
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
  getConnectedRoster,
  getSyncRun,
  listConnectedRosters,
  listRosterConflicts,
  listRosterHistory,
  listSyncRuns,
} from "./decide.ts";
export { observeRoster, type RosterObservation } from "./observeRoster.ts";
export { startRun, type StartedRun } from "./startRun.ts";
export { endRun, listRosterFiles, type FinishedRun, type RunEnding } from "./runs.ts";
export { planRunRevert, revertRun, type RunRevert } from "./revertRun.ts";
export { applyRevertVerb, endRevert, readRevertState } from "./applyRevert.ts";
export { decideProposedPrice, listProposedPrices } from "./priceProposals.ts";
export { explainRosterCell, type ExplainedCell } from "./explainCell.ts";
export { listIssues } from "./listIssues.ts";
export {
  keepPlannedSync,
  listPlannedSteps,
  readPlannedSync,
  type PlannedSync,
} from "./plannedSync.ts";
