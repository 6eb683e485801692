import type {
  ComputedWrite,
  IntendedInputs,
  SyncOperation,
  SyncPlan,
} from "@rollbook/core/reconcile";
import type { RosterValues } from "@rollbook/core/roster";
import type { Plan } from "@rollbook/core/plan";
import type { LaterEvent } from "@rollbook/core/membership";
import type { Transaction } from "@rollbook/db";
import { planTable } from "@rollbook/db/plan";
import {
  actAsSync,
  deleteConflict,
  holdsLease,
  insertHistory,
  listReadEvidence,
  moveRosterRows,
  giveGeneration,
  putConflict,
  putRosterRows,
  recordRosterRead,
  type RosterHistoryRecord,
  type RosterRecord,
  type RosterRowRecord,
} from "@rollbook/db/roster";
import * as z from "zod";
import { applyEvents, holdThoseLeftBehind } from "../membershipState/index.ts";
import { createPlans, membershipPlanOf } from "../plan/index.ts";
import { defineVerb, ServiceError, type Given } from "../run/index.ts";
import { createMembers, type CreationSetting } from "./createMembers.ts";
import { confirmReads } from "./confirmReads.ts";
import { creditEnds } from "./creditEnds.ts";
import { proposePrices } from "./priceProposals.ts";
import { newRow, rowDrafts, type RowDrafts } from "./rowDrafts.ts";
import { refreshStoredBase } from "./refreshStoredBase.ts";
import { endRunIn, type RunEnding } from "./runs.ts";
import { updateMembers, type Update } from "./updateMembers.ts";

export type ApplySyncInput = {
  rosterId: string;
  runId: string;
  /** Whoever holds the lease; anybody else is refused. */
  holder: string;
  plan: SyncPlan;
  rows: readonly RosterRowRecord[];
  /** The database's view of each row's fields as it was planned from. */
  stored: ReadonlyMap<string, RosterValues>;
  /** The generation of the batch that follows; null when nothing is to be written. */
  nextGeneration: number | null;
  isFirstSync: boolean;
  /** Where nothing follows. */
  ending: RunEnding | null;
  read: {
    sheetId: number;
    mapped: RosterRecord["mapped"];
    locale: string | null;
    timeZone: string | null;
    generation: number | null;
    places: readonly { rowId: string; record: number }[];
  };
};

/** A plan's operations and the intents of its writes, in one transaction. @throws ServiceError conflict, stale */
export const applySyncVerb = defineVerb({
  name: "roster.apply_sync",
  permission: "roster.sync",
  input: z.custom<ApplySyncInput>((value) => typeof value === "object" && value !== null),
  run: ({ input, ...given }) => applySync(given, input),
  audit: ({ input }) => ({
    entityId: input.rosterId,
    detail: { runId: input.runId, ...input.plan.counts },
  }),
});

async function applySync(given: Given, input: ApplySyncInput): Promise<void> {
  const { tx } = given;
  const { rosterId, plan } = input;
  const leased = requireLease(tx, input);
  const drafts = rowDrafts(input.rows);
  const updates = ofKind(plan.operations, "update_member");
  if (plan.operations.length > 0) {
    await leased;
    await applyOperations({ given, input, drafts, updates });
  }
  forgetSettledRepairs({ drafts, input });
  intend({ drafts, plan });
  // Where nothing was to be done, all of this travels with the question for the lease.
  const [waiting] = await Promise.all([listReadEvidence(tx), holdThoseLeftBehind(given), leased]);
  const changed = new Set(updates.map((update) => update.rowId));
  const look = { rows: input.rows, changed, waiting };
  await creditEnds(given, { ...look, drafts });
  const { practiceId } = given.context;
  const entries = historyOf({ given, input });
  const hasMembers = plan.counts.new > 0;
  await Promise.all([
    insertHistory(tx, practiceId, { rosterId, entries }),
    putRosterRows(tx, practiceId, { rosterId, rows: drafts.touched(), at: given.instant }),
    moveRosterRows(tx, { rosterId, places: movedPlaces(input) }),
    recordRosterRead(tx, { rosterId, ...input.read, hasMembers, at: given.instant }),
    confirmReads(given, look),
    lastStep(tx, input),
  ]);
}

/** The next batch is numbered, or the run ends here. */
async function lastStep(tx: Transaction, input: ApplySyncInput): Promise<void> {
  const { rosterId, nextGeneration: generation, ending } = input;
  if (generation !== null) await giveGeneration(tx, { rosterId, generation });
  if (ending !== null) await endRunIn(tx, { ...input, ending });
}

