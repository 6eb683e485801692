import type { ComputedWrite } from "@rollbook/core/reconcile";
import type { CellEdit } from "@rollbook/sheets";
import type { InputEdit } from "./inputEdits.ts";

/** What one batch writes. A row's cells are never parted: its intent is settled as a whole. */
export type WriteShare = {
  computedWrites: ComputedWrite[];
  inputs: InputEdit[];
  cells: CellEdit[];
};

// Of the request's JSON, measured: a number alone in its rectangle, and the two copies and seven notes of a pre-image.
const cellBytes = 90;
const preImageBytes = 1300;

/** Shares of at most about `payloadBytes` each, in the order in which they are written. */
export function splitByPayload(input: {
  computedWrites: readonly ComputedWrite[];
  inputs: readonly InputEdit[];
  /** Cells that the others rely on, such as headers. */
  first: readonly CellEdit[];
  last: readonly CellEdit[];
  payloadBytes: number;
  /** Something is built even where no cell is written. */
  isStructured: boolean;
}): WriteShare[] {
  const shares: WriteShare[] = input.isStructured ? [emptyShare()] : [];
  let used = 0;
  const shareFor = (bytes: number): WriteShare => {
    const present = shares.at(-1);
    if (present !== undefined && (used === 0 || used + bytes <= input.payloadBytes)) {
      used += bytes;
      return present;
    }
    const next = emptyShare();
    shares.push(next);
    used = bytes;
    return next;
  };
  for (const cell of input.first) shareFor(bytesOf(cell.value)).cells.push(cell);
  for (const row of byRecord(input)) {
    const share = shareFor(rowBytes(row));
    share.computedWrites.push(...row.computedWrites);
    share.inputs.push(...row.inputs);
  }
  for (const cell of input.last) shareFor(bytesOf(cell.value)).cells.push(cell);
  return shares;
}

const emptyShare = (): WriteShare => ({ computedWrites: [], inputs: [], cells: [] });

type RowWrites = Pick<WriteShare, "computedWrites" | "inputs">;

function byRecord(input: {
  computedWrites: readonly ComputedWrite[];
  inputs: readonly InputEdit[];
}): RowWrites[] {
  const rows = new Map<number, RowWrites>();
  const rowOf = (record: number) => {
    const present = rows.get(record);
    if (present !== undefined) return present;
    const row: RowWrites = { computedWrites: [], inputs: [] };
    rows.set(record, row);
    return row;
  };
  for (const write of input.computedWrites) rowOf(write.record).computedWrites.push(write);
  for (const edit of input.inputs) rowOf(edit.write.record).inputs.push(edit);
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

function rowBytes(row: RowWrites): number {
  const computed = row.computedWrites.reduce(
    (sum, write) => sum + cellBytes + String(write.value ?? "").length,
    0,
  );
  const inputs = row.inputs.reduce((sum, edit) => sum + preImageBytes + bytesOf(edit.value), 0);
  return computed + inputs;
}

const bytesOf = (value: CellEdit["value"]) =>
  cellBytes + (value.kind === "text" ? value.text.length : 0);
