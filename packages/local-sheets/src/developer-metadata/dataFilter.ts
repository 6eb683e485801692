import { resolveRange } from "../model/a1.ts";
import { areaOfRange, boundedArea, overlaps } from "../model/area.ts";

import type {
  Area,
  DeveloperMetadata,
  Dimension,
  Document,
  GridRange,
  MetadataLocation,
  Sheet,
} from "../model/document.ts";
import { invalid } from "../model/apiError.ts";

export interface LocationBody {
  locationType?: string;
  spreadsheet?: boolean;
  sheetId?: number;
  dimensionRange?: {
    sheetId?: number;
    dimension?: Dimension;
    startIndex?: number;
    endIndex?: number;
  };
}

export interface MetadataLookup {
  locationType?: string;
  metadataLocation?: LocationBody;
  locationMatchingStrategy?: string;
  metadataId?: number;
  metadataKey?: string;
  metadataValue?: string;
  visibility?: string;
}

export interface DataFilter {
  a1Range?: string;
  gridRange?: GridRange;
  developerMetadataLookup?: MetadataLookup;
}

export interface Selected {
  readonly sheet: Sheet;
  readonly area: Area;
  readonly range: GridRange;
  readonly isCell: boolean;
}

export function locationType(location: MetadataLocation): string {
  if (location.kind === "dimension") return location.dimension === "ROWS" ? "ROW" : "COLUMN";
  return location.kind === "sheet" ? "SHEET" : "SPREADSHEET";
}

function selectsLocation(lookup: MetadataLookup, entry: DeveloperMetadata): boolean {
  const wanted = lookup.metadataLocation;
  if (!wanted) return true;
  const { location } = entry;
  const isExact = lookup.locationMatchingStrategy !== "INTERSECTING_LOCATION";
  if (wanted.spreadsheet)
    return isExact && lookup.locationMatchingStrategy !== undefined
      ? location.kind === "spreadsheet"
      : location.kind === "spreadsheet" ||
          !isExact ||
          lookup.locationMatchingStrategy === undefined;
  if (wanted.dimensionRange) return selectsDimension(wanted.dimensionRange, location, isExact);
  const sheetId = wanted.sheetId ?? 0;
  if (location.kind === "sheet") return location.sheetId === sheetId;
  return !isExact && location.kind === "dimension" && location.sheetId === sheetId;
}

function selectsDimension(
  wanted: NonNullable<LocationBody["dimensionRange"]>,
  location: MetadataLocation,
  isExact: boolean,
): boolean {
  if (location.kind !== "dimension") return false;
  if (location.sheetId !== (wanted.sheetId ?? 0) || location.dimension !== wanted.dimension)
    return false;
  const start = wanted.startIndex ?? 0;
  const end = wanted.endIndex ?? Number.MAX_SAFE_INTEGER;
  if (isExact) return location.startIndex === start && location.endIndex === end;
  return location.startIndex < end && start < location.endIndex;
}

export function matchesLookup(lookup: MetadataLookup, entry: DeveloperMetadata): boolean {
  return (
    (lookup.metadataId === undefined || lookup.metadataId === entry.metadataId) &&
    (lookup.metadataKey === undefined || lookup.metadataKey === entry.key) &&
    (lookup.metadataValue === undefined || lookup.metadataValue === entry.value) &&
    (lookup.visibility === undefined || lookup.visibility === entry.visibility) &&
    (lookup.locationType === undefined || lookup.locationType === locationType(entry.location)) &&
    selectsLocation(lookup, entry)
  );
}

/** Where a piece of metadata stands in the grid; metadata of the whole spreadsheet stands on every sheet. */
export function areasOfMetadata(
  document: Document,
  entry: DeveloperMetadata,
): { sheet: Sheet; area: Area }[] {
  const { location } = entry;
  if (location.kind === "spreadsheet")
    return document.sheets.map((sheet) => ({ sheet, area: boundedArea({}, sheet.grid) }));
  const sheet = document.sheets.find((candidate) => candidate.sheetId === location.sheetId);
  if (!sheet) return [];
  if (location.kind === "sheet") return [{ sheet, area: boundedArea({}, sheet.grid) }];
  const { dimension, startIndex, endIndex } = location;
  const range =
    dimension === "ROWS"
      ? { startRowIndex: startIndex, endRowIndex: endIndex }
      : { startColumnIndex: startIndex, endColumnIndex: endIndex };
  return [{ sheet, area: boundedArea(range, sheet.grid) }];
}

const asSelected = ({ sheet, area }: { sheet: Sheet; area: Area }): Selected => ({
  sheet,
  area,
  isCell: false,
  range: {
    startRowIndex: area.startRow,
    endRowIndex: area.endRow,
    startColumnIndex: area.startColumn,
    endColumnIndex: area.endColumn,
  },
});

/** The parts of the grid that a filter means. */
export function selectAreas(document: Document, filter: DataFilter): Selected[] {
  if (filter.a1Range !== undefined) return [resolveRange(document, filter.a1Range)];
  if (filter.gridRange) {
    const { gridRange } = filter;
    const sheet = document.sheets.find(
      (candidate) => candidate.sheetId === (gridRange.sheetId ?? 0),
    );
    if (!sheet) throw invalid(`No grid with id: ${gridRange.sheetId ?? 0}`);
    return [{ sheet, area: areaOfRange(gridRange, sheet), range: gridRange, isCell: false }];
  }
  const lookup = filter.developerMetadataLookup;
  if (!lookup) throw invalid("Must specify a data filter.");
  return document.developerMetadata
    .filter((entry) => matchesLookup(lookup, entry))
    .flatMap((entry) => areasOfMetadata(document, entry).map(asSelected));
}

/** The metadata that a filter means: by look-up, or everything that stands within a range. */
export function selectMetadata(document: Document, filter: DataFilter): DeveloperMetadata[] {
  const lookup = filter.developerMetadataLookup;
  if (lookup) return document.developerMetadata.filter((entry) => matchesLookup(lookup, entry));
  const selected = selectAreas(document, filter);
  return document.developerMetadata.filter((entry) => {
    if (entry.location.kind !== "dimension") return false;
    return areasOfMetadata(document, entry).some((place) =>
      selected.some((other) => other.sheet === place.sheet && overlaps(other.area, place.area)),
    );
  });
}
