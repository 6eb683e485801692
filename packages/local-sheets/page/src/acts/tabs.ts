import { cellAt } from "../view/sheetView.ts";
import { googleSheetId } from "../view/toWorkbook.ts";
import { toColor } from "./formatting.ts";
import type { Act, ActContext, GridLibraryRange } from "./act.ts";
import { nothing, requests, toGoogleRange } from "./act.ts";

interface TabParams {
  subUnitId?: string;
}

const tabOf = (params: TabParams | undefined, context: ActContext): number =>
  params?.subUnitId === undefined ? context.sheet.sheetId : googleSheetId(params.subUnitId);

export function insertTab(params: { index?: number } | undefined, context: ActContext): Act {
  const taken = new Set(context.view.sheets.map(({ title }) => title));
  let number = context.view.sheets.length + 1;
  while (taken.has(`Sheet${number}`)) number += 1;
  const index = params?.index ?? context.view.sheets.length;
  return requests("add a tab", [{ addSheet: { properties: { title: `Sheet${number}`, index } } }]);
}

export function removeTab(params: TabParams | undefined, context: ActContext): Act {
  return requests("delete the tab", [{ deleteSheet: { sheetId: tabOf(params, context) } }]);
}

export function copyTab(params: TabParams | undefined, context: ActContext): Act {
  return requests("copy the tab", [{ duplicateSheet: { sourceSheetId: tabOf(params, context) } }]);
}

function updateTab(what: string, sheetId: number, properties: object): Act {
  return requests(what, [
    {
      updateSheetProperties: {
        properties: { sheetId, ...properties },
        fields: Object.keys(properties).join(","),
      },
    },
  ]);
}

export const renameTab = (params: TabParams & { name: string }, context: ActContext): Act =>
  updateTab("rename the tab", tabOf(params, context), { title: params.name });

export function moveTab(params: TabParams & { order: number }, context: ActContext): Act {
  const sheetId = tabOf(params, context);
  const from = context.view.sheets.findIndex((sheet) => sheet.sheetId === sheetId);
  // Google counts the place as if the tab still stood where it was.
  const index = params.order > from ? params.order + 1 : params.order;
  return updateTab("move the tab", sheetId, { index });
}

export const setTabHidden =
  (isHidden: boolean) =>
  (params: TabParams | undefined, context: ActContext): Act =>
    updateTab(isHidden ? "hide the tab" : "show the tab", tabOf(params, context), {
      hidden: isHidden,
    });

export const setTabColor = (params: TabParams & { value: string }, context: ActContext): Act =>
  updateTab("colour the tab", tabOf(params, context), {
    tabColorStyle: { rgbColor: toColor(params.value) ?? {} },
  });

export const renameSpreadsheet = ({ name }: { name: string }): Act =>
  requests("rename the spreadsheet", [
    { updateSpreadsheetProperties: { properties: { title: name }, fields: "title" } },
  ]);

export const toggleGridlines = (
  params: { showGridlines?: number } | undefined,
  context: ActContext,
): Act =>
  requests("show or hide gridlines", [
    {
      updateSheetProperties: {
        properties: {
          sheetId: context.sheet.sheetId,
          gridProperties: {
            hideGridlines:
              params?.showGridlines === undefined
                ? context.sheet.showsGridlines
                : params.showGridlines === 0,
          },
        },
        fields: "gridProperties.hideGridlines",
      },
    },
  ]);

export const mergeCells =
  (mergeType: "MERGE_ALL" | "MERGE_ROWS" | "MERGE_COLUMNS") =>
  (
    params: { selections?: GridLibraryRange[]; ranges?: GridLibraryRange[] } | undefined,
    context: ActContext,
  ): Act =>
    requests(
      "merge cells",
      (params?.selections ?? context.selections).map((range) => ({
        mergeCells: { range: toGoogleRange(range, context.sheet), mergeType },
      })),
    );

export const unmergeCells = (
  params: { ranges?: GridLibraryRange[] } | undefined,
  context: ActContext,
): Act =>
  requests(
    "unmerge cells",
    (params?.ranges ?? context.selections).map((range) => ({
      unmergeCells: { range: toGoogleRange(range, context.sheet) },
    })),
  );

export function setNote(
  { row, col, note }: { row: number; col: number; note: { note?: string } },
  context: ActContext,
): Act {
  const text = note.note ?? "";
  // Opening an empty note tells its emptiness too.
  if (text === (cellAt(context.sheet, row, col)?.note ?? "")) return nothing;
  const range = toGoogleRange(
    { startRow: row, endRow: row, startColumn: col, endColumn: col },
    context.sheet,
  );
  return requests("write the note", [
    { repeatCell: { range, cell: { note: text }, fields: "note" } },
  ]);
}

export function deleteNote(_params: unknown, context: ActContext): Act {
  return requests(
    "delete the note",
    context.selections.map((selection) => ({
      repeatCell: { range: toGoogleRange(selection, context.sheet), cell: {}, fields: "note" },
    })),
  );
}
