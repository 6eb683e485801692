import type { Clock } from "../workspace/clock.ts";
import type { Json, JsonObject, Slot } from "./cell.ts";

export interface Row {
  readonly key: number;
  owner: number;
  slots: Slot[];
  pixelSize: number | undefined;
  hiddenByUser: boolean;
  hiddenByFilter: boolean;
  /** First and last column written by the owner's batch. */
  touchedFrom: number;
  touchedTo: number;
}

export interface Column {
  readonly key: number;
  readonly pixelSize: number | undefined;
  readonly hiddenByUser: boolean;
}

export interface GridSize {
  readonly rowCount: number;
  readonly columnCount: number;
}

export interface GridProperties extends GridSize {
  readonly frozenRowCount: number;
  readonly frozenColumnCount: number;
  readonly hideGridlines: boolean;
  readonly rowGroupControlAfter: boolean;
  readonly columnGroupControlAfter: boolean;
}

/** One cell's row and column, zero-based. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Zero-based, ends exclusive, always bounded. */
export interface Area {
  readonly startRow: number;
  readonly endRow: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

/** A range as the API gives it: missing bounds are open. */
export interface GridRange {
  sheetId?: number;
  startRowIndex?: number;
  endRowIndex?: number;
  startColumnIndex?: number;
  endColumnIndex?: number;
}

export type Dimension = "ROWS" | "COLUMNS";

export interface DimensionGroup {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly depth: number;
  readonly collapsed: boolean;
}

export interface RangeHolder {
  readonly id: number | string;
  readonly range: GridRange;
  readonly rest: JsonObject;
}

export interface ConditionalFormat {
  readonly ranges: readonly GridRange[];
  readonly rest: JsonObject;
}

export interface Sheet {
  owner: number;
  readonly sheetId: number;
  title: string;
  sheetType: string;
  hidden: boolean;
  rightToLeft: boolean;
  tabColorStyle: JsonObject | undefined;
  grid: GridProperties;
  rows: (Row | undefined)[];
  columns: Column[];
  merges: readonly Area[];
  conditionalFormats: readonly ConditionalFormat[];
  protectedRanges: readonly RangeHolder[];
  basicFilter: RangeHolder | undefined;
  filterViews: readonly RangeHolder[];
  bandedRanges: readonly RangeHolder[];
  charts: readonly JsonObject[];
  rowGroups: readonly DimensionGroup[];
  columnGroups: readonly DimensionGroup[];
  hasFormulas: boolean;
  /** Rows or columns were inserted, deleted or moved by the owner's batch. */
  isReshaped: boolean;
}

export type MetadataLocation =
  | { readonly kind: "spreadsheet" }
  | { readonly kind: "sheet"; readonly sheetId: number }
  | {
      readonly kind: "dimension";
      readonly sheetId: number;
      readonly dimension: Dimension;
      readonly startIndex: number;
      readonly endIndex: number;
    };

export interface DeveloperMetadata {
  readonly metadataId: number;
  readonly key: string;
  readonly value: string | undefined;
  readonly visibility: string;
  readonly location: MetadataLocation;
}

export interface DocumentProperties {
  readonly title: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly autoRecalc: string;
  readonly iterativeCalculation: JsonObject | undefined;
  readonly defaultFormat: JsonObject;
  readonly theme: JsonObject;
}

/** Never changed once committed; a draft copies what it writes. */
export interface Document {
  readonly id: string;
  /** For TODAY and NOW. */
  readonly clock: Clock;
  revision: number;
  properties: DocumentProperties;
  sheets: readonly Sheet[];
  namedRanges: readonly RangeHolder[];
  developerMetadata: readonly DeveloperMetadata[];
  nextKey: number;
}

export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
