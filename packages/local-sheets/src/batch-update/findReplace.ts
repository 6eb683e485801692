import { invalid } from "../model/apiError.ts";
import { boundedArea } from "../model/area.ts";
import { enteredOf, isFormula, withEntered, type Slot } from "../model/cell.ts";
import type { Area, GridRange, Sheet } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { parseEntered } from "../values/parseEntered.ts";
import { effectiveValue, formattedText } from "../values/render.ts";
import { handler, placeOf, sheetOf, type BatchContext } from "./context.ts";

interface FindReplaceRequest {
  find?: string;
  replacement?: string;
  matchCase?: boolean;
  matchEntireCell?: boolean;
  searchByRegex?: boolean;
  includeFormulas?: boolean;
  range?: GridRange;
  sheetId?: number;
  allSheets?: boolean;
}

interface Counts {
  values: number;
  formulas: number;
  rows: number;
  sheets: number;
  occurrences: number;
}

function pattern(request: FindReplaceRequest): RegExp {
  const { find = "" } = request;
  if (find === "") throw invalid("find must be specified.");
  const source = request.searchByRegex
    ? find
    : find.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  try {
    return new RegExp(
      request.matchEntireCell ? `^(?:${source})$` : source,
      request.matchCase ? "gu" : "giu",
    );
  } catch {
    throw invalid(`Invalid regular expression: ${find}`);
  }
}

function scopes(
  context: BatchContext,
  request: FindReplaceRequest,
): { sheet: Sheet; area: Area }[] {
  if (request.range) return [placeOf(context, request.range)];
  const sheets = request.allSheets
    ? context.draft.document.sheets
    : [sheetOf(context, request.sheetId)];
  if (!request.allSheets && request.sheetId === undefined)
    throw invalid("The scope to search over must be set: range, sheetId or allSheets.");
  return sheets.map((sheet) => ({ sheet, area: boundedArea({}, sheet.grid) }));
}

function replaceCell(input: {
  context: BatchContext;
  sheet: Sheet;
  row: number;
  column: number;
  slot: Slot;
  search: RegExp;
  request: FindReplaceRequest;
  counts: Counts;
}): { readonly slot: Slot } | undefined {
  const { context, slot, search, request, counts } = input;
  const { document } = context.draft;
  const entered = enteredOf(slot);
  const replacement = request.searchByRegex
    ? (request.replacement ?? "")
    : (request.replacement ?? "").replaceAll("$", "$$$$");
  if (isFormula(entered) && !request.includeFormulas) return undefined;
  const value = effectiveValue({ ...input, document });
  const text = isFormula(entered)
    ? entered.formula
    : value === undefined
      ? ""
      : formattedText({ document, slot, value });
  const found = text.match(search);
  if (!found || entered === undefined) return undefined;
  counts.occurrences += found.length;
  const replaced = text.replace(search, replacement);
  if (isFormula(entered)) counts.formulas += 1;
  else counts.values += 1;
  return {
    slot: withEntered(slot, parseEntered(replaced, document.properties.locale).entered),
  };
}

function replaceIn(input: {
  context: BatchContext;
  scope: { sheet: Sheet; area: Area };
  search: RegExp;
  request: FindReplaceRequest;
  counts: Counts;
}): void {
  const { context, scope, search, request, counts } = input;
  const sheet = writableSheet(context.draft, scope.sheet.sheetId);
  const { area } = scope;
  let changedRows = 0;
  for (let row = area.startRow; row < Math.min(area.endRow, sheet.rows.length); row += 1) {
    let isChanged = false;
    for (
      let column = area.startColumn;
      column < Math.min(area.endColumn, sheet.rows[row]?.slots.length ?? 0);
      column += 1
    ) {
      const slot = slotAt(sheet, row, column);
      if (slot === undefined) continue;
      const replaced = replaceCell({ context, sheet, row, column, slot, search, request, counts });
      if (!replaced) continue;
      writeSlot(context.draft, sheet, { row, column }, replaced.slot);
      isChanged = true;
    }
    if (isChanged) changedRows += 1;
  }
  counts.rows += changedRows;
  if (changedRows > 0) counts.sheets += 1;
}

export const findReplace = handler<FindReplaceRequest>((context, request) => {
  const search = pattern(request);
  const counts: Counts = { values: 0, formulas: 0, rows: 0, sheets: 0, occurrences: 0 };
  for (const scope of scopes(context, request))
    replaceIn({ context, scope, search, request, counts });
  const named = {
    valuesChanged: counts.values,
    formulasChanged: counts.formulas,
    rowsChanged: counts.rows,
    sheetsChanged: counts.sheets,
    occurrencesChanged: counts.occurrences,
  };
  return {
    findReplace: Object.fromEntries(Object.entries(named).filter(([, count]) => count > 0)),
  };
});
