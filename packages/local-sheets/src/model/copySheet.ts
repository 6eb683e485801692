import { takeKeys, type Draft } from "./draft.ts";
import type { GridRange, RangeHolder, Sheet } from "./document.ts";

export interface NewIds {
  next(): number;
}

/** A sheet like another, under its own id, with its own keys for rows and columns. */
export function copySheet(input: {
  draft: Draft;
  source: Sheet;
  sheetId: number;
  title: string;
  ids: NewIds;
}): Sheet {
  const { draft, source, sheetId, ids } = input;
  const moved = (range: GridRange): GridRange => ({ ...range, sheetId });
  const renewed = (holder: RangeHolder): RangeHolder => ({
    ...holder,
    id: ids.next(),
    range: moved(holder.range),
  });
  const firstKey = takeKeys(draft, source.rows.length + source.columns.length);
  return {
    ...source,
    owner: draft.token,
    sheetId,
    title: input.title,
    hidden: false,
    isReshaped: false,
    rows: source.rows.map(
      (row, index) =>
        row && { ...row, key: firstKey + index, owner: draft.token, slots: [...row.slots] },
    ),
    columns: source.columns.map((column, index) => ({
      ...column,
      key: firstKey + source.rows.length + index,
    })),
    conditionalFormats: source.conditionalFormats.map((format) => ({
      ...format,
      ranges: format.ranges.map(moved),
    })),
    protectedRanges: source.protectedRanges.map(renewed),
    filterViews: source.filterViews.map(renewed),
    bandedRanges: source.bandedRanges.map(renewed),
    charts: source.charts.map((chart) => ({ ...chart, chartId: ids.next() })),
    basicFilter: source.basicFilter && {
      ...source.basicFilter,
      range: moved(source.basicFilter.range),
    },
  };
}
