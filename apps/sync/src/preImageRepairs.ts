import {
  personKey,
  sameValue,
  type FieldValue,
  type KnownRow,
  type SheetRow,
} from "@rollbook/core/reconcile";
import { cellText, type RosterCell, type RosterFieldKey } from "@rollbook/core/roster";
import type { Snapshot } from "@rollbook/sheets";
import { findBookkeeping, preImagesIn, type PreImage } from "./bookkeepingTab.ts";
import { typedAs } from "./inputCell.ts";
import { patchKey, sameContent, type InputEdit } from "./inputEdits.ts";
import type { ObservedSheet } from "./observeSheet.ts";

/** A cell that a write of ours covered although somebody else's value stood there. Row and column 0-based. */
export type Repair = {
  row: number;
  column: number;
  /** The row the value belongs to. */
  rowId: string;
  field: RosterFieldKey;
  found: RosterCell;
  /** A value of ours where no member's value stands: no row of the database knows of it. */
  isStray?: true;
};

/**
 * What an unconfirmed write of ours covered, found by ID where it stands now: the sheet is read as if it still stood
 * there, and it is put back. Only while our own value is in the cell: what was typed since wins. What was to be put back
 * and never arrived beside its member is put back again.
 */
export function findRepairs(input: {
  snapshot: Snapshot;
  observed: ObservedSheet;
  known: readonly KnownRow[];
}): Repair[] {
  const open = new Map(
    input.known.flatMap((row) => (row.intendedInputs === null ? [] : [[row.rowId, row] as const])),
  );
  if (open.size === 0) return [];
  const { tab, generation } = findBookkeeping(input.snapshot);
  const latest = preImagesIn(tab).filter(
    (image) => image.generation === generation && !image.isStray,
  );
  const covered = (images: readonly PreImage[]) =>
    images.flatMap((image) => repairOf({ ...input, image, open }) ?? []);
  const guessed = covered(latest.filter((image) => image.idFound === ""));
  const stillCovered = [...open.values()].flatMap((row) =>
    unfinishedRepairs({ ...input, row, latest }),
  );
  const certain = covered(latest.filter((image) => image.idFound !== ""));
  const byCell = [...guessed, ...stillCovered, ...certain].map(
    (repair) => [patchKey(repair), repair] as const,
  );
  return [...new Map(byCell).values()];
}

/** What was to be put back beside a member, and landed elsewhere or nowhere: the covering value stands there still. */
function unfinishedRepairs(input: {
  observed: ObservedSheet;
  row: KnownRow;
  latest: readonly PreImage[];
}): Repair[] {
  const { observed, latest } = input;
  const { rowId, intendedInputs } = input.row;
  const sheet = rowOf(input);
  if (sheet === undefined) return [];
  return Object.entries(intendedInputs ?? {}).flatMap(([name, { putBack, present }]): Repair[] => {
    const hasArrived = latest.some(
      (image) => image.rowId === rowId && image.idFound === rowId && image.field === name,
    );
    if (putBack === undefined || hasArrived) return [];
    const field = name as RosterFieldKey;
    const columns = observed.reading.columns.filter((column) => column.field === field);
    const [binding] = columns;
    if (binding === undefined || columns.length !== 1) return [];
    const [row, column] = [sheet.record - 1, binding.column - 1];
    const now = observed.tab.rows[row]?.[column] ?? { kind: "empty" };
    if (now.formula !== undefined || !sameContent(now, present)) return [];
    return [{ row, column, rowId, field, found: putBack }];
  });
}

/** By ID, or, where another one landed on it, the only row of the same person. */
function rowOf({
  observed,
  row,
}: {
  observed: ObservedSheet;
  row: KnownRow;
}): SheetRow | undefined {
  const found = observed.rows.find((sheet) => sheet.rowId === row.rowId);
  const person = personKey(row.base);
  if (found !== undefined || person === null) return found;
  const same = observed.rows.filter((sheet) => personKey(sheet.row.values) === person);
  return same.length === 1 ? same[0] : undefined;
}

