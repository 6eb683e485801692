import { currency as currencyOf } from "@rollbook/core/money";
import {
  planRevert,
  planSync,
  type InputWrite,
  type RevertConflict,
  type RevertPlan,
  type SyncPlan,
} from "@rollbook/core/reconcile";
import { runVerb } from "@rollbook/services/run";
import {
  applyRevertVerb,
  endRevert,
  readRevertState,
  type RosterObservation,
} from "@rollbook/services/roster";
import { isGuardedStill } from "./columnGuards.ts";
import { nextGeneration } from "./bookkeepingTab.ts";
import { cellOfTyped, patchKey, planInputEdits, type InputEdit } from "./inputEdits.ts";
import { readSheet, stateOf, type SheetRead } from "./observeAndPlan.ts";
import { spreadsheetEdits } from "./spreadsheetEdits.ts";
import type { Run } from "./syncRun.ts";
import { writeChunks } from "./writeChunks.ts";

export type RevertStep =
  /** The old values stand in the sheet, or nothing was to be typed: the pass that follows syncs them. */
  | { kind: "typed"; cellsWritten: number }
  /** Something was covered by a write of ours: an ordinary pass puts that right first. */
  | { kind: "waiting"; cellsWritten: number }
  | { kind: "stopped"; reason: string; guards: SyncPlan["guards"] };

/**
 * Takes one run back: its old values are typed into the sheet like any write of ours, with pre-images and read-back, and
 * the sync that follows reads them as edits, under the same guards and rules (SYN-14).
 */
export async function revertStep(input: {
  run: Run;
  observation: RosterObservation;
  runId: string;
}): Promise<RevertStep> {
  const { run, observation } = input;
  const [asked] = observation.reverts;
  if (asked === undefined) return { kind: "typed", cellsWritten: 0 };
  const { services, context } = run;
  const { rosterId } = observation.roster;
  const { known } = observation;
  const ending = { context, rosterId, revertedRunId: asked.runId };
  const shown = { context, rosterId, runId: asked.runId, known };
  const state = await readRevertState(services, shown);
  if (asked.state === "asked" && planRevert(state).hash !== asked.planHash) {
    const reason = "Something changed since this revert was shown; look at its plan again.";
    await endRevert(services, { ...ending, state: "refused", reason });
    return { kind: "typed", cellsWritten: 0 };
  }
  const read = await readSheet({ run, observation });
  if (read.kind === "unobservable") return { kind: "stopped", reason: read.reason, guards: [] };
  if (read.repairs.length > 0) return { kind: "waiting", cellsWritten: 0 };
  const planned = planRevert({ ...state, rows: read.observed.rows });
  const { plan, edits } = typedBack({ plan: planned, read, observation });
  const guards = guardsOf({ run, observation, read, edits });
  if (guards.length > 0) {
    return { kind: "stopped", reason: guards.map((guard) => guard.message).join(" "), guards };
  }
  const written = await writeBack({ ...input, read, plan, edits, revertedRunId: asked.runId });
  if (written.isMoved) return { kind: "waiting", cellsWritten: written.cellsWritten };
  await endRevert(services, { ...ending, state: "done", reason: null });
  return { kind: "typed", cellsWritten: written.cellsWritten };
}

/** The cells that can be typed; a formula, a covered cell or a field without a column is left as it is, and said. */
function typedBack(input: { plan: RevertPlan; read: SheetRead; observation: RosterObservation }): {
  plan: RevertPlan;
  edits: InputEdit[];
} {
  const { read, plan } = input;
  const records = new Map(read.observed.rows.map((sheet) => [sheet.rowId, sheet.record]));
  const inputWrites = plan.cells.flatMap((cell): InputWrite[] => {
    const record = records.get(cell.rowId);
    const { rowId, field, from, to } = cell;
    return record === undefined
      ? []
      : [{ record, rowId, field, value: to, before: from, isRepair: true }];
  });
  const edits = planInputEdits({
    observed: read.observed,
    inputWrites,
    currency: currencyOf(input.observation.practice.currency),
    readWith: (patches) => read.observeWith(patches).reading,
  }).map((edit) => ({ ...edit, write: { ...edit.write, present: edit.present } }));
  const typed = new Set(edits.map(({ write }) => `${write.rowId}/${write.field}`));
  const isTyped = (cell: { rowId: string; field: string }) =>
    typed.has(`${cell.rowId}/${cell.field}`);
  const left = plan.cells.filter((cell) => !isTyped(cell)).map(untyped);
  return {
    plan: {
      ...plan,
      cells: plan.cells.filter(isTyped),
      conflicts: [...plan.conflicts, ...left],
    },
    edits,
  };
}

const untyped = (cell: RevertPlan["cells"][number]): RevertConflict => ({
  rowId: cell.rowId,
  member: cell.member,
  field: cell.field,
  now: cell.from,
  wanted: cell.to,
  reason: "Rollbook cannot type this value into its cell; type it there by hand.",
});

/** What would stop a sync that finds the old values in the sheet stops the revert before it types them. */
function guardsOf(input: {
  run: Run;
  observation: RosterObservation;
  read: SheetRead;
  edits: readonly InputEdit[];
}): SyncPlan["guards"] {
  const { run, observation, read } = input;
  const patches = new Map(
    input.edits.map((edit) => [patchKey(edit), cellOfTyped(edit.value, edit.present)] as const),
  );
  const observed = read.observeWith(patches);
  return planSync(stateOf({ run, observation, snapshot: read.snapshot, observed })).guards;
}

async function writeBack(input: {
  run: Run;
  observation: RosterObservation;
  runId: string;
  revertedRunId: string;
  read: SheetRead;
  plan: RevertPlan;
  edits: readonly InputEdit[];
}) {
  const { run, observation, runId, revertedRunId, read, edits } = input;
  const { snapshot, observed } = read;
  const { roster } = observation;
  const writes = edits.map((edit) => edit.write);
  const plan = { ...nothingPlanned, inputWrites: writes };
  const shared = { snapshot, observed, plan, observation };
  const wanted = spreadsheetEdits({
    ...shared,
    inputs: edits,
    appended: { structure: [], cells: [] },
    tabs: [],
    payloadBytes: run.payloadBytes,
    isGuarded: isGuardedStill({ ...run, snapshot }),
  });
  const isWriting = edits.length > 0;
  const generation = isWriting ? nextGeneration({ snapshot, roster }) : null;
  await run.timed("applyMs", () =>
    runVerb(run.services, applyRevertVerb, {
      context: run.context,
      input: {
        rosterId: roster.rosterId,
        runId,
        revertedRunId,
        holder: run.holder,
        plan: input.plan,
        writes,
        rows: observation.rows,
        nextGeneration: generation,
      },
    }),
  );
  if (generation === null) return { cellsWritten: 0, isMoved: false };
  const endWith = () => null;
  return writeChunks({ run, observation, plan, observed, edits: wanted, generation, endWith });
}

const nothingPlanned: SyncPlan = {
  kind: "go",
  guards: [],
  questions: [],
  operations: [],
  computedWrites: [],
  inputWrites: [],
  appends: [],
  isPartial: false,
  paused: [],
  rebinding: null,
  attention: [],
  counts: {
    people: 0,
    members: 0,
    new: 0,
    changed: 0,
    held: 0,
    conflicts: 0,
    absent: 0,
    needAttention: 0,
  },
  hash: "",
};
