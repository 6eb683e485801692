import { invalid } from "../model/apiError.ts";
import { isJsonObject, type Sheet } from "../model/document.ts";
import { writableSheet } from "../model/draft.ts";
import { maskAt, parseFieldMask, type FieldMask } from "../schema/fieldMask.ts";
import { renameInFormulas } from "../formulas/renameInFormulas.ts";
import { handler, requireFields, sheetOf, type BatchContext } from "./context.ts";
import {
  checkTitle,
  gridFrom,
  moveSheet,
  resizeGrid,
  tabColorFrom,
  type SheetPropertiesBody,
} from "./sheetProperties.ts";

interface UpdateSheetPropertiesRequest {
  properties?: SheetPropertiesBody;
  fields?: string;
}

function updateGrid(
  context: BatchContext,
  sheet: Sheet,
  properties: SheetPropertiesBody,
  mask: FieldMask,
): void {
  const below = maskAt(mask, "gridProperties");
  if (below === undefined) return;
  const given = properties.gridProperties ?? {};
  const names = below === true ? Object.keys(given) : Object.keys(below);
  const named = Object.fromEntries(names.map((name) => [name, given[name] ?? 0]));
  resizeGrid(context, sheet, gridFrom(isJsonObject(named) ? named : {}, sheet.grid));
}

export const updateSheetProperties = handler<UpdateSheetPropertiesRequest>(
  (context, { properties = {}, fields }) => {
    const mask = parseFieldMask(requireFields(fields));
    const has = (name: string): boolean => mask === true || name in mask;
    const sheet = writableSheet(context.draft, sheetOf(context, properties.sheetId).sheetId);
    if (
      has("title") &&
      properties.title !== sheet.title &&
      (mask !== true || properties.title !== undefined)
    ) {
      if (properties.title === undefined || properties.title === "")
        throw invalid("Sheet name cannot be empty.");
      checkTitle(context, properties.title, sheet.sheetId);
      renameInFormulas({ draft: context.draft, from: sheet.title, to: properties.title });
      sheet.title = properties.title;
    }
    updateGrid(context, sheet, properties, mask);
    if (has("hidden")) hide(context, sheet, properties.hidden === true);
    if (has("rightToLeft")) sheet.rightToLeft = properties.rightToLeft === true;
    if (has("tabColor") || has("tabColorStyle")) sheet.tabColorStyle = tabColorFrom(properties);
    if (has("index") && (mask !== true || properties.index !== undefined))
      moveSheet(context, sheet.sheetId, properties.index ?? 0);
    return undefined;
  },
);

function hide(context: BatchContext, sheet: Sheet, hidden: boolean): void {
  const isLast = context.draft.document.sheets.every(
    (other) => other.hidden || other.sheetId === sheet.sheetId,
  );
  if (hidden && isLast) throw invalid("You can't hide all the sheets in a document.");
  sheet.hidden = hidden;
}
