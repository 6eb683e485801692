export { columnsOf, layout, rosterColumns, tabTitles } from "./layout.ts";
export type { ComputedKey, LayoutColumn, LayoutOwner, LayoutTab, LayoutType } from "./layout.ts";
export { billingFields, sameValue } from "./fieldValue.ts";
export type { FieldChange, FieldValue } from "./fieldValue.ts";
export { canonicalJson, hashText } from "./hash.ts";
export { looksLikeRowId, rowIdFrom } from "./rowId.ts";
export { nameOf, personKey } from "./identity.ts";
export { viewMembership } from "./membershipView.ts";
export type { MembershipView } from "./membershipView.ts";
export type { Guard, GuardCode } from "./guards.ts";
export type {
  AppendedRow,
  ComputedWrite,
  InputWrite,
  NewMembership,
  SyncOperation,
} from "./operation.ts";
export { planSync } from "./planSync.ts";
export type { SyncCounts, SyncPlan } from "./planSync.ts";
export { emptyComputed } from "./computedCells.ts";
export type {
  ComputedValue,
  ComputedValues,
  IntendedInputs,
  KnownMembership,
  KnownPlan,
  KnownRow,
  MembershipFacts,
  OpenConflict,
  PriceProposal,
  SheetRow,
  SyncState,
  TypedPrice,
  UnlistedMember,
} from "./syncState.ts";
export { explainCell, isComputedKey } from "./explainCell.ts";
export type { CellContext, CellExplanation, CellHistoryEntry } from "./explainCell.ts";
export { planRevert } from "./revert.ts";
export type {
  IssuedSince,
  RevertConflict,
  RevertedCell,
  RevertEntry,
  RevertPlan,
  RevertState,
} from "./revert.ts";
export type { ColumnDoubt, PausedColumn } from "./pausedColumns.ts";
export type { Rebinding } from "./rebinding.ts";
export { approvalOfIssue, openIssueKinds, openIssues } from "./openIssues.ts";
export type { OpenIssue, OpenIssueKind } from "./openIssues.ts";
export { planStepKinds, planSteps } from "./planSteps.ts";
export type { PlanStep, PlanStepKind } from "./planSteps.ts";
export { chosenSideOf, planTabs } from "./tabs.ts";
export type { ListedInvoice, ListedPayment, ListRow, ListTab } from "./tabs.ts";
