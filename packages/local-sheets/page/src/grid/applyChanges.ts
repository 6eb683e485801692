import type { ICommandService } from "@univerjs/core";
import type { CellData } from "../google/types.ts";
import { toGridCell } from "../view/cell.ts";
import { toGridFilter } from "../view/filters.ts";
import type { GridChange } from "../view/planChanges.ts";
import type { SheetView, SpreadsheetView } from "../view/sheetView.ts";
import { gridSheetId, toGridFreeze, toGridNote, toGridRange } from "../view/toWorkbook.ts";
import { toGridValidations } from "../view/validations.ts";

export interface Mutation {
  id: string;
  params: Record<string, unknown>;
}

/** Marks a mutation as ours: the answer of the server, not an act of the person. */
export const fromServer = { onlyLocal: true, fromCollab: true, isFromServer: true } as const;

export function applyMutations({
  commands,
  mutations,
}: {
  commands: ICommandService;
  mutations: readonly Mutation[];
}): void {
  for (const { id, params } of mutations) commands.syncExecuteCommand(id, params, fromServer);
}

/** The grid library's own operations for one planned change. "rebuild" has none: the grid is made anew. */
export function toMutations({
  change,
  unitId,
  view,
  shownRuleIds,
}: {
  change: GridChange;
  unitId: string;
  view: SpreadsheetView;
  shownRuleIds: (sheetId: number) => string[];
}): Mutation[] {
  if (change.kind === "rebuild") return [];
  if (change.kind === "title")
    return [{ id: "sheet.mutation.set-workbook-name", params: { unitId, name: change.title } }];
  const sheet = view.sheets.find((candidate) => candidate.sheetId === change.sheetId);
  if (sheet === undefined) return [];
  const target = { unitId, subUnitId: gridSheetId(change.sheetId) };
  const one = (id: string, params: Record<string, unknown>): Mutation[] => [
    { id: `sheet.mutation.${id}`, params: { ...target, ...params } },
  ];
  switch (change.kind) {
    case "sheetTitle":
      return one("set-worksheet-name", { name: change.title });
    case "sheetHidden":
      return one("set-worksheet-hidden", { hidden: change.isHidden ? 1 : 0 });
    case "tabColor":
      return one("set-tab-color", { color: change.color ?? "" });
    case "size":
      return [
        ...one("set-worksheet-row-count", { rowCount: Math.max(change.rowCount, 1) }),
        ...one("set-worksheet-column-count", { columnCount: Math.max(change.columnCount, 1) }),
      ];
    case "cells":
      return cellMutations({ target, cells: change.cells });
    case "notes":
      return change.notes.flatMap(({ row, column, note }) =>
        noteMutation({ target, row, column, note }),
      );
    case "merges":
      return [
        ...one("remove-worksheet-merge", { ranges: change.removed.map(toGridRange) }),
        ...one("add-worksheet-merge", { ranges: change.added.map(toGridRange) }),
      ];
    case "rowsHidden":
    case "columnsHidden":
    case "rowHeights":
    case "columnWidths":
      return dimensionMutations({ target, change, sheet });
    case "freeze":
      return one("set-frozen", { ...toGridFreeze(sheet) });
    case "gridlines":
      return one("toggle-gridlines", { showGridlines: change.areShown ? 1 : 0 });
    case "filter":
      return filterMutations({ target, sheet });
    case "validations":
      return validationMutations({ target, sheet, view, shown: shownRuleIds(change.sheetId) });
    default:
      return change satisfies never;
  }
}

interface Target extends Record<string, unknown> {
  unitId: string;
  subUnitId: string;
}

