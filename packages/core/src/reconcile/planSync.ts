import { priceLookup } from "./facts.ts";
import { isRowHeld, type RowAttention } from "./attention.ts";
import { billingFields, startFields } from "./fieldValue.ts";
import { firstSyncGuard } from "./firstSyncGuard.ts";
import { findGuards, type Guard } from "./guards.ts";
import { matchRows, nameOf, type Matching } from "./identity.ts";
import { appendUnlisted, isWaitingForRow } from "./appendRows.ts";
import { mergeRow } from "./merge.ts";
import { plansOfRoster } from "./newPlans.ts";
import { openQuestions } from "./openQuestions.ts";
import { holdsNewRows, type PausedColumn } from "./pausedColumns.ts";
import type { AppendedRow, ComputedWrite, InputWrite, SyncOperation } from "./operation.ts";
import { computedKeys } from "./computedCells.ts";
import { planHash } from "./planHash.ts";
import { planRow, type PlanContext, type RowPlan } from "./planRow.ts";
import { planProposals, priceKey } from "./priceProposals.ts";
import { proposeRebinding, rebound, type Rebinding } from "./rebinding.ts";
import { withPutBack } from "./putBack.ts";
import { readableFields } from "./readableFields.ts";
import type { RowEdits } from "./rowEdits.ts";
import { rowIdFrom } from "./rowId.ts";
import { rosterField, type RosterFieldKey, type RosterQuestion } from "../roster/index.ts";
import type { KnownRow, SheetRow, SyncState } from "./syncState.ts";

export type SyncCounts = {
  people: number;
  members: number;
  new: number;
  changed: number;
  held: number;
  conflicts: number;
  absent: number;
  needAttention: number;
};

export type SyncPlan = {
  /** stopped: a guard wants a person first, and nothing is written. */
  kind: "go" | "stopped";
  guards: Guard[];
  questions: readonly RosterQuestion[];
  operations: SyncOperation[];
  computedWrites: ComputedWrite[];
  inputWrites: InputWrite[];
  appends: AppendedRow[];
  /** Some values of the database wait until the IDs of their rows stand in the sheet: another pass writes them. */
  isPartial: boolean;
  /** Columns that are left alone until somebody says what they are. */
  paused: PausedColumn[];
  /** Rows beside the hidden ID of another member: who is meant, once somebody says so. */
  rebinding: Rebinding | null;
  /** Rows that need attention. */
  attention: readonly RowAttention[];
  counts: SyncCounts;
  /** Names the operations and writes: a plan that was approved is applied only while this is the same. */
  hash: string;
};

/** The whole sync as plain data: nothing is read or written here (SYN-1). */
export function planSync(state: SyncState): SyncPlan {
  const { matching, rebinding } = matchWithApproval(state);
  const { paused, blankMeant, fields, edits } = readableFields({ state, matching });
  const guards = findGuards({ state, matching, rebinding, edits, blankMeant });
  const plans = state.isNewPractice ? plansOfRoster(state.reading.rows.filter(isTaken)) : [];
  const context = contextOf({
    state,
    matching,
    fields,
    edits,
    paused,
    plans: [...state.plans, ...plans],
  });
  const { rows, journal } = withPutBack({
    rows: matching.matches.flatMap((match) => planRow({ match, context }) ?? []),
    known: state.known,
  });
  const creations = plans.map((plan): SyncOperation => ({
    kind: "create_plan",
    name: plan.name,
    isFamily: plan.isFamily,
    prices: [...plan.prices],
  }));
  const appending = appendUnlisted({ state, matching });
  const operations: SyncOperation[] = [
    ...creations,
    ...planProposals(state),
    ...rows.flatMap((row) => row.operations),
    ...appending.operations,
    ...matching.absent
      .filter((known) => !isWaitingForRow(known))
      .flatMap((known) => planAbsent({ known, state })),
    ...journal,
  ].sort(byKindAndRow);
  const computedWrites = [...rows.flatMap(computedWritesOf), ...appending.computedWrites].sort(
    byRecord,
  );
  const { appends } = appending;
  const inputWrites = rows.flatMap(inputWritesOf).sort(byRecord);
  const counts = countsOf({ state, rows, matching, operations });
  const hash = planHash({ operations, computedWrites, inputWrites, appends });
  const approval = firstSyncGuard({ state, counts, matching, hash });
  const stops = approval === null ? guards : [...guards, approval];
  const questions = openQuestions({ state, matching });
  const kind = stops.length > 0 ? "stopped" : "go";
  const writes = { operations, computedWrites, inputWrites, appends };
  const isPartial =
    rows.some(isWaitingForId) ||
    operations.some(isDiffering) ||
    matching.absent.some(isGivenAgain(appends));
  const attention = rows.filter(({ isHeld, causes }) => isHeld || causes.length > 0).map(toldOf);
  const told = { questions, paused, rebinding, attention, counts };
  return { kind, guards: stops, ...told, ...writes, isPartial, hash };
}

