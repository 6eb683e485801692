import { sameValue, type FieldValue, type KnownRow } from "@rollbook/core/reconcile";
import { emptyCell, type RosterCell, type RosterFieldKey } from "@rollbook/core/roster";
import { boundPlace, type MappedColumn } from "./columnMapping.ts";
import { patchKey } from "./inputEdits.ts";
import type { ObservedSheet, Unobservable } from "./observeSheet.ts";
import type { Repair } from "./preImageRepairs.ts";

type Search = {
  observed: ObservedSheet;
  known: readonly KnownRow[];
  mapped: readonly MappedColumn[];
  /** How the sheet would read with some of its cells changed. */
  observe: (patches: ReadonlyMap<string, RosterCell>) => ObservedSheet | Unobservable;
};

/**
 * Values that a batch of ours put where a column stood that was cut and pasted meanwhile: each follows its column, or goes
 * where somebody has typed there already. Only where all that stands in the old place is what both sides agreed on for
 * these rows.
 */
export function findLeftBehind(input: Search): Repair[] {
  return input.observed.doubts.flatMap(({ kind, field, column, isOldPlaceBlank }) => {
    if (kind !== "moved" || isOldPlaceBlank) return [];
    const mapped = input.mapped.filter((one) => one.field === field);
    const [binding] = mapped;
    if (binding === undefined || mapped.length !== 1) return [];
    const from = boundPlace({ column: binding, tab: input.observed.tab });
    return from === null ? [] : leftBehindIn({ ...input, field, from, to: column - 1 });
  });
}

function leftBehindIn(
  input: Search & { field: RosterFieldKey; from: number; to: number },
): Repair[] {
  const { observed, field, from, to } = input;
  const headerRow = (observed.reading.headerRecord ?? 1) - 1;
  const left = observed.tab.rows.flatMap((cells, row) => {
    const found = cells[from] ?? emptyCell;
    return row < headerRow || found.kind === "empty"
      ? []
      : [{ row, found, there: cells[to] ?? emptyCell }];
  });
  const patches = new Map(
    left.flatMap(({ row, found }) => [
      [patchKey({ row, column: to }), found] as const,
      [patchKey({ row, column: from }), emptyCell] as const,
    ]),
  );
  const patched = input.observe(patches);
  if (patched.kind === "unobservable") return [];
  const valueAt = (row: number) => {
    const values = patched.reading.rows.find(({ record }) => record === row + 1)?.values;
    return ((values ?? {}) as Partial<Record<string, FieldValue>>)[field] ?? null;
  };
  const bases = new Map(input.known.map(({ rowId, base }) => [rowId, base[field] ?? null]));
  const idAt = (row: number) => observed.rows.find(({ record }) => record === row + 1)?.rowId ?? "";
  const isAgreed = left.every(({ row, found }) => {
    const base = bases.get(idAt(row)) ?? null;
    return found.formula === undefined && base !== null && sameValue(base, valueAt(row));
  });
  if (!isAgreed) return [];
  return left.flatMap(({ row, found, there }): Repair[] => {
    const shared = { row, rowId: idAt(row), field };
    const gone = { ...shared, column: from, found: emptyCell, isStray: true } as const;
    return there.kind === "empty" ? [{ ...shared, column: to, found }, gone] : [gone];
  });
}