function repairOf(input: {
  observed: ObservedSheet;
  image: PreImage;
  open: ReadonlyMap<string, KnownRow>;
}): Repair | null {
  const { observed, image } = input;
  const intended = input.open.get(image.rowId)?.intendedInputs?.[image.field];
  if (intended === undefined) return null;
  const isAsRead = sameContent(image.found, intended.present);
  if (image.idFound === image.rowId && isAsRead) return null;
  const field = image.field as RosterFieldKey;
  const columns = observed.reading.columns.filter((column) => column.field === field);
  const [binding] = columns;
  const sheet = landingRow({ observed, image, field, value: intended.value });
  if (binding === undefined || columns.length !== 1 || sheet === undefined) return null;
  const values = sheet.row.values as Partial<Record<string, FieldValue>>;
  if (!sameValue(values[field] ?? null, intended.value)) return null;
  const row = sheet.record - 1;
  const column = binding.column - 1;
  const now = observed.tab.rows[row]?.[column];
  const rowId = sheet.rowId ?? "";
  const found = likeItsColumn({ found: uncovered({ ...input, rowId }), now });
  return { row, column, rowId, field, found };
}

/** Where two writes of ours covered the same cell, what stood there before the first of them. */
function uncovered(input: {
  image: PreImage;
  rowId: string;
  open: ReadonlyMap<string, KnownRow>;
}): RosterCell {
  const { image } = input;
  const before = input.open.get(input.rowId)?.intendedInputs?.[image.field];
  const isCoveredTwice = before !== undefined && sameContent(image.found, before.present);
  return (isCoveredTwice ? before.putBack : undefined) ?? image.found;
}

/** Where a write landed: by the ID that stood there, or, where none did, the only other row that shows its value. */
function landingRow(input: {
  observed: ObservedSheet;
  image: PreImage;
  field: RosterFieldKey;
  value: FieldValue;
}): SheetRow | undefined {
  const { image, field } = input;
  const { rows } = input.observed;
  if (image.idFound !== "") return rows.find((row) => row.rowId === image.idFound);
  const others = rows.filter((sheet) => {
    const values = sheet.row.values as Partial<Record<string, FieldValue>>;
    return sheet.rowId !== image.rowId && sameValue(values[field] ?? null, input.value);
  });
  return others.length === 1 ? others[0] : undefined;
}

/** Copied values lose their format; the cell they came from still has it. */
function likeItsColumn(input: { found: RosterCell; now: RosterCell | undefined }): RosterCell {
  const { found, now } = input;
  if (found.kind !== "number" || now?.kind !== "number" || now.format === undefined) return found;
  return { ...found, format: now.format };
}

/** Putting back is a write like any other: with a pre-image of its own, and verified. */
export function repairEdits(input: {
  repairs: readonly Repair[];
  inputs: readonly InputEdit[];
  /** The sheet as it really stands. */
  read: ObservedSheet;
  /** The sheet as if nothing had been covered. */
  observed: ObservedSheet;
}): InputEdit[] {
  const written = new Set(input.inputs.map(patchKey));
  const valuesAt = (observed: ObservedSheet, record: number) =>
    (observed.rows.find((row) => row.record === record)?.row.values ?? {}) as Partial<
      Record<string, FieldValue>
    >;
  return input.repairs
    .filter((repair) => !written.has(patchKey(repair)))
    .map((repair) => {
      const { row, column, rowId, field, found } = repair;
      const present = input.read.tab.rows[row]?.[column] ?? { kind: "empty" };
      const shared = { row, column, value: typedAs(found), isDateFormatNeeded: false, present };
      const write = { record: row + 1, field, isRepair: true, putBack: found } as const;
      if (repair.isStray === true) {
        const [value, before] = [cellText(found), cellText(present)];
        return { ...shared, strayBeside: rowId, write: { ...write, rowId: "", value, before } };
      }
      const value = valuesAt(input.observed, row + 1)[field] ?? null;
      const before = valuesAt(input.read, row + 1)[field] ?? null;
      return { ...shared, write: { ...write, rowId, value, before } };
    });
}

/** Writes into cells that are covered: the batch finds what really stands there, and what was covered is remembered. */
export function overCovered(input: {
  repairs: readonly Repair[];
  inputs: readonly InputEdit[];
  read: ObservedSheet;
}): InputEdit[] {
  const repairs = new Map(input.repairs.map((repair) => [patchKey(repair), repair]));
  return input.inputs.map((edit) => {
    const repair = repairs.get(patchKey(edit));
    if (repair === undefined) return edit;
    const present = input.read.tab.rows[edit.row]?.[edit.column] ?? { kind: "empty" };
    return { ...edit, present, write: { ...edit.write, putBack: repair.found } };
  });
}
