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
import { explainRosterCell } from "./explain.ts";
import { decidePriceProposal, listPriceProposals } from "./priceProposals.ts";
import { revertSyncRun } from "./revert.ts";
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
  revertSyncRun,
  listPriceProposals,
  decidePriceProposal,
  explainRosterCell,
  disconnectRoster,
];
