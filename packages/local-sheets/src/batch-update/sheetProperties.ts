import { invalid } from "../model/apiError.ts";
import type { Json, JsonObject } from "../model/cell.ts";
import { defaultGrid } from "../model/defaults.ts";
import { isJsonObject, type GridProperties, type Sheet } from "../model/document.ts";
import { growGrid } from "../model/growGrid.ts";
import { pairColors } from "../formats/pairColors.ts";
import { deleteDimension } from "../model/reshape.ts";
import type { BatchContext } from "./context.ts";

export interface SheetPropertiesBody {
  sheetId?: number;
  title?: string;
  index?: number;
  sheetType?: string;
  hidden?: boolean;
  rightToLeft?: boolean;
  tabColor?: JsonObject;
  tabColorStyle?: JsonObject;
  gridProperties?: JsonObject;
}

const count = (value: Json | undefined): number => (typeof value === "number" ? value : 0);

export function gridFrom(
  given: JsonObject | undefined,
  before: GridProperties = defaultGrid,
): GridProperties {
  const has = (name: string): boolean => given?.[name] !== undefined;
  const flag = (name: keyof GridProperties): boolean =>
    has(name) ? given?.[name] === true : before[name] === true;
  return {
    rowCount: has("rowCount") ? count(given?.["rowCount"]) : before.rowCount,
    columnCount: has("columnCount") ? count(given?.["columnCount"]) : before.columnCount,
    frozenRowCount: has("frozenRowCount")
      ? count(given?.["frozenRowCount"])
      : before.frozenRowCount,
    frozenColumnCount: has("frozenColumnCount")
      ? count(given?.["frozenColumnCount"])
      : before.frozenColumnCount,
    hideGridlines: flag("hideGridlines"),
    rowGroupControlAfter: flag("rowGroupControlAfter"),
    columnGroupControlAfter: flag("columnGroupControlAfter"),
  };
}

export function tabColorFrom(body: SheetPropertiesBody): JsonObject | undefined {
  const paired = pairColors({
    ...(body.tabColor ? { tabColor: body.tabColor } : {}),
    ...(body.tabColorStyle ? { tabColorStyle: body.tabColorStyle } : {}),
  });
  const style = paired["tabColorStyle"];
  return isJsonObject(style) && Object.keys(style).length > 0 ? style : undefined;
}

export function checkTitle(context: BatchContext, title: string, except?: number): void {
  const taken = context.draft.document.sheets.some(
    (sheet) => sheet.sheetId !== except && sheet.title.toLowerCase() === title.toLowerCase(),
  );
  if (taken)
    throw invalid(`A sheet with the name "${title}" already exists. Please enter another name.`);
}

/** Rows and columns beyond the new size are gone, with all that points at them. */
export function resizeGrid(context: BatchContext, sheet: Sheet, grid: GridProperties): void {
  const { draft } = context;
  if (grid.rowCount < 1 || grid.columnCount < 1) {
    throw invalid(
      `You can't delete all the ${grid.rowCount < 1 ? "rows" : "columns"} on the sheet.`,
    );
  }
  const { rowCount, columnCount } = sheet.grid;
  if (grid.frozenRowCount >= Math.max(grid.rowCount, 1))
    throw invalid("You can't freeze all visible rows on the sheet.");
  if (grid.frozenColumnCount >= Math.max(grid.columnCount, 1))
    throw invalid("You can't freeze all visible columns on the sheet.");
  const { sheetId } = sheet;
  if (grid.rowCount < rowCount)
    deleteDimension({
      draft,
      sheetId,
      dimension: "ROWS",
      startIndex: grid.rowCount,
      endIndex: rowCount,
    });
  if (grid.columnCount < columnCount)
    deleteDimension({
      draft,
      sheetId,
      dimension: "COLUMNS",
      startIndex: grid.columnCount,
      endIndex: columnCount,
    });
  growGrid({ draft, sheet, rowCount: grid.rowCount, columnCount: grid.columnCount });
  sheet.grid = grid;
}

export function moveSheet(context: BatchContext, sheetId: number, index: number): void {
  const { document } = context.draft;
  const from = document.sheets.findIndex((sheet) => sheet.sheetId === sheetId);
  const sheet = document.sheets[from];
  if (!sheet) return;
  if (index < 0 || index > document.sheets.length) throw invalid(`Invalid index: ${index}`);
  const others = document.sheets.filter((other) => other !== sheet);
  document.sheets = others.toSpliced(index > from ? index - 1 : index, 0, sheet);
}

export function newSheetId(context: BatchContext): number {
  for (;;) {
    const id = context.random.positiveInt32();
    if (!context.draft.document.sheets.some((sheet) => sheet.sheetId === id)) return id;
  }
}