/** @throws ServiceError conflict */
export async function requireLease(
  tx: Transaction,
  { rosterId, holder }: { rosterId: string; holder: string },
): Promise<void> {
  const [, isMine] = await Promise.all([actAsSync(tx), holdsLease(tx, { rosterId, holder })]);
  if (isMine) return;
  throw new ServiceError("conflict", "Another worker took over this roster; nothing was changed.");
}

async function applyOperations(all: {
  given: Given;
  input: ApplySyncInput;
  drafts: RowDrafts;
  updates: readonly Update[];
}): Promise<void> {
  const { given, input, drafts, updates } = all;
  const { rosterId, plan } = input;
  const plans = await makePlans(given, plan.operations);
  const setting: CreationSetting = {
    given,
    drafts,
    plans,
    isApproved: input.isFirstSync,
    runId: input.runId,
  };
  await proposePrices(given, { rosterId, plans, operations: plan.operations });
  await createMembers(setting, ofKind(plan.operations, "create_member"));
  await updateMembers(setting, updates);
  await applyHolds(given, { operations: plan.operations, drafts });
  applyToRows({ drafts, operations: plan.operations });
  await refreshStoredBase({
    given,
    drafts,
    operations: plan.operations,
    storedBefore: input.stored,
  });
  await applyConflicts(given, { rosterId, operations: plan.operations });
}

function ofKind<Kind extends SyncOperation["kind"]>(
  operations: readonly SyncOperation[],
  kind: Kind,
): Extract<SyncOperation, { kind: Kind }>[] {
  return operations.filter(
    (operation): operation is Extract<SyncOperation, { kind: Kind }> => operation.kind === kind,
  );
}

/** Plans that a new practice's roster names, made; and all that there are, by name. */
export async function makePlans(
  given: Given,
  operations: readonly SyncOperation[],
): Promise<ReadonlyMap<string, Plan>> {
  await createPlans(
    given,
    ofKind(operations, "create_plan").map((plan) => ({
      type: "membership",
      name: plan.name,
      pricing: {
        kind: plan.isFamily ? "per_family" : "per_person",
        prices: plan.prices.map((price) => ({ ...price, from: null })),
      },
    })),
  );
  const records = await planTable.list(given.tx, { limit: 10_000 }, given.tx`and not is_archived`);
  const plans = records.map(membershipPlanOf).filter((plan) => plan !== undefined);
  return new Map(plans.map((plan) => [plan.name, plan]));
}

async function applyHolds(
  given: Given,
  input: { operations: readonly SyncOperation[]; drafts: RowDrafts },
): Promise<void> {
  await applyEvents(
    given,
    ofKind(input.operations, "set_billing_holds").flatMap((operation) => {
      const id = input.drafts.get(operation.rowId)?.membershipId ?? null;
      if (id === null) return [];
      const wanted = new Set(operation.holds.map((hold) => hold.code));
      const released = (
        ["anchor_day", "no_price", "row_held", "row_missing", "conflict", "guard", "other"] as const
      )
        .filter((code) => !wanted.has(code))
        .map((code): LaterEvent => ({ kind: "hold_released", code }));
      const set = operation.holds.map((hold): LaterEvent => ({ kind: "hold_set", hold }));
      return [{ id, events: [...released, ...set] }];
    }),
  );
}

/** The rows' own share of the operations: bases, holds, absences and notices. */
function applyToRows(input: { drafts: RowDrafts; operations: readonly SyncOperation[] }): void {
  const { drafts } = input;
  for (const operation of input.operations) {
    switch (operation.kind) {
      case "update_member":
      case "agree":
        drafts.change(operation.rowId, { base: operation.agreed });
        break;
      case "hold_row":
        drafts.change(operation.rowId, { heldReason: operation.reason });
        break;
      case "notice":
        drafts.change(operation.rowId, { notice: operation.notice });
        break;
      case "count_absence":
        drafts.change(operation.rowId, {
          absentReads: operation.reads,
          absentSince: operation.since,
        });
        break;
      case "adopt_member":
        drafts.add({
          ...newRow({ rowId: operation.rowId, record: 0, base: operation.values }),
          patientId: operation.patientId,
          membershipId: operation.membershipId,
          lastRecord: operation.record,
        });
        break;
      case "create_plan":
      case "propose_price":
      case "create_member":
      case "set_billing_holds":
      case "open_conflict":
      case "settle_conflict":
      case "journal":
        break;
      default:
        operation satisfies never;
    }
  }
}

