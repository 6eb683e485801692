import { invalid } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import type { GridRange, RangeHolder, Sheet } from "../model/document.ts";
import { isJsonObject } from "../model/document.ts";
import { boundedArea, toGridRange } from "../model/area.ts";
import { writableRow, writableSheet } from "../model/draft.ts";
import { renderFilterView } from "../spreadsheets/renderSheet.ts";
import { hidesRow } from "../conditions/filterRow.ts";
import { handler, placeOf, requireFields, sheetOf, type BatchContext } from "./context.ts";
import { chosenHolderId, rangeFrom, restOf, updatedHolder } from "./rangeHolders.ts";
import { reorderRows, sortedRows, type SortSpec } from "./sortRange.ts";

const allViews = (context: BatchContext): RangeHolder[] =>
  context.draft.document.sheets.flatMap((sheet) => sheet.filterViews);

/** Rows that the basic filter leaves out are hidden; all others show again. */
export function applyBasicFilter(context: BatchContext, sheet: Sheet): void {
  const filter = sheet.basicFilter;
  const area = filter && boundedArea(filter.range, sheet.grid);
  const last = Math.max(
    sheet.rows.length,
    area && filter.rest["criteria"] !== undefined ? area.endRow : 0,
  );
  for (let row = 0; row < Math.min(last, sheet.grid.rowCount); row += 1) {
    const isInside = area !== undefined && row > area.startRow && row < area.endRow;
    const isHidden =
      isInside &&
      filter !== undefined &&
      hidesRow({ document: context.draft.document, sheet, row, filter, area });
    if ((sheet.rows[row]?.hiddenByFilter ?? false) !== isHidden)
      writableRow(context.draft, sheet, row).hiddenByFilter = isHidden;
  }
}

function sortSpecsOf(body: JsonObject): SortSpec[] {
  const { sortSpecs } = body;
  return Array.isArray(sortSpecs) ? sortSpecs.filter(isJsonObject) : [];
}

export const setBasicFilter = handler<{ filter?: JsonObject }>((context, { filter = {} }) => {
  const range: GridRange = rangeFrom(filter);
  const { sheet: found, area } = placeOf(context, range);
  const sheet = writableSheet(context.draft, found.sheetId);
  sheet.basicFilter = {
    id: 0,
    range: toGridRange(sheet.sheetId, area),
    rest: restOf(filter, "filterId"),
  };
  const specs = sortSpecsOf(filter);
  const body = { ...area, startRow: area.startRow + 1 };
  if (specs.length > 0)
    reorderRows(
      context,
      sheet,
      body,
      sortedRows({ document: context.draft.document, sheet, area: body, specs }),
    );
  applyBasicFilter(context, sheet);
  return undefined;
});

export const clearBasicFilter = handler<{ sheetId?: number }>((context, { sheetId }) => {
  const sheet = writableSheet(context.draft, sheetOf(context, sheetId).sheetId);
  sheet.basicFilter = undefined;
  applyBasicFilter(context, sheet);
  return undefined;
});

function viewHome(
  context: BatchContext,
  id: number | undefined,
): { sheet: Sheet; holder: RangeHolder } {
  for (const sheet of context.draft.document.sheets) {
    const holder = sheet.filterViews.find((candidate) => candidate.id === id);
    if (holder) return { sheet: writableSheet(context.draft, sheet.sheetId), holder };
  }
  throw invalid(`No filter view with id: ${id ?? 0}`);
}

export const addFilterView = handler<{ filter?: JsonObject }>((context, { filter = {} }) => {
  const range = rangeFrom(filter);
  const { sheet: found } = placeOf(context, range);
  const sheet = writableSheet(context.draft, found.sheetId);
  const id = chosenHolderId({
    context,
    given: filter["filterViewId"],
    taken: allViews(context),
    what: "filter view",
  });
  const rest = restOf(filter, "filterViewId");
  const holder: RangeHolder = {
    id,
    range,
    rest:
      rest["title"] === undefined
        ? { ...rest, title: `Filter ${sheet.filterViews.length + 1}` }
        : rest,
  };
  sheet.filterViews = [...sheet.filterViews, holder];
  return { addFilterView: { filter: renderFilterView(holder) } };
});

export const updateFilterView = handler<{ filter?: JsonObject; fields?: string }>(
  (context, { filter = {}, fields }) => {
    const id = filter["filterViewId"];
    const { sheet, holder } = viewHome(context, typeof id === "number" ? id : undefined);
    const updated = updatedHolder({
      holder,
      body: filter,
      idName: "filterViewId",
      fields: requireFields(fields),
    });
    sheet.filterViews = sheet.filterViews.map((other) => (other === holder ? updated : other));
    return undefined;
  },
);

export const deleteFilterView = handler<{ filterId?: number }>((context, { filterId }) => {
  const { sheet, holder } = viewHome(context, filterId);
  sheet.filterViews = sheet.filterViews.filter((other) => other !== holder);
  return undefined;
});

export const duplicateFilterView = handler<{ filterId?: number }>((context, { filterId }) => {
  const { sheet, holder } = viewHome(context, filterId);
  const id = chosenHolderId({
    context,
    given: undefined,
    taken: allViews(context),
    what: "filter view",
  });
  const copy: RangeHolder = {
    ...holder,
    id,
    rest: { ...holder.rest, title: `Copy of ${String(holder.rest["title"])}` },
  };
  sheet.filterViews = [...sheet.filterViews, copy];
  return { duplicateFilterView: { filter: renderFilterView(copy) } };
});
