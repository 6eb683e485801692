import type { Json, JsonObject } from "../model/cell.ts";
import { toGridRange } from "../model/area.ts";
import {
  type Area,
  type DimensionGroup,
  type Document,
  type GridProperties,
  type GridRange,
  type RangeHolder,
  type Sheet,
  isJsonObject,
} from "../model/document.ts";
import { applyFieldMask, maskAt, type FieldMask } from "../schema/fieldMask.ts";
import { renderMetadata } from "../developer-metadata/renderMetadata.ts";
import { renderGridData } from "./renderGridData.ts";

const whenSet = (name: string, value: Json | undefined): JsonObject =>
  value === undefined || value === false || value === 0 ? {} : { [name]: value };

function renderGrid(grid: GridProperties): JsonObject {
  return {
    rowCount: grid.rowCount,
    columnCount: grid.columnCount,
    ...whenSet("frozenRowCount", grid.frozenRowCount),
    ...whenSet("frozenColumnCount", grid.frozenColumnCount),
    ...whenSet("hideGridlines", grid.hideGridlines),
    ...whenSet("rowGroupControlAfter", grid.rowGroupControlAfter),
    ...whenSet("columnGroupControlAfter", grid.columnGroupControlAfter),
  };
}

const tabColor = (style: JsonObject): JsonObject => {
  const rgb = style["rgbColor"];
  return { ...(rgb === undefined ? {} : { tabColor: rgb }), tabColorStyle: style };
};

export function renderSheetProperties(sheet: Sheet, index: number): JsonObject {
  return {
    sheetId: sheet.sheetId,
    title: sheet.title,
    index,
    sheetType: sheet.sheetType,
    gridProperties: renderGrid(sheet.grid),
    ...whenSet("hidden", sheet.hidden),
    ...(sheet.tabColorStyle ? tabColor(sheet.tabColorStyle) : {}),
    ...whenSet("rightToLeft", sheet.rightToLeft),
  };
}

export const renderRange = (range: GridRange): JsonObject => {
  const { sheetId, ...bounds } = range;
  return { ...(sheetId === undefined || sheetId === 0 ? {} : { sheetId }), ...bounds };
};

const listed = (name: string, items: Json[]): JsonObject =>
  items.length === 0 ? {} : { [name]: items };

export const renderNamedRange = (holder: RangeHolder): JsonObject => ({
  namedRangeId: String(holder.id),
  name: holder.rest["name"],
  range: renderRange(holder.range),
});

export const renderProtectedRange = (holder: RangeHolder): JsonObject => ({
  protectedRangeId: Number(holder.id),
  range: renderRange(holder.range),
  ...holder.rest,
});

export const renderFilterView = (holder: RangeHolder): JsonObject => ({
  filterViewId: Number(holder.id),
  range: renderRange(holder.range),
  ...holder.rest,
});

export const renderBanding = (holder: RangeHolder): JsonObject => ({
  bandedRangeId: Number(holder.id),
  range: renderRange(holder.range),
  ...holder.rest,
});

export const renderBasicFilter = (holder: RangeHolder): JsonObject => ({
  range: renderRange(holder.range),
  ...holder.rest,
});

export const renderConditionalFormat = (
  format: Sheet["conditionalFormats"][number],
): JsonObject => ({
  ranges: format.ranges.map(renderRange),
  ...format.rest,
});

export const renderGroup = (
  sheetId: number,
  dimension: string,
  group: DimensionGroup,
): JsonObject => ({
  range: {
    ...(sheetId === 0 ? {} : { sheetId }),
    dimension,
    startIndex: group.startIndex,
    endIndex: group.endIndex,
  },
  depth: group.depth,
  ...whenSet("collapsed", group.collapsed),
});

const asObject = (range: GridRange): JsonObject => ({ ...range });

function renderLists(document: Document, sheet: Sheet): JsonObject {
  const { sheetId } = sheet;
  const metadata = document.developerMetadata.filter(
    ({ location }) => location.kind === "sheet" && location.sheetId === sheetId,
  );
  return {
    ...listed(
      "merges",
      sheet.merges.map((area) => asObject(toGridRange(sheetId, area))),
    ),
    ...listed("conditionalFormats", sheet.conditionalFormats.map(renderConditionalFormat)),
    ...listed("filterViews", sheet.filterViews.map(renderFilterView)),
    ...listed("protectedRanges", sheet.protectedRanges.map(renderProtectedRange)),
    ...(sheet.basicFilter ? { basicFilter: renderBasicFilter(sheet.basicFilter) } : {}),
    ...listed("bandedRanges", sheet.bandedRanges.map(renderBanding)),
    ...listed("charts", [...sheet.charts]),
    ...listed("developerMetadata", metadata.map(renderMetadata)),
    ...listed(
      "rowGroups",
      sheet.rowGroups.map((group) => renderGroup(sheetId, "ROWS", group)),
    ),
    ...listed(
      "columnGroups",
      sheet.columnGroups.map((group) => renderGroup(sheetId, "COLUMNS", group)),
    ),
  };
}

export function renderSheet(input: {
  document: Document;
  sheet: Sheet;
  index: number;
  areas: readonly Area[] | undefined;
  mask: FieldMask;
}): JsonObject {
  const { document, sheet, areas, mask } = input;
  const dataMask = maskAt(mask, "data");
  const data =
    areas && dataMask !== undefined
      ? areas.map((area) => renderGridData({ document, sheet, area, mask: dataMask }))
      : undefined;
  const rest = applyFieldMask(
    { properties: renderSheetProperties(sheet, input.index), ...renderLists(document, sheet) },
    mask,
  );
  const { properties, ...lists } = isJsonObject(rest) ? rest : {};
  return {
    ...(properties === undefined ? {} : { properties }),
    ...(data ? { data } : {}),
    ...lists,
  };
}
