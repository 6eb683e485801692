import { invalid } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import type { DimensionGroup, Sheet } from "../model/document.ts";
import { writableRow, writableSheet } from "../model/draft.ts";
import { renderGroup } from "../spreadsheets/renderSheet.ts";
import { parseFieldMask } from "../schema/fieldMask.ts";
import {
  handler,
  requireFields,
  spanOf,
  type BatchContext,
  type DimensionRange,
  type DimensionSpan,
} from "./context.ts";

const maximumDepth = 8;

function depthsOf(groups: readonly DimensionGroup[], size: number): number[] {
  const depths = Array.from({ length: size }, () => 0);
  for (const group of groups)
    for (let index = group.startIndex; index < group.endIndex; index += 1)
      depths[index] = Math.max(depths[index] ?? 0, group.depth);
  return depths;
}

/** Groups of every depth, outermost first, from how deep each row or column stands. */
function groupsFrom(
  depths: readonly number[],
  before: readonly DimensionGroup[],
): DimensionGroup[] {
  const groups: DimensionGroup[] = [];
  const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0);
  for (let depth = 1; depth <= deepest; depth += 1) {
    let startIndex = -1;
    for (let index = 0; index <= depths.length; index += 1) {
      const isIn = (depths[index] ?? 0) >= depth;
      if (isIn && startIndex === -1) startIndex = index;
      if (!isIn && startIndex !== -1) {
        const [start, end] = [startIndex, index];
        const known = before.find(
          (group) => group.depth === depth && group.startIndex < end && start < group.endIndex,
        );
        groups.push({
          startIndex: start,
          endIndex: end,
          depth,
          collapsed: known?.collapsed ?? false,
        });
        startIndex = -1;
      }
    }
  }
  return groups.sort(
    (left, right) => left.startIndex - right.startIndex || left.depth - right.depth,
  );
}

const groupsOf = (sheet: Sheet, { dimension }: DimensionSpan): readonly DimensionGroup[] =>
  dimension === "ROWS" ? sheet.rowGroups : sheet.columnGroups;

function setGroups(
  sheet: Sheet,
  { dimension }: DimensionSpan,
  groups: readonly DimensionGroup[],
): void {
  if (dimension === "ROWS") {
    sheet.rowGroups = groups;
    sheet.grid = { ...sheet.grid, rowGroupControlAfter: true };
  } else {
    sheet.columnGroups = groups;
    sheet.grid = { ...sheet.grid, columnGroupControlAfter: true };
  }
}

function changeDepth(
  context: BatchContext,
  range: DimensionRange | undefined,
  by: 1 | -1,
): { sheet: Sheet; span: DimensionSpan } {
  const span = spanOf(context, range);
  const sheet = writableSheet(context.draft, span.sheet.sheetId);
  const size = span.dimension === "ROWS" ? sheet.grid.rowCount : sheet.grid.columnCount;
  const before = groupsOf(sheet, span);
  const depths = depthsOf(before, size);
  for (let index = span.startIndex; index < Math.min(span.endIndex, size); index += 1)
    depths[index] = (depths[index] ?? 0) + by;
  if (depths.some((depth) => depth > maximumDepth))
    throw invalid(`Cannot add dimension group: the maximum depth is ${maximumDepth}.`);
  const affected = depths.slice(span.startIndex, span.endIndex);
  if (affected.some((depth) => depth < 0))
    throw invalid(`Cannot delete dimension group: there is no group over the whole range.`);
  setGroups(sheet, span, groupsFrom(depths, before));
  return { sheet, span };
}

const rendered = (sheet: Sheet, span: DimensionSpan): JsonObject => {
  const groups = groupsOf(sheet, span).map((group) =>
    renderGroup(sheet.sheetId, span.dimension, group),
  );
  return groups.length === 0 ? {} : { dimensionGroups: groups };
};

export const addDimensionGroup = handler<{ range?: DimensionRange }>((context, { range }) => {
  const { sheet, span } = changeDepth(context, range, 1);
  return { addDimensionGroup: rendered(sheet, span) };
});

export const deleteDimensionGroup = handler<{ range?: DimensionRange }>((context, { range }) => {
  const { sheet, span } = changeDepth(context, range, -1);
  return { deleteDimensionGroup: rendered(sheet, span) };
});

interface UpdateRequest {
  dimensionGroup?: { range?: DimensionRange; depth?: number; collapsed?: boolean };
  fields?: string;
}

function setHidden(
  context: BatchContext,
  sheet: Sheet,
  span: DimensionSpan,
  hidden: boolean,
): void {
  for (let index = span.startIndex; index < span.endIndex; index += 1) {
    if (span.dimension === "ROWS") writableRow(context.draft, sheet, index).hiddenByUser = hidden;
    else {
      const column = sheet.columns[index];
      if (column) sheet.columns[index] = { ...column, hiddenByUser: hidden };
    }
  }
}

export const updateDimensionGroup = handler<UpdateRequest>(
  (context, { dimensionGroup = {}, fields }) => {
    parseFieldMask(requireFields(fields));
    const span = spanOf(context, dimensionGroup.range);
    const sheet = writableSheet(context.draft, span.sheet.sheetId);
    const groups = groupsOf(sheet, span);
    const found = groups.find(
      (group) =>
        group.startIndex === span.startIndex &&
        group.endIndex === span.endIndex &&
        (dimensionGroup.depth ?? group.depth) === group.depth,
    );
    if (!found) throw invalid("No dimension group exists over the given range at that depth.");
    const collapsed = dimensionGroup.collapsed === true;
    setGroups(
      sheet,
      span,
      groups.map((group) => (group === found ? { ...group, collapsed } : group)),
    );
    setHidden(context, sheet, span, collapsed);
    return undefined;
  },
);
