import { invalid } from "./apiError.ts";
import { isFormula, type Slot } from "./cell.ts";
import type { Document, Place, Row, Sheet } from "./document.ts";

let lastToken = 0;

/** A batch in the making: shares everything with the document it came from until it writes there. */
export interface Draft {
  readonly token: number;
  readonly base: Document;
  readonly document: Document;
}

export function beginDraft(base: Document): Draft {
  lastToken += 1;
  return { token: lastToken, base, document: { ...base } };
}

export function takeKeys(draft: Draft, count: number): number {
  const first = draft.document.nextKey;
  draft.document.nextKey += count;
  return first;
}

/** The sheet, ready to be written to. @throws 400 when there is none. */
export function writableSheet(draft: Draft, sheetId: number): Sheet {
  const index = draft.document.sheets.findIndex((sheet) => sheet.sheetId === sheetId);
  const found = draft.document.sheets[index];
  if (!found) throw invalid(`No grid with id: ${sheetId}`);
  if (found.owner === draft.token) return found;
  const copy: Sheet = {
    ...found,
    owner: draft.token,
    rows: [...found.rows],
    columns: [...found.columns],
    isReshaped: false,
  };
  draft.document.sheets = draft.document.sheets.with(index, copy);
  return copy;
}

export function newRow(draft: Draft): Row {
  return {
    key: takeKeys(draft, 1),
    owner: draft.token,
    slots: [],
    pixelSize: undefined,
    hiddenByUser: false,
    hiddenByFilter: false,
    touchedFrom: Number.MAX_SAFE_INTEGER,
    touchedTo: -1,
  };
}

export function writableRow(draft: Draft, sheet: Sheet, rowIndex: number): Row {
  const row = sheet.rows[rowIndex];
  if (row?.owner === draft.token) return row;
  const copy = row
    ? {
        ...row,
        owner: draft.token,
        slots: row.slots.slice(),
        touchedFrom: Number.MAX_SAFE_INTEGER,
        touchedTo: -1,
      }
    : newRow(draft);
  while (sheet.rows.length < rowIndex) sheet.rows.push(undefined);
  sheet.rows[rowIndex] = copy;
  return copy;
}

export function setSlot(row: Row, column: number, slot: Slot): void {
  const slots = row.slots;
  while (slots.length < column) slots.push(undefined);
  slots[column] = slot;
  if (column < row.touchedFrom) row.touchedFrom = column;
  if (column > row.touchedTo) row.touchedTo = column;
}

export function writeSlot(draft: Draft, sheet: Sheet, place: Place, slot: Slot): void {
  setSlot(writableRow(draft, sheet, place.row), place.column, slot);
  if (typeof slot === "object" && isFormula(slot.entered)) sheet.hasFormulas = true;
}

export const slotAt = (sheet: Sheet, row: number, column: number): Slot =>
  sheet.rows[row]?.slots[column];
