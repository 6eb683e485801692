import type { BatchRequest, GridRange } from "../google/types.ts";
import type { SheetView, SpreadsheetView } from "../view/sheetView.ts";

/** What a person did, in the words of the Sheets API. */
export type Act =
  | { kind: "requests"; what: string; requests: BatchRequest[] }
  | {
      kind: "typed";
      what: string;
      sheetId: number;
      row: number;
      column: number;
      values: string[][];
    }
  | { kind: "missing"; feature: string }
  | { kind: "refused"; reason: string }
  | { kind: "nothing" };

/** Range of the grid library: ends included. NaN stands for "the whole row" or "the whole column". */
export interface GridLibraryRange {
  startRow: number;
  endRow: number;
  startColumn: number;
  endColumn: number;
}

export interface ActContext {
  view: SpreadsheetView;
  sheet: SheetView;
  selections: GridLibraryRange[];
}

export const nothing: Act = { kind: "nothing" };

export function requests(what: string, list: BatchRequest[]): Act {
  return list.length === 0 ? nothing : { kind: "requests", what, requests: list };
}

export function toGoogleRange(range: GridLibraryRange, sheet: SheetView): GridRange {
  const { startRow, endRow, startColumn, endColumn } = bounded(range, sheet);
  return {
    sheetId: sheet.sheetId,
    startRowIndex: startRow,
    endRowIndex: endRow + 1,
    startColumnIndex: startColumn,
    endColumnIndex: endColumn + 1,
  };
}

export function bounded(range: GridLibraryRange, sheet: SheetView): GridLibraryRange {
  const orElse = (value: number, otherwise: number): number =>
    Number.isFinite(value) ? value : otherwise;
  return {
    startRow: orElse(range.startRow, 0),
    endRow: Math.min(orElse(range.endRow, sheet.rowCount - 1), sheet.rowCount - 1),
    startColumn: orElse(range.startColumn, 0),
    endColumn: Math.min(orElse(range.endColumn, sheet.columnCount - 1), sheet.columnCount - 1),
  };
}
