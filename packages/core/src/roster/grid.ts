/** What a spreadsheet says of a typed cell besides its number. */
export type RosterNumberFormat = "number" | "date" | "date_time" | "time" | "currency" | "percent";

/** One cell as it stands in the sheet or file. Numbers of dates are day serials, day 0 = 1899-12-30. */
export type RosterCell =
  | { kind: "empty"; formula?: string }
  | { kind: "text"; text: string; formula?: string }
  | {
      kind: "number";
      number: number;
      format?: RosterNumberFormat;
      formatted?: string;
      formula?: string;
    }
  | { kind: "boolean"; value: boolean; formula?: string }
  | { kind: "error"; code: string; formula?: string };

/** Rows and columns are counted from 0, the end is not part of the range. */
export type RosterMerge = {
  startRow: number;
  endRow: number;
  startColumn: number;
  endColumn: number;
};

/** A sheet as read: ragged rows are allowed, trailing empty cells may be missing. */
export type RosterGrid = {
  sheetName?: string;
  locale?: string;
  timeZone?: string;
  rows: readonly (readonly RosterCell[])[];
  merges: readonly RosterMerge[];
  /** False where the file has no way to say which cells are merged, as a CSV. */
  areMergesKnown?: boolean;
  hiddenRows: readonly number[];
};

export const emptyCell: RosterCell = Object.freeze({ kind: "empty" });

export function textCell(text: string): RosterCell {
  return text === "" ? emptyCell : { kind: "text", text };
}

/** The cell as a person sees it. */
export function cellText(cell: RosterCell | undefined): string {
  if (cell === undefined) return "";
  switch (cell.kind) {
    case "empty":
      return "";
    case "text":
      return cell.text;
    case "number":
      return cell.formatted ?? String(cell.number);
    case "boolean":
      return cell.value ? "TRUE" : "FALSE";
    case "error":
      return cell.code;
  }
}
