import type { JsonObject } from "../model/cell.ts";
import type {
  DeveloperMetadata,
  Dimension,
  Document,
  MetadataLocation,
} from "../model/document.ts";

export function renderLocation(location: MetadataLocation): JsonObject {
  switch (location.kind) {
    case "spreadsheet":
      return { locationType: "SPREADSHEET", spreadsheet: true };
    case "sheet":
      return { locationType: "SHEET", sheetId: location.sheetId };
    case "dimension": {
      const { sheetId, dimension, startIndex, endIndex } = location;
      return {
        locationType: dimension === "ROWS" ? "ROW" : "COLUMN",
        dimensionRange: { ...(sheetId === 0 ? {} : { sheetId }), dimension, startIndex, endIndex },
      };
    }
  }
}

export const renderMetadata = (entry: DeveloperMetadata): JsonObject => ({
  metadataId: entry.metadataId,
  metadataKey: entry.key,
  ...(entry.value === undefined ? {} : { metadataValue: entry.value }),
  location: renderLocation(entry.location),
  visibility: entry.visibility,
});

export function dimensionMetadata(input: {
  document: Document;
  sheetId: number;
  dimension: Dimension;
  index: number;
}): DeveloperMetadata[] {
  return input.document.developerMetadata.filter(
    ({ location }) =>
      location.kind === "dimension" &&
      location.sheetId === input.sheetId &&
      location.dimension === input.dimension &&
      location.startIndex <= input.index &&
      location.endIndex > input.index,
  );
}
