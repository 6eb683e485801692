import type { Currency } from "@rollbook/core/money";
import { sameValue, type FieldValue, type InputWrite } from "@rollbook/core/reconcile";
import {
  cellText,
  type RosterCell,
  type RosterFieldKey,
  type RosterReading,
} from "@rollbook/core/roster";
import type { SnapshotTab, TypedValue } from "@rollbook/sheets";
import { cellLike, inputCellOf } from "./inputCell.ts";
import type { ObservedSheet } from "./observeSheet.ts";

/** One cell of theirs that follows the database, ready to be written. Row and column 0-based. */
export type InputEdit = {
  write: InputWrite;
  row: number;
  column: number;
  value: TypedValue;
  isDateFormatNeeded: boolean;
  /** The cell as it was read. */
  present: RosterCell;
  /** The ID beside a cell that no row of the database knows of; blank in a row of nobody. */
  strayBeside?: string;
};

/**
 * The cells of theirs that may be written: no formula, no covered part of a merge, one column for the field, and the
 * roster with the new cells reads as the database says.
 */
export function planInputEdits(input: {
  observed: ObservedSheet;
  inputWrites: readonly InputWrite[];
  currency: Currency;
  readWith: (patches: ReadonlyMap<string, RosterCell>) => RosterReading;
}): InputEdit[] {
  const { observed, inputWrites } = input;
  if (inputWrites.length === 0) return [];
  const edits = inputWrites.flatMap((write) => editOf({ ...input, write }) ?? []);
  const patches = new Map(
    edits.map((edit) => [patchKey(edit), cellOfTyped(edit.value, edit.present)] as const),
  );
  const reading = input.readWith(patches);
  const rows = new Map(reading.rows.map((row) => [row.record, row]));
  return edits.filter(({ write }) => {
    const row = rows.get(write.record);
    const values = (row?.values ?? {}) as Partial<Record<RosterFieldKey, FieldValue>>;
    const outcome = observed.reading.rows.find((one) => one.record === write.record)?.outcome;
    const isNoWorse = row?.outcome === outcome || (row !== undefined && isTaken(row.outcome));
    return isNoWorse && sameValue(values[write.field] ?? null, write.value);
  });
}

const isTaken = (outcome: string) => outcome === "ok" || outcome === "warn";

export const patchKey = (at: { row: number; column: number }) => `${at.row}:${at.column}`;

function editOf(input: {
  observed: ObservedSheet;
  write: InputWrite;
  currency: Currency;
}): InputEdit | null {
  const { observed, write } = input;
  const columns = observed.reading.columns.filter((column) => column.field === write.field);
  const [binding] = columns;
  if (binding === undefined || columns.length !== 1) return null;
  const row = write.record - 1;
  const column = binding.column - 1;
  const { rows } = observed.tab;
  const present = rows[row]?.[column] ?? { kind: "empty" };
  if (present.formula !== undefined || isCovered({ tab: observed.tab, row, column })) return null;
  const likeThis = cellLike({
    reading: observed.reading,
    rows,
    field: write.field,
    column,
    value: write.value,
  });
  const cell = inputCellOf({
    field: write.field,
    value: write.value,
    present,
    likeThis,
    currency: input.currency,
    dateOrder: binding.dateOrder,
  });
  return { write, row, column, present, ...cell };
}

function isCovered(input: { tab: SnapshotTab; row: number; column: number }): boolean {
  const { row, column } = input;
  return input.tab.merges.some((merge) => {
    const isInside =
      merge.startRow <= row &&
      row < merge.endRow &&
      merge.startColumn <= column &&
      column < merge.endColumn;
    return isInside && !(merge.startRow === row && merge.startColumn === column);
  });
}

export function cellOfTyped(value: TypedValue, present?: RosterCell): RosterCell {
  switch (value.kind) {
    case "empty":
      return { kind: "empty" };
    case "text":
      return { kind: "text", text: value.text };
    case "number":
      return present?.kind === "number" && present.format !== undefined
        ? { kind: "number", number: value.number, format: present.format }
        : { kind: "number", number: value.number };
    case "date":
      return { kind: "number", number: value.serial, format: "date" };
    case "boolean":
      return { kind: "boolean", value: value.value };
  }
}

/** Whether a cell holds what was written into it. */
export function holdsTyped(input: { cell: RosterCell | undefined; value: TypedValue }): boolean {
  const { cell, value } = input;
  if (cell === undefined) return false;
  switch (value.kind) {
    case "empty":
      return cell.kind === "empty";
    case "text":
      return cell.kind === "text" && cell.text === value.text;
    case "number":
      return cell.kind === "number" && cell.number === value.number;
    case "date":
      return cell.kind === "number" && cell.number === value.serial;
    case "boolean":
      return cell.kind === "boolean" && cell.value === value.value;
  }
}

/** Copies lose their format, so only the content counts. */
export function sameContent(a: RosterCell | undefined, b: RosterCell): boolean {
  if (a === undefined || a.kind !== b.kind) return false;
  if (a.kind === "number" && b.kind === "number") return a.number === b.number;
  return cellText(a) === cellText(b);
}
