import {
  metadataKeys,
  type CellEdit,
  type ColumnPlan,
  type SheetsClient,
  type Snapshot,
  type SnapshotTab,
  type StructureEdit,
} from "@rollbook/sheets";
import { findBookkeeping } from "./bookkeepingTab.ts";

/** A column by what is noted beside it, and where it stood when it was read; 0-based. */
export type ColumnGuard = {
  sheetId: number;
  column: number;
  metadataId: number;
  key: string;
  value: string;
};

/** What a run knows of guards: a batch that Google refused as a whole, and whether it was for the guards themselves. */
export type Guarding = {
  refused: { guards: readonly ColumnGuard[]; generation: number; message: string } | null;
  isOff: boolean;
};

/** What Google refused once it is not asked again, as long as this process lives. */
const refusedGuards = new WeakSet<SheetsClient>();

export const newGuarding = (sheets: SheetsClient): Guarding => ({
  refused: null,
  isOff: refusedGuards.has(sheets),
});

/** Our columns and those that a batch writes, as far as they were bound before it. */
export function columnGuards(input: {
  tab: SnapshotTab;
  columns: ColumnPlan;
  cells: readonly CellEdit[];
  structure: readonly StructureEdit[];
}): ColumnGuard[] {
  const { tab } = input;
  const { sheetId } = tab;
  const written = input.cells.flatMap((cell) => (cell.sheetId === sheetId ? [cell.column] : []));
  if (written.length === 0) return [];
  const guarded = new Set([...written, ...input.columns.columns.values()]);
  const dropped = new Set(
    input.structure.flatMap((edit) => (edit.kind === "drop_metadata" ? [edit.metadataId] : [])),
  );
  const bound = tab.columnMetadata.filter(
    ({ id, key, column }) => key === metadataKeys.column && guarded.has(column) && !dropped.has(id),
  );
  return [...new Map(bound.map((entry) => [entry.column, entry])).values()].map(
    ({ id, key, value, column }) => ({ sheetId, column, metadataId: id, key, value }),
  );
}

/**
 * What is noted beside a column is taken away exactly there, and noted again with the same ID: where the column has moved
 * since it was read, the ID is still taken, and Google refuses the batch as a whole.
 */
export const guardEdits = (guards: readonly ColumnGuard[]): StructureEdit[] =>
  guards.flatMap(({ sheetId, column, metadataId, key, value }) => [
    { kind: "drop_metadata", metadataId, beside: { sheetId, column } },
    { kind: "bind_column", sheetId, column, key, value, metadataId },
  ]);

/**
 * False where the guards themselves were refused: nobody wrote since and every column stands where it stood. Google does
 * not say whether an ID can be given again by the batch that freed it; where it cannot, the run goes on without.
 */
export function isGuardedStill(input: {
  sheets: SheetsClient;
  guarding: Guarding;
  snapshot: Snapshot;
}): boolean {
  const { sheets, guarding, snapshot } = input;
  const { refused } = guarding;
  if (refused === null || guarding.isOff) return !guarding.isOff;
  const { generation } = findBookkeeping(snapshot);
  const isWritten = generation !== null && generation >= refused.generation;
  guarding.isOff = !isWritten && refused.guards.every((guard) => isInPlace({ guard, snapshot }));
  // Anything else that was wrong with one batch must not leave all others without guards.
  if (guarding.isOff && /developerMetadata/iu.test(refused.message)) refusedGuards.add(sheets);
  return !guarding.isOff;
}

const isInPlace = ({ guard, snapshot }: { guard: ColumnGuard; snapshot: Snapshot }) =>
  snapshot.tabs
    .filter((tab) => tab.sheetId === guard.sheetId)
    .some((tab) =>
      tab.columnMetadata.some(
        ({ id, column }) => id === guard.metadataId && column === guard.column,
      ),
    );
