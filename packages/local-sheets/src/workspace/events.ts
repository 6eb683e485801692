import type { GridRange } from "../model/document.ts";

export type Who = "api" | "page";

/** One committed change of a spreadsheet. `ranges` are the cells written; `isReshaped` says that rows or columns moved. */
export interface ChangeEvent {
  readonly spreadsheetId: string;
  readonly revision: number;
  readonly atMs: number;
  readonly who: Who;
  readonly ranges: readonly GridRange[];
  readonly isReshaped: boolean;
  readonly isDeleted: boolean;
}

export type ChangeListener = (event: ChangeEvent) => void;
