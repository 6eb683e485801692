import type { LayoutType } from "@rollbook/core/reconcile";

/** What a cell shall hold. Always typed: no text ever becomes a formula. */
export type TypedValue =
  | { kind: "empty" }
  | { kind: "text"; text: string }
  | { kind: "number"; number: number }
  | { kind: "date"; serial: number }
  | { kind: "boolean"; value: boolean };

export type CellEdit = {
  sheetId: number;
  row: number;
  column: number;
  value: TypedValue;
  /** Gives the cell a date format as well: for a cell of theirs that shows no dates yet. */
  isDateFormatNeeded?: boolean;
};

export type StructureEdit =
  | {
      kind: "add_tab";
      sheetId: number;
      title: string;
      rowCount: number;
      columnCount: number;
      isHidden: boolean;
    }
  | { kind: "append_columns"; sheetId: number; count: number }
  | { kind: "append_rows"; sheetId: number; count: number }
  | {
      kind: "bind_column";
      sheetId: number;
      column: number;
      key: string;
      value: string;
      /** Chosen by Google where it is not given; one that is taken already refuses the whole batch. */
      metadataId?: number;
    }
  | { kind: "bind_tab"; sheetId: number; key: string; value: string }
  | {
      kind: "drop_metadata";
      metadataId: number;
      /** Only where it is noted beside exactly this column. */
      beside?: { sheetId: number; column: number };
    }
  | { kind: "insert_rows"; sheetId: number; at: number; count: number }
  | { kind: "insert_columns"; sheetId: number; at: number; count: number }
  | { kind: "fence"; metadataId: number; value: string }
  | { kind: "hide_column"; sheetId: number; column: number }
  | {
      kind: "format_column";
      sheetId: number;
      column: number;
      startRow: number;
      type: LayoutType;
      currency: string;
      isShaded: boolean;
    }
  | { kind: "freeze_rows"; sheetId: number; count: number }
  /** The header of a list of ours: bold, on the colour of our columns. */
  | { kind: "format_header"; sheetId: number; columnCount: number }
  /** Longer text goes on in the next line of its cell. */
  | { kind: "widen_column"; sheetId: number; column: number; widthPixels: number }
  | {
      kind: "protect_columns";
      sheetId: number;
      startColumn: number;
      endColumn: number;
      description: string;
    }
  /** A box to tick in each cell of the rows. */
  | { kind: "checkboxes"; sheetId: number; column: number; startRow: number; endRow: number }
  | {
      kind: "color_by_text";
      sheetId: number;
      column: number;
      startRow: number;
      text: string;
      color: { red: number; green: number; blue: number };
    }
  | { kind: "list_choices"; sheetId: number; column: number; startRow: number; choices: string[] }
  | {
      kind: "copy_cell";
      fromSheetId: number;
      fromRow: number;
      fromColumn: number;
      toSheetId: number;
      toRow: number;
      toColumn: number;
    };
