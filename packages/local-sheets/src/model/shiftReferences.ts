import type {
  Area,
  DeveloperMetadata,
  Dimension,
  DimensionGroup,
  GridRange,
  RangeHolder,
  Sheet,
} from "./document.ts";
import { writableSheet, type Draft } from "./draft.ts";
import { shiftFormulas } from "../formulas/shiftFormulas.ts";
import { shiftSpan, type Shift } from "./shift.ts";

interface Shifting {
  readonly draft: Draft;
  readonly sheetId: number;
  readonly dimension: Dimension;
  readonly shift: Shift;
}

export function shiftRange(
  range: GridRange,
  { sheetId, dimension, shift }: Pick<Shifting, "sheetId" | "dimension" | "shift">,
): GridRange | undefined {
  if ((range.sheetId ?? 0) !== sheetId) return range;
  const [startName, endName] =
    dimension === "ROWS"
      ? (["startRowIndex", "endRowIndex"] as const)
      : (["startColumnIndex", "endColumnIndex"] as const);
  const start = range[startName];
  const end = range[endName];
  if (start === undefined && end === undefined) return range;
  const open = Number.MAX_SAFE_INTEGER / 2;
  const span = shiftSpan({ start: start ?? 0, end: end ?? open }, shift);
  if (!span) return undefined;
  return {
    ...range,
    ...(start === undefined ? {} : { [startName]: span.start }),
    ...(end === undefined ? {} : { [endName]: span.end }),
  };
}

function shiftArea(area: Area, shifting: Shifting): Area | undefined {
  const isRows = shifting.dimension === "ROWS";
  const span = shiftSpan(
    isRows
      ? { start: area.startRow, end: area.endRow }
      : { start: area.startColumn, end: area.endColumn },
    shifting.shift,
  );
  if (!span) return undefined;
  return isRows
    ? { ...area, startRow: span.start, endRow: span.end }
    : { ...area, startColumn: span.start, endColumn: span.end };
}

const shiftHolders = (holders: readonly RangeHolder[], shifting: Shifting): RangeHolder[] =>
  holders.flatMap((holder) => {
    const range = shiftRange(holder.range, shifting);
    return range ? [{ ...holder, range }] : [];
  });

const shiftGroups = (groups: readonly DimensionGroup[], shift: Shift): DimensionGroup[] =>
  groups.flatMap((group) => {
    const span = shiftSpan({ start: group.startIndex, end: group.endIndex }, shift);
    return span ? [{ ...group, startIndex: span.start, endIndex: span.end }] : [];
  });

function shiftMetadata(
  entry: DeveloperMetadata,
  { sheetId, dimension, shift }: Shifting,
): DeveloperMetadata[] {
  const { location } = entry;
  if (
    location.kind !== "dimension" ||
    location.sheetId !== sheetId ||
    location.dimension !== dimension
  )
    return [entry];
  const span = shiftSpan({ start: location.startIndex, end: location.endIndex }, shift);
  return span
    ? [{ ...entry, location: { ...location, startIndex: span.start, endIndex: span.end } }]
    : [];
}

function shiftSheet(sheet: Sheet, shifting: Shifting): void {
  sheet.merges = sheet.merges
    .flatMap((area) => shiftArea(area, shifting) ?? [])
    .filter((area) => (area.endRow - area.startRow) * (area.endColumn - area.startColumn) > 1);
  sheet.protectedRanges = shiftHolders(sheet.protectedRanges, shifting);
  sheet.filterViews = shiftHolders(sheet.filterViews, shifting);
  sheet.bandedRanges = shiftHolders(sheet.bandedRanges, shifting);
  sheet.basicFilter = sheet.basicFilter && shiftHolders([sheet.basicFilter], shifting)[0];
  sheet.conditionalFormats = sheet.conditionalFormats.flatMap((format) => {
    const ranges = format.ranges.flatMap((range) => shiftRange(range, shifting) ?? []);
    return ranges.length > 0 ? [{ ...format, ranges }] : [];
  });
  if (shifting.dimension === "ROWS") sheet.rowGroups = shiftGroups(sheet.rowGroups, shifting.shift);
  else sheet.columnGroups = shiftGroups(sheet.columnGroups, shifting.shift);
}

/** After rows or columns were inserted, deleted or moved: everything that points at them follows. */
export function shiftReferences(shifting: Shifting): void {
  const { draft } = shifting;
  shiftSheet(writableSheet(draft, shifting.sheetId), shifting);
  const { document } = draft;
  document.namedRanges = shiftHolders(document.namedRanges, shifting);
  document.developerMetadata = document.developerMetadata.flatMap((entry) =>
    shiftMetadata(entry, shifting),
  );
  shiftFormulas(shifting);
}
