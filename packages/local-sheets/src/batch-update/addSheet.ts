import { invalid } from "../model/apiError.ts";
import { newSheet } from "../model/defaults.ts";
import { takeKeys } from "../model/draft.ts";
import { renderSheetProperties } from "../spreadsheets/renderSheet.ts";
import { handler, type BatchContext } from "./context.ts";
import {
  checkTitle,
  gridFrom,
  newSheetId,
  tabColorFrom,
  type SheetPropertiesBody,
} from "./sheetProperties.ts";

function freeTitle(context: BatchContext): string {
  const titles = new Set(context.draft.document.sheets.map((sheet) => sheet.title.toLowerCase()));
  for (let number = titles.size + 1; ; number += 1)
    if (!titles.has(`sheet${number}`)) return `Sheet${number}`;
}

export const addSheet = handler<{ properties?: SheetPropertiesBody }>(
  (context, { properties = {} }) => {
    const { draft } = context;
    const { document } = draft;
    const title =
      properties.title === undefined || properties.title === ""
        ? freeTitle(context)
        : properties.title;
    checkTitle(context, title);
    const { sheetId = document.sheets.length === 0 ? 0 : newSheetId(context) } = properties;
    if (document.sheets.some((sheet) => sheet.sheetId === sheetId))
      throw invalid(`A sheet with the id "${sheetId}" already exists.`);
    if (sheetId < 0) throw invalid(`Sheet ID cannot be negative: ${sheetId}`);
    if (properties.sheetType !== undefined && properties.sheetType !== "GRID")
      throw invalid(`Only GRID sheets can be added.`);
    const grid = gridFrom(properties.gridProperties);
    const sheet = newSheet({
      sheetId,
      title,
      grid,
      owner: draft.token,
      firstKey: takeKeys(draft, grid.columnCount),
    });
    sheet.hidden = properties.hidden === true;
    sheet.rightToLeft = properties.rightToLeft === true;
    sheet.tabColorStyle = tabColorFrom(properties);
    const index = properties.index ?? document.sheets.length;
    if (index < 0 || index > document.sheets.length) throw invalid(`Invalid index: ${index}`);
    document.sheets = document.sheets.toSpliced(index, 0, sheet);
    return { addSheet: { properties: renderSheetProperties(sheet, index) } };
  },
);
