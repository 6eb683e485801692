export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };
export type JsonObject = { [key: string]: Json | undefined };

export type Scalar = string | number | boolean;

export interface FormulaEntry {
  readonly formula: string;
}

export const errorTypes = [
  "ERROR",
  "NULL_VALUE",
  "DIVIDE_BY_ZERO",
  "VALUE",
  "REF",
  "NAME",
  "NUM",
  "N_A",
  "LOADING",
] as const;
export type ErrorType = (typeof errorTypes)[number];

export interface CellError {
  readonly errorType: ErrorType;
  readonly message: string;
}

export type Entered = Scalar | FormulaEntry | CellError;
export type Value = Scalar | CellError;

export interface Cell {
  readonly entered: Entered | undefined;
  readonly format: JsonObject | undefined;
  readonly note: string | undefined;
  readonly validation: JsonObject | undefined;
  readonly textFormatRuns: Json[] | undefined;
}

/** What stands at one place of the grid: a bare scalar where there is nothing but a value. */
export type Slot = Scalar | Cell | undefined;

export const emptyCell: Cell = {
  entered: undefined,
  format: undefined,
  note: undefined,
  validation: undefined,
  textFormatRuns: undefined,
};

export function cellOf(slot: Slot): Cell {
  if (typeof slot === "object") return slot;
  return slot === undefined ? emptyCell : { ...emptyCell, entered: slot };
}

export function slotOf(cell: Cell): Slot {
  const isBare =
    cell.format === undefined &&
    cell.note === undefined &&
    cell.validation === undefined &&
    cell.textFormatRuns === undefined;
  if (!isBare) return cell;
  return cell.entered === undefined || typeof cell.entered !== "object" ? cell.entered : cell;
}

export function enteredOf(slot: Slot): Entered | undefined {
  return typeof slot === "object" ? slot.entered : slot;
}

export const isFormula = (entered: Entered | undefined): entered is FormulaEntry =>
  typeof entered === "object" && "formula" in entered;

export const isCellError = (value: unknown): value is CellError =>
  typeof value === "object" && value !== null && "errorType" in value;

export function withEntered(slot: Slot, entered: Entered | undefined): Slot {
  if (typeof slot === "object") return slotOf({ ...slot, entered, textFormatRuns: undefined });
  return typeof entered === "object" ? { ...emptyCell, entered } : entered;
}