const toldOf = ({ sheet, rowId, isHeld, causes }: RowPlan): RowAttention => ({
  record: sheet.record,
  rowId,
  values: sheet.row.values,
  isHeld,
  causes,
});

/** Which row is whose, and who could be meant by rows that stand beside the ID of another, until somebody says so. */
function matchWithApproval(state: SyncState): { matching: Matching; rebinding: Rebinding | null } {
  const matching = matchRows(state);
  const rebinding = proposeRebinding(matching);
  return rebinding !== null && state.approvals.approvedGuards.includes(rebinding.approval)
    ? { matching: rebound({ matching, rebinding }), rebinding: null }
    : { matching, rebinding };
}

/** What a row and its member differ in is asked once the row has its ID. */
const isDiffering = (operation: SyncOperation) =>
  operation.kind === "adopt_member" && operation.differing.length > 0;

/** A row that never arrived is given again as it was; what the database says since follows it. */
const isGivenAgain = (appends: readonly AppendedRow[]) => (known: KnownRow) =>
  known.stored !== known.base && appends.some(({ rowId }) => rowId === known.rowId);

const isTaken = (row: { outcome: string }) => row.outcome === "ok" || row.outcome === "warn";

function contextOf(input: {
  state: SyncState;
  matching: Matching;
  fields: readonly RosterFieldKey[];
  edits: RowEdits;
  paused: readonly PausedColumn[];
  plans: SyncState["plans"];
}): PlanContext {
  const { state, matching, edits, paused } = input;
  const rowsByRecord = once(
    () => new Map(state.rows.map((sheet) => [sheet.record, sheet.row] as const)),
  );
  const newRowId = rowIdMaker(state.idSeed, matching);
  const ids = once(() => idsByRecord({ matching, newRowId }));
  return {
    today: state.today,
    fields: input.fields,
    editsOf: edits.of,
    pausedReason: paused.find(holdsNewRows)?.message ?? null,
    isBillingPaused: paused.some(({ field }) => billingFields.has(field)),
    newRowId,
    rowAt: (record) => rowsByRecord().get(record),
    rowIdAt: (record) => ids().get(record) ?? null,
    priceOf: priceLookup(input.plans),
    isStartEditedAt: startEdits({
      matching,
      fields: input.fields,
      edits,
      isBillingPaused: paused.some(({ field }) => billingFields.has(field)),
    }),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

function idsByRecord(input: {
  matching: Matching;
  newRowId: (sheet: SheetRow) => string;
}): ReadonlyMap<number, string> {
  const ids = new Map<number, string>();
  for (const match of input.matching.matches) {
    if (match.kind === "known") ids.set(match.sheet.record, match.known.rowId);
    if (match.kind === "new" || match.kind === "adopted")
      ids.set(match.sheet.record, input.newRowId(match.sheet));
  }
  return ids;
}

const startingFields: ReadonlySet<RosterFieldKey> = new Set([...startFields, "interval"]);

/** Whether a payer's row changes its start in this sync; asked for each of those it pays for. */
function startEdits(input: {
  matching: Matching;
  fields: readonly RosterFieldKey[];
  edits: RowEdits;
  isBillingPaused: boolean;
}): PlanContext["isStartEditedAt"] {
  const { matching, fields, edits, isBillingPaused } = input;
  const matches = once(
    () => new Map(matching.matches.map((match) => [match.sheet.record, match] as const)),
  );
  return (record) => {
    const match = matches().get(record);
    if (match?.kind !== "known") return false;
    const { sheet, known } = match;
    const edited = edits.of(sheet);
    if (!edited.some((field) => startingFields.has(field)) || isRowHeld(sheet)) return false;
    const { toDatabase } = mergeRow({ sheet, known, fields, edited, isBillingPaused });
    return toDatabase.some(({ field }) => startFields.has(field) || field === "interval");
  };
}

/** IDs follow the person and not the place, so that the order of rows changes nothing but which twin comes first. */
function rowIdMaker(seed: string, matching: Matching): (sheet: SheetRow) => string {
  const seen = new Map<string, number>();
  const ids = new Map<SheetRow, string>();
  for (const match of matching.matches) {
    if (match.kind !== "new" && match.kind !== "adopted") continue;
    const { values } = match.sheet.row;
    const person = `${nameOf(values) ?? ""}|${values.dob ?? ""}|${values.email ?? ""}`;
    const twin = (seen.get(person) ?? 0) + 1;
    seen.set(person, twin);
    ids.set(match.sheet, rowIdFrom({ seed: `${seed}/${person}`, number: twin }));
  }
  return (sheet) => ids.get(sheet) ?? rowIdFrom({ seed: `${seed}/row`, number: sheet.record });
}

/** Gone only after two complete reads and a grace; then it is asked about and its invoicing waits. Nothing is ended. */
function planAbsent(input: { known: KnownRow; state: SyncState }): SyncOperation[] {
  const { known, state } = input;
  const since = known.absentSince ?? state.instant;
  const isGone = known.absentReads >= 1 && since <= state.absenceGraceEnd;
  const reads = isGone ? 2 : 1;
  const facts = known.membership?.facts;
  const hold = {
    code: "row_missing",
    reason: "The row is gone from the roster: left on which day?",
  } as const;
  const isHeld = facts?.holds.some((item) => item.code === "row_missing") ?? true;
  return [
    ...(known.absentReads >= reads
      ? []
      : [{ kind: "count_absence", rowId: known.rowId, reads, since } as const]),
    ...(isGone && facts !== undefined && !isHeld
      ? [
          {
            kind: "set_billing_holds",
            rowId: known.rowId,
            holds: [...facts.holds, hold],
          } as const,
        ]
      : []),
  ];
}

function computedWritesOf(plan: RowPlan): ComputedWrite[] {
  const { sheet, rowId } = plan;
  const writes: ComputedWrite[] = [];
  if (sheet.rowId !== rowId) {
    writes.push({ record: sheet.record, rowId, key: "row_id", value: rowId, before: sheet.rowId });
  }
  for (const key of computedKeys) {
    const value = plan.wanted[key];
    const before = sheet.computed[key];
    if (value === before) continue;
    const write = { record: sheet.record, rowId, key, value, before };
    writes.push(plan.isCopy === true ? { ...write, isCopy: true } : write);
  }
  return writes;
}

function inputWritesOf(plan: RowPlan): InputWrite[] {
  const { sheet, rowId } = plan;
  if (rowId === null || rowId !== sheet.rowId) return [];
  return wantedInputs(plan).map((change) => ({
    record: sheet.record,
    rowId,
    field: change.field,
    value: change.to,
    before: change.from,
  }));
}

const wantedInputs = ({ merge }: RowPlan) =>
  (merge?.toSheet ?? []).filter((change) => rosterField(change.field).owner === "shared");

/** A value of the database is written only beside its row's ID; where that comes with this very plan it waits for it. */
const isWaitingForId = (plan: RowPlan) =>
  plan.rowId !== plan.sheet.rowId && wantedInputs(plan).length > 0;

const byRecord = (a: { record: number }, b: { record: number }) => a.record - b.record;

/** Members who are here already come before those who are made: a family may have its payer among them. */
const kindOrder: Record<SyncOperation["kind"], number> = {
  create_plan: 0,
  propose_price: 0,
  adopt_member: 1,
  create_member: 2,
  update_member: 3,
  agree: 4,
  hold_row: 5,
  set_billing_holds: 6,
  notice: 7,
  count_absence: 8,
  open_conflict: 9,
  settle_conflict: 10,
  journal: 11,
};

function byKindAndRow(a: SyncOperation, b: SyncOperation): number {
  const order = kindOrder[a.kind] - kindOrder[b.kind];
  if (order !== 0) return order;
  const [keyA, keyB] = [keyOf(a), keyOf(b)];
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0;
}

const keyOf = (operation: SyncOperation) =>
  operation.kind === "create_plan"
    ? operation.name
    : operation.kind === "propose_price"
      ? priceKey(operation)
      : `${operation.rowId}/${"field" in operation ? operation.field : ""}`;

function countsOf(input: {
  state: SyncState;
  rows: readonly RowPlan[];
  matching: Matching;
  operations: readonly SyncOperation[];
}): SyncCounts {
  const { rows, operations } = input;
  const creations = operations.filter((operation) => operation.kind === "create_member");
  const changes = operations.filter((operation) => operation.kind === "update_member");
  return {
    people: input.state.rows.length,
    members:
      input.state.known.filter((known) => known.membership !== null).length +
      creations.filter((operation) => operation.membership !== null).length +
      operations.filter((operation) => operation.kind === "adopt_member").length,
    new: creations.length,
    changed: changes.length,
    held: rows.filter((row) => row.isHeld).length,
    conflicts: rows.reduce((sum, row) => sum + (row.merge?.conflicts.length ?? 0), 0),
    absent: input.matching.absent.length,
    needAttention: rows.filter((row) => row.wanted.needs_attention !== null).length,
  };
}
