import { currency as currencyOf, type Currency } from "@rollbook/core/money";
import type { SyncPlan } from "@rollbook/core/reconcile";
import type { RosterObservation } from "@rollbook/services/roster";
import type {
  CellEdit,
  ColumnPlan,
  ReadBackRange,
  Snapshot,
  StructureEdit,
} from "@rollbook/sheets";
import { bookkeepingEdits, findBookkeeping } from "./bookkeepingTab.ts";
import type { ObservedSheet } from "./observeSheet.ts";
import { rosterEdits } from "./rosterEdits.ts";

/** Everything one batch does to a spreadsheet, and what its answer shall show. */
export type SpreadsheetBatch = {
  structure: StructureEdit[];
  cells: CellEdit[];
  readBack: ReadBackRange[];
};

export type SpreadsheetEdits = {
  /** False when the sheet already shows everything: then it is not written at all. */
  isNeeded: boolean;
  columns: ColumnPlan;
  currency: Currency;
  forGeneration: (input: { generation: number; instant: string }) => SpreadsheetBatch;
};

export function spreadsheetEdits(input: {
  snapshot: Snapshot;
  observed: ObservedSheet;
  plan: SyncPlan;
  observation: RosterObservation;
}): SpreadsheetEdits {
  const { snapshot, observed, plan, observation } = input;
  const { rosterId } = observation.roster;
  const currency = currencyOf(observation.practice.currency);
  const roster = rosterEdits({ observed, plan, rosterId, currency });
  return {
    isNeeded: roster.structure.length > 0 || roster.cells.length > 0,
    columns: roster.columns,
    currency,
    forGeneration: ({ generation, instant }) => {
      const book = findBookkeeping(snapshot);
      const kept = bookkeepingEdits({ snapshot, book, rosterId, generation, instant });
      return {
        structure: [...kept.structure, ...roster.structure],
        cells: [...kept.cells, ...roster.cells],
        readBack: roster.readBack,
      };
    },
  };
}
