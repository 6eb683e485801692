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
import { listRosterIssues } from "./issues.ts";
import { getRosterPlan, listRosterPlanSteps, planRosterSync } from "./plan.ts";
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
  planRosterSync,
  getRosterPlan,
  listRosterPlanSteps,
  listRosterIssues,
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