/** What is about to be written, kept before it is: a write whose answer is lost is recognised by it. */
export function intend(input: {
  drafts: RowDrafts;
  plan: Pick<SyncPlan, "computedWrites" | "inputWrites">;
}): void {
  const { drafts, plan } = input;
  const computed = new Map<string, ComputedWrite[]>();
  for (const { key, rowId } of plan.computedWrites) {
    // Until the batch's answer shows it beside its person, an ID may land anywhere.
    if (key === "row_id" && rowId !== null && drafts.get(rowId)?.isConfirmed === true) {
      drafts.change(rowId, { isConfirmed: false });
    }
  }
  for (const write of plan.computedWrites) {
    if (write.rowId === null || write.key === "row_id" || write.isCopy === true) continue;
    const writes = computed.get(write.rowId);
    if (writes === undefined) computed.set(write.rowId, [write]);
    else writes.push(write);
  }
  for (const [rowId, writes] of computed) {
    if (drafts.get(rowId) === undefined) continue;
    drafts.change(rowId, {
      intended: Object.fromEntries(writes.map((write) => [write.key, write.value])),
    });
  }
  for (const write of plan.inputWrites) {
    if (drafts.get(write.rowId) === undefined) continue;
    const { rowId, field, value, present = { kind: "empty" } } = write;
    const open = drafts.get(rowId)?.intendedInputs ?? {};
    const covered = write.putBack === undefined ? {} : { putBack: write.putBack };
    drafts.change(rowId, { intendedInputs: { ...open, [field]: { value, present, ...covered } } });
  }
}

/** What was to be put back and was typed over since, or stands there now, is forgotten. */
function forgetSettledRepairs(input: { drafts: RowDrafts; input: ApplySyncInput }): void {
  const { rows, plan, read } = input.input;
  const seen = new Set(read.places.map((place) => place.rowId));
  const paused = new Set<string>(plan.paused.map(({ field }) => field));
  const again = new Set(plan.inputWrites.map(({ rowId, field }) => `${rowId}/${field}`));
  for (const { rowId, intendedInputs } of rows) {
    if (intendedInputs === null || !seen.has(rowId)) continue;
    const open = Object.entries(intendedInputs as IntendedInputs);
    const left = open.filter(
      ([field, { putBack }]) =>
        putBack === undefined || paused.has(field) || again.has(`${rowId}/${field}`),
    );
    if (left.length === open.length) continue;
    const still = left.length === 0 ? null : Object.fromEntries(left);
    input.drafts.change(rowId, { intendedInputs: still });
  }
}

async function applyConflicts(
  given: Given,
  input: { rosterId: string; operations: readonly SyncOperation[] },
): Promise<void> {
  const { rosterId } = input;
  for (const conflict of ofKind(input.operations, "open_conflict")) {
    await putConflict(given.tx, given.context.practiceId, {
      ...conflict,
      rosterId,
      openedAt: given.instant,
    });
  }
  for (const { rowId, field } of ofKind(input.operations, "settle_conflict")) {
    await deleteConflict(given.tx, { rosterId, rowId, field });
  }
}

function historyOf(input: { given: Given; input: ApplySyncInput }): RosterHistoryRecord[] {
  const { given } = input;
  const { plan, runId } = input.input;
  const entry = (
    part: Pick<RosterHistoryRecord, "rowId" | "field" | "origin" | "valueBefore" | "valueAfter">,
  ) => ({
    entryId: given.newId("his"),
    runId,
    happenedAt: given.instant,
    ...part,
  });
  return [
    ...ofKind(plan.operations, "update_member").flatMap(({ rowId, changes }) =>
      changes.map(({ field, from, to }) =>
        entry({ rowId, field, origin: "sheet", valueBefore: from, valueAfter: to }),
      ),
    ),
    ...ofKind(plan.operations, "journal").map(({ rowId, field, found, replacedBy }) =>
      entry({ rowId, field, origin: "put_back", valueBefore: found, valueAfter: replacedBy }),
    ),
    ...plan.inputWrites.map(({ rowId, field, before, value, isRepair }) =>
      entry({
        rowId,
        field,
        origin: isRepair === true ? "overwritten" : "database",
        valueBefore: before,
        valueAfter: value,
      }),
    ),
  ];
}

/** IDs seen beside their rows in this very read, where nothing is written over them; others wait for a read-back. */
function movedPlaces(input: ApplySyncInput): { rowId: string; record: number }[] {
  const before = new Map(input.rows.map((row) => [row.rowId, row]));
  const idWrites = input.plan.computedWrites.filter((write) => write.key === "row_id");
  const rewritten = new Set(idWrites.map((write) => write.record));
  const given = new Set(idWrites.map((write) => write.rowId));
  const ids = Map.groupBy(input.read.places, (place) => place.rowId);
  return input.read.places.filter(({ rowId, record }) => {
    const row = before.get(rowId);
    // Of copies only the place where the member stood before is known to be the member's.
    if (ids.get(rowId)?.length !== 1) return false;
    if (row === undefined || rewritten.has(record) || given.has(rowId)) return false;
    return !row.isConfirmed || row.lastRecord !== record;
  });
}
