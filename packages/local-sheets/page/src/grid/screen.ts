import { ICommandService, type Injector, IUndoRedoService } from "@univerjs/core";
import type { FUniver } from "@univerjs/core/facade";
import { DataValidationModel } from "@univerjs/preset-sheets-data-validation";
import type { ActContext } from "../acts/act.ts";
import type { CellChange, GridChange } from "../view/planChanges.ts";
import type { SpreadsheetView } from "../view/sheetView.ts";
import { googleSheetId, gridSheetId, toWorkbook } from "../view/toWorkbook.ts";
import { applyMutations, toMutations } from "./applyChanges.ts";
import type { SentAct } from "./createSender.ts";
import { startGrid } from "./startGrid.ts";

/** The grid on the page: shows a view, and changes from one view to the next. */
export interface Screen {
  api: FUniver;
  injector: Injector;
  unitId: string;
  /** Shows everything anew, on the tab that was open. */
  build: (view: SpreadsheetView) => void;
  apply: (request: { changes: readonly GridChange[]; view: SpreadsheetView }) => void;
  activeSheetId: () => number | undefined;
  activate: (sheetId: number) => void;
  context: (view: SpreadsheetView) => ActContext;
  rememberForUndo: (act: SentAct) => void;
  forgetUndo: () => void;
}

export function createScreen({ container }: { container: HTMLElement }): Screen {
  const { univer, api } = startGrid({ container });
  const injector = univer.__getInjector();
  const commands = injector.get(ICommandService);
  const undo = injector.get(IUndoRedoService);
  const unitId = "spreadsheet";
  const activeSheetId = (): number | undefined => {
    const id = api.getActiveWorkbook()?.getActiveSheet()?.getSheetId();
    return id === undefined ? undefined : googleSheetId(id);
  };
  const activate = (sheetId: number): void => {
    const workbook = api.getActiveWorkbook();
    const sheet = workbook?.getSheetBySheetId(gridSheetId(sheetId));
    if (sheet) workbook?.setActiveSheet(sheet);
  };
  const apply: Screen["apply"] = ({ changes, view }) => {
    const shownRuleIds = (sheetId: number): string[] =>
      injector
        .get(DataValidationModel)
        .getRules(unitId, gridSheetId(sheetId))
        .map((rule) => rule.uid);
    for (const change of changes)
      applyMutations({ commands, mutations: toMutations({ change, unitId, view, shownRuleIds }) });
  };
  return {
    api,
    injector,
    unitId,
    activeSheetId,
    activate,
    apply,
    build: (view) => {
      const active = activeSheetId();
      if (api.getActiveWorkbook()) api.disposeUnit(unitId);
      api.createWorkbook(toWorkbook({ id: unitId, view }));
      if (active !== undefined) activate(active);
      else selectFirstShown({ api, view });
    },
    context: (view) => currentContext({ api, view }),
    rememberForUndo: (act) =>
      undo.pushUndoRedo({
        unitID: unitId,
        undoMutations: [{ id: undoCommandId, params: { kind: "undo", of: act } }],
        redoMutations: [{ id: redoCommandId, params: { ...act, isAgain: true } }],
      }),
    forgetUndo: () => undo.clearUndoRedo(unitId),
  };
}

/** Where the cursor stands at first: not in a hidden column. */
function selectFirstShown({ api, view }: { api: FUniver; view: SpreadsheetView }): void {
  const active = api.getActiveWorkbook()?.getActiveSheet();
  const sheet = view.sheets.find(({ sheetId }) => active?.getSheetId() === gridSheetId(sheetId));
  const column = sheet?.columns.findIndex((each) => each?.isHidden !== true) ?? -1;
  if (active && column > 0) active.getRange(0, column).activate();
}

export const undoCommandId = "rollbook.command.undo";
export const redoCommandId = "rollbook.command.redo";

function currentContext({ api, view }: { api: FUniver; view: SpreadsheetView }): ActContext {
  const workbook = api.getActiveWorkbook();
  const active = workbook?.getActiveSheet();
  const sheetId = active ? googleSheetId(active.getSheetId()) : undefined;
  const sheet = view.sheets.find((candidate) => candidate.sheetId === sheetId) ?? view.sheets[0];
  if (sheet === undefined) throw new Error("The spreadsheet has no tab.");
  const ranges = active?.getSelection()?.getActiveRangeList() ?? [];
  return { view, sheet, selections: ranges.map((range) => ({ ...range.getRange() })) };
}

export const valueChanges = (
  changes: readonly GridChange[],
): { sheetId: number; cells: CellChange[] }[] =>
  changes.flatMap((change) =>
    change.kind === "cells"
      ? [{ sheetId: change.sheetId, cells: change.cells.filter((cell) => cell.isValueChange) }]
      : [],
  );
