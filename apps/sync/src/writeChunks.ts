import type { SyncPlan } from "@rollbook/core/reconcile";
import {
  commitWrite,
  numberBatch,
  type RosterObservation,
  type RunEnding,
} from "@rollbook/services/roster";
import { SheetsFailure, writeBatch, type ReadBack } from "@rollbook/sheets";
import type { ObservedSheet } from "./observeSheet.ts";
import type { SpreadsheetBatch, SpreadsheetEdits } from "./spreadsheetEdits.ts";
import { leaseMs, type Run } from "./syncRun.ts";
import { verifyWrite } from "./verifyWrite.ts";

export type Written = { cellsWritten: number; isMoved: boolean };

/**
 * Batch after batch: each with a number of its own, compared with its own answer, and committed as far as that answer
 * shows it. Whatever was moved under one of them ends it: the next pass reads again.
 */
export async function writeChunks(input: {
  run: Run;
  observation: RosterObservation;
  plan: SyncPlan;
  observed: ObservedSheet;
  edits: SpreadsheetEdits;
  generation: number;
  /** What ends the run together with the last batch; null where something follows. */
  endWith: (written: Written) => RunEnding | null;
}): Promise<Written> {
  const { run, observation, edits } = input;
  const { context, holder } = run;
  const { rosterId } = observation.roster;
  let cellsWritten = 0;
  for (const [at, chunk] of edits.chunks.entries()) {
    const generation = input.generation + at;
    if (at > 0) await numberBatch(run.services, { context, rosterId, holder, generation, leaseMs });
    const cellsBefore = cellsWritten;
    const isLast = at === edits.chunks.length - 1;
    const endWith = ({ isMoved, ...batch }: Written) =>
      isLast || isMoved
        ? input.endWith({ isMoved, cellsWritten: cellsBefore + batch.cellsWritten })
        : null;
    const written = await writeChunk({ ...input, chunk, generation, endWith });
    cellsWritten += written.cellsWritten;
    if (written.isMoved) return { cellsWritten, isMoved: true };
  }
  return { cellsWritten, isMoved: false };
}

async function writeChunk(input: {
  run: Run;
  observation: RosterObservation;
  plan: SyncPlan;
  observed: ObservedSheet;
  edits: SpreadsheetEdits;
  chunk: SpreadsheetEdits["chunks"][number];
  generation: number;
  endWith: (written: Written) => RunEnding | null;
}): Promise<Written> {
  const { run, observation, edits, chunk, generation } = input;
  const { rosterId, spreadsheetId } = observation.roster;
  const batch = chunk.forGeneration({ generation, instant: observation.instant });
  const isRefusalTheEnd = input.endWith({ cellsWritten: 0, isMoved: true }) !== null;
  const readBack = await run.timed("writeMs", () =>
    writeOrRefuse({ run, spreadsheetId, batch, generation, isRefusalTheEnd }),
  );
  if (readBack === null) return { cellsWritten: 0, isMoved: true };
  const { columns, currency, book } = edits;
  const { inputs } = chunk;
  const plan = { ...input.plan, computedWrites: [...chunk.computedWrites] };
  const verification = verifyWrite({ ...input, plan, columns, currency, inputs, book, readBack });
  const { context, holder } = run;
  const { stored } = observation;
  const isMoved = verification.movedRecords.length > 0;
  const written = { cellsWritten: batch.cells.length, isMoved };
  const ending = input.endWith(written);
  const committed = { context, rosterId, holder, generation, verification, stored, ending };
  await run.timed("applyMs", () => commitWrite(run.services, committed));
  return written;
}

/** Null where Google refused the batch as a whole, as it does where columns have moved: the next pass reads again. */
async function writeOrRefuse(input: {
  run: Run;
  spreadsheetId: string;
  batch: SpreadsheetBatch;
  generation: number;
  isRefusalTheEnd: boolean;
}): Promise<ReadBack | null> {
  const { run, spreadsheetId, batch, generation } = input;
  try {
    return await writeBatch({ client: run.sheets, spreadsheetId, ...batch });
  } catch (error) {
    const isRefused = error instanceof SheetsFailure && error.kind === "refused_request";
    if (!isRefused || input.isRefusalTheEnd || batch.guards.length === 0) throw error;
    run.guarding.refused = { guards: batch.guards, generation, message: error.message };
    return null;
  }
}
