import { currency as currencyOf, type Currency } from "@rollbook/core/money";
import type { ListTab, SyncPlan } from "@rollbook/core/reconcile";
import type { RosterObservation } from "@rollbook/services/roster";
import type {
  CellEdit,
  ColumnPlan,
  ReadBackRange,
  Snapshot,
  StructureEdit,
} from "@rollbook/sheets";
import {
  bookkeepingColumn,
  bookkeepingEdits,
  findBookkeeping,
  firstPreImageRow,
  type Bookkeeping,
  type WantedPreImage,
} from "./bookkeepingTab.ts";
import type { InputEdit } from "./inputEdits.ts";
import { listTabEdits } from "./listTabs.ts";
import type { ObservedSheet } from "./observeSheet.ts";
import { placeOf, rosterEdits } from "./rosterEdits.ts";

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
  inputs: readonly InputEdit[];
  book: Bookkeeping;
  forGeneration: (input: { generation: number; instant: string }) => SpreadsheetBatch;
};

export function spreadsheetEdits(input: {
  snapshot: Snapshot;
  observed: ObservedSheet;
  plan: SyncPlan;
  observation: RosterObservation;
  inputs: readonly InputEdit[];
  appended: { structure: StructureEdit[]; cells: CellEdit[] };
  tabs: readonly ListTab[];
}): SpreadsheetEdits {
  const { snapshot, observed, plan, observation, inputs, appended } = input;
  const { rosterId } = observation.roster;
  const currency = currencyOf(observation.practice.currency);
  const roster = rosterEdits({ observed, plan, rosterId, currency });
  const book = findBookkeeping(snapshot);
  const lists = listTabEdits({ snapshot, tabs: input.tabs, currency });
  const theirs = theirCells({ observed, inputs });
  return {
    isNeeded: [roster.structure, roster.cells, lists.structure, lists.cells, theirs].some(
      (edits) => edits.length > 0,
    ),
    columns: roster.columns,
    currency,
    inputs,
    book,
    forGeneration: ({ generation, instant }) => {
      const preImages = inputs.map((edit) =>
        preImageOf({ edit, observed, columns: roster.columns }),
      );
      const kept = bookkeepingEdits({ snapshot, book, rosterId, generation, instant, preImages });
      return {
        structure: [
          ...kept.structure,
          ...roster.structure,
          ...lists.structure,
          ...appended.structure,
        ],
        cells: [...kept.cells, ...appended.cells, ...roster.cells, ...theirs, ...lists.cells],
        readBack: [
          ...roster.readBack,
          ...inputReadBack({ observed, inputs, columns: roster.columns, book }),
        ],
      };
    },
  };
}

/** Cells of theirs: what follows the database, and what a write of ours had covered. */
function theirCells(input: { observed: ObservedSheet; inputs: readonly InputEdit[] }): CellEdit[] {
  const { sheetId } = input.observed.tab;
  return input.inputs.map(({ row, column, value, isDateFormatNeeded }) => ({
    sheetId,
    row,
    column,
    value,
    isDateFormatNeeded,
  }));
}

function preImageOf(input: {
  edit: InputEdit;
  observed: ObservedSheet;
  columns: ColumnPlan;
}): WantedPreImage {
  const { edit } = input;
  return {
    tabId: input.observed.tab.sheetId,
    row: edit.row,
    column: edit.column,
    idColumn: placeOf({ columns: input.columns, key: "row_id" }),
    rowId: edit.write.rowId,
    field: edit.write.field,
  };
}

function inputReadBack(input: {
  observed: ObservedSheet;
  inputs: readonly InputEdit[];
  columns: ColumnPlan;
  book: Bookkeeping;
}): ReadBackRange[] {
  const { inputs, book } = input;
  if (inputs.length === 0) return [];
  const { sheetId, title } = input.observed.tab;
  const idColumn = placeOf({ columns: input.columns, key: "row_id" });
  const cell = (row: number, column: number): ReadBackRange => ({
    sheetId,
    title,
    startRow: row,
    endRow: row + 1,
    startColumn: column,
    endColumn: column + 1,
  });
  return [
    ...inputs.flatMap((edit) => [cell(edit.row, edit.column), cell(edit.row, idColumn)]),
    {
      sheetId: book.sheetId,
      title: book.title,
      startRow: firstPreImageRow,
      endRow: firstPreImageRow + inputs.length,
      startColumn: 0,
      endColumn: bookkeepingColumn("value_found") + 1,
    },
  ];
}