function dimensionMutations({
  target,
  change,
  sheet,
}: {
  target: Target;
  change: Extract<
    GridChange,
    { kind: "rowsHidden" | "columnsHidden" | "rowHeights" | "columnWidths" }
  >;
  sheet: SheetView;
}): Mutation[] {
  const one = (id: string, params: Record<string, unknown>): Mutation[] => [
    { id: `sheet.mutation.${id}`, params: { ...target, ...params } },
  ];
  switch (change.kind) {
    case "rowsHidden":
      return one(change.isHidden ? "set-row-hidden" : "set-row-visible", {
        ranges: rowRanges(change.rows, sheet),
      });
    case "columnsHidden":
      return one(change.isHidden ? "set-col-hidden" : "set-col-visible", {
        ranges: columnRanges(change.columns, sheet),
      });
    case "rowHeights":
      return one("set-worksheet-row-height", {
        ranges: rowRanges(Object.keys(change.heights).map(Number), sheet),
        rowHeight: change.heights,
      });
    case "columnWidths":
      return one("set-worksheet-col-width", {
        ranges: columnRanges(Object.keys(change.widths).map(Number), sheet),
        colWidth: change.widths,
      });
    default:
      return change satisfies never;
  }
}

function cellMutations({
  target,
  cells,
}: {
  target: Target;
  cells: readonly { row: number; column: number; cell: CellData | undefined }[];
}): Mutation[] {
  const cleared: Record<number, Record<number, null>> = {};
  const laidIn: Record<number, Record<number, object>> = {};
  for (const { row, column, cell } of cells) {
    (cleared[row] ??= {})[column] = null;
    if (cell !== undefined) (laidIn[row] ??= {})[column] = toGridCell(cell);
  }
  const id = "sheet.mutation.set-range-values";
  const mutations: Mutation[] = [{ id, params: { ...target, cellValue: cleared } }];
  if (Object.keys(laidIn).length > 0)
    mutations.push({ id, params: { ...target, cellValue: laidIn } });
  return mutations;
}

function noteMutation({
  target,
  row,
  column,
  note,
}: {
  target: Target;
  row: number;
  column: number;
  note: string | undefined;
}): Mutation[] {
  const place = {
    unitId: target.unitId,
    sheetId: target.subUnitId,
    row,
    col: column,
    silent: false,
  };
  return note === undefined
    ? [{ id: "sheet.mutation.remove-note", params: place }]
    : [
        {
          id: "sheet.mutation.update-note",
          params: { ...place, note: toGridNote({ row, column, note }) },
        },
      ];
}

function filterMutations({ target, sheet }: { target: Target; sheet: SheetView }): Mutation[] {
  const filter = toGridFilter(sheet);
  const removed: Mutation = { id: "sheet.mutation.remove-filter", params: { ...target } };
  if (filter === undefined) return [removed];
  return [
    removed,
    { id: "sheet.mutation.set-filter-range", params: { ...target, range: filter.ref } },
    ...filter.filterColumns.map((criteria) => ({
      id: "sheet.mutation.set-filter-criteria",
      params: { ...target, col: criteria.colId, criteria },
    })),
  ];
}

function validationMutations({
  target,
  sheet,
  view,
  shown,
}: {
  target: Target;
  sheet: SheetView;
  view: SpreadsheetView;
  shown: string[];
}): Mutation[] {
  return [
    {
      id: "data-validation.mutation.removeRule",
      params: { ...target, ruleId: shown, source: "patched" },
    },
    ...toGridValidations({ view: sheet, sheets: view.sheets }).map((rule) => ({
      id: "data-validation.mutation.addRule",
      params: { ...target, rule, source: "patched" },
    })),
  ];
}

const rowRanges = (rows: readonly number[], sheet: SheetView): object[] =>
  rows.map((row) => ({
    startRow: row,
    endRow: row,
    startColumn: 0,
    endColumn: Math.max(sheet.columnCount - 1, 0),
  }));

const columnRanges = (columns: readonly number[], sheet: SheetView): object[] =>
  columns.map((column) => ({
    startRow: 0,
    endRow: Math.max(sheet.rowCount - 1, 0),
    startColumn: column,
    endColumn: column,
  }));
