import type { Operation } from "../../openapi/index.ts";
import {
  answerRosterQuestions,
  connectRoster,
  disconnectRoster,
  getRoster,
  listRosters,
} from "./connect.ts";
import {
  approveRoster,
  chooseConflictSide,
  listRosterConflicts,
  listRosterHistory,
} from "./decide.ts";
import { getSyncRun, listSyncRuns, startSync } from "./syncs.ts";

export const rosterOperations: readonly Operation[] = [
  listRosters,
  connectRoster,
  getRoster,
  answerRosterQuestions,
  startSync,
  listSyncRuns,
  getSyncRun,
  approveRoster,
  listRosterConflicts,
  chooseConflictSide,
  listRosterHistory,
  disconnectRoster,
];
