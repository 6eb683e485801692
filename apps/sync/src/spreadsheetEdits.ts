import { currency as currencyOf, type Currency } from "@rollbook/core/money";
import type { ComputedWrite, ListTab, SyncPlan } from "@rollbook/core/reconcile";
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
import { columnGuards, guardEdits, type ColumnGuard } from "./columnGuards.ts";
import type { InputEdit } from "./inputEdits.ts";
import { listTabEdits } from "./listTabs.ts";
import type { ObservedSheet } from "./observeSheet.ts";
import { cellEditOf, placeOf, readBackOf, rosterEdits, type RosterEdits } from "./rosterEdits.ts";
import { rosterLook } from "./rosterLook.ts";
import { splitByPayload, type WriteShare } from "./splitByPayload.ts";

/** Everything one batch does to a spreadsheet, and what its answer shall show. */
export type SpreadsheetBatch = {
  structure: StructureEdit[];
  cells: CellEdit[];
  readBack: ReadBackRange[];
  /** It is refused where one of these columns has moved. */
  guards: ColumnGuard[];
};

/** One batch with a number of its own: written, read back and committed before the next one is sent. */
export type WriteChunk = {
  computedWrites: readonly ComputedWrite[];
  inputs: readonly InputEdit[];
  forGeneration: (input: { generation: number; instant: string }) => SpreadsheetBatch;
};

export type SpreadsheetEdits = {
  columns: ColumnPlan;
  currency: Currency;
  book: Bookkeeping;
  /** Empty when the sheet already shows everything: then it is not written at all. */
  chunks: readonly WriteChunk[];
};

type EditsInput = {
  snapshot: Snapshot;
  observed: ObservedSheet;
  plan: SyncPlan;
  observation: RosterObservation;
  inputs: readonly InputEdit[];
  appended: { structure: StructureEdit[]; cells: CellEdit[] };
  tabs: readonly ListTab[];
  /** The most that one batch may hold, in bytes of request. */
  payloadBytes: number;
  /** False where Google does not take the guards of columns. */
  isGuarded: boolean;
};

export function spreadsheetEdits(input: EditsInput): SpreadsheetEdits {
  const { snapshot, observed, plan, observation, inputs, appended } = input;
  const { rosterId } = observation.roster;
  const currency = currencyOf(observation.practice.currency);
  const roster = rosterEdits({ observed, paused: plan.paused, rosterId, currency });
  const book = findBookkeeping(snapshot);
  const lists = listTabEdits({ snapshot, tabs: input.tabs, currency });
  const look = observation.roster.isMadeHere
    ? rosterLook({ observed, columns: roster.columns, planNames: planNamesOf(input) })
    : [];
  const structure = [...roster.structure, ...lists.structure, ...appended.structure, ...look];
  const shares = splitByPayload({
    computedWrites: plan.computedWrites,
    inputs,
    first: [...appended.cells, ...roster.cells],
    last: lists.cells,
    payloadBytes: input.payloadBytes,
    isStructured: structure.length > 0,
  });
  const setting = { ...input, roster, currency, book };
  const chunks = shares.map((share, at) =>
    chunkOf({ setting, share, structure: at === 0 ? structure : [], isFirst: at === 0 }),
  );
  return { columns: roster.columns, currency, book, chunks };
}

function planNamesOf(input: { plan: SyncPlan; observation: RosterObservation }): string[] {
  const made = input.plan.operations.flatMap((operation) =>
    operation.kind === "create_plan" ? [operation.name] : [],
  );
  const names = [...input.observation.plans.map((plan) => plan.name), ...made];
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
}

function chunkOf(input: {
  setting: EditsInput & { roster: RosterEdits; currency: Currency; book: Bookkeeping };
  share: WriteShare;
  structure: readonly StructureEdit[];
  isFirst: boolean;
}): WriteChunk {
  const { share, isFirst } = input;
  const { snapshot, observed, observation, roster, currency, book } = input.setting;
  const { computedWrites, inputs } = share;
  const { columns } = roster;
  const { sheetId } = observed.tab;
  return {
    computedWrites,
    inputs,
    forGeneration: ({ generation, instant }) => {
      const preImages = inputs.map((edit) => preImageOf({ edit, observed, columns }));
      const kept = bookkeepingEdits({
        snapshot,
        book,
        isFirst,
        rosterId: observation.roster.rosterId,
        generation,
        instant,
        preImages,
      });
      const cells = [
        ...kept.cells,
        ...share.cells,
        ...computedWrites.map((write) => cellEditOf({ write, columns, sheetId, currency })),
        ...theirCells({ observed, inputs }),
      ];
      const guards = input.setting.isGuarded
        ? columnGuards({ tab: observed.tab, columns, cells, structure: input.structure })
        : [];
      return {
        structure: [...kept.structure, ...guardEdits(guards), ...input.structure],
        cells,
        guards,
        readBack: [
          ...readBackOf({ computedWrites, columns, observed }),
          ...inputReadBack({ observed, inputs, columns, book }),
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
    rowId: edit.strayBeside ?? edit.write.rowId,
    read: edit.present,
    written: edit.value,
    field: edit.write.field,
    isStray: edit.strayBeside !== undefined,
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
