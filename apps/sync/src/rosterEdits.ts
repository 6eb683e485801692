import type { Currency } from "@rollbook/core/money";
import {
  rosterColumns,
  type ComputedWrite,
  type LayoutType,
  type PausedColumn,
} from "@rollbook/core/reconcile";
import type { RosterFieldKey } from "@rollbook/core/roster";
import {
  metadataKeys,
  planColumns,
  type CellEdit,
  type ColumnPlan,
  type ReadBackRange,
  type StructureEdit,
} from "@rollbook/sheets";
import { bindingValue } from "./columnMapping.ts";
import { typedValueOf } from "./computedCell.ts";
import type { ObservedSheet } from "./observeSheet.ts";
import { claimsOf } from "./rosterTab.ts";

const typeOfKey = new Map<string, LayoutType>(
  rosterColumns.map((column) => [column.key, column.type]),
);

export const identityFields: readonly RosterFieldKey[] = [
  "full_name",
  "first_name",
  "last_name",
  "dob",
  "email",
];

export type RosterEdits = {
  columns: ColumnPlan;
  structure: StructureEdit[];
  /** Headers of ours, and cells that are to be blank; the rows' own cells are the plan's. */
  cells: CellEdit[];
};

/** The roster tab's share of a write: our columns, and the bindings of the columns we read. */
export function rosterEdits(input: {
  observed: ObservedSheet;
  paused: readonly PausedColumn[];
  rosterId: string;
  currency: Currency;
}): RosterEdits {
  const { observed, currency } = input;
  const { tab, reading } = observed;
  const headerRow = (reading.headerRecord ?? 1) - 1;
  const columns = planColumns({ tab, headerRow, currency });
  const cells = [
    ...columns.headers,
    ...observed.leftovers.map((leftover): CellEdit => ({
      sheetId: tab.sheetId,
      row: leftover.record - 1,
      column: placeOf({ columns, key: leftover.key }),
      value: { kind: "empty" },
    })),
  ];
  const structure = [...columns.structure, ...bindings(input)];
  return { columns, structure, cells };
}

export function cellEditOf(input: {
  write: ComputedWrite;
  columns: ColumnPlan;
  sheetId: number;
  currency: Currency;
}): CellEdit {
  const { write } = input;
  return {
    sheetId: input.sheetId,
    row: write.record - 1,
    column: placeOf({ columns: input.columns, key: write.key }),
    value: typedValueOf({
      value: write.value,
      type: typeOfKey.get(write.key) ?? "text",
      currency: input.currency,
    }),
  };
}

export function placeOf(input: { columns: ColumnPlan; key: string }): number {
  const column = input.columns.columns.get(input.key);
  if (column === undefined) throw new RangeError(`The layout has no column "${input.key}"`);
  return column;
}

function bindings(input: {
  observed: ObservedSheet;
  paused: readonly PausedColumn[];
  rosterId: string;
}): StructureEdit[] {
  const { tab, reading } = input.observed;
  const { sheetId } = tab;
  const claims = claimsOf(tab);
  const isClaimed = claims.some(({ value }) => value === input.rosterId);
  const bound = new Set(
    tab.columnMetadata
      .filter((entry) => entry.key === metadataKeys.column)
      .map((entry) => `${entry.column}=${entry.value}`),
  );
  return [
    ...(isClaimed
      ? []
      : [
          ...claims.map(({ id }) => ({ kind: "drop_metadata", metadataId: id }) as const),
          {
            kind: "bind_tab",
            sheetId,
            key: metadataKeys.connection,
            value: input.rosterId,
          } as const,
        ]),
    ...reading.columns
      .filter((column) => column.field !== null)
      .filter((column) => !input.paused.some(({ field }) => field === column.field))
      .filter((column) => !bound.has(`${column.column - 1}=${bindingValue(column)}`))
      .flatMap((column): StructureEdit[] => [
        ...tab.columnMetadata
          .filter(
            (entry) => entry.key === metadataKeys.column && entry.value === bindingValue(column),
          )
          .map((entry) => ({ kind: "drop_metadata", metadataId: entry.id }) as const),
        {
          kind: "bind_column",
          sheetId,
          column: column.column - 1,
          key: metadataKeys.column,
          value: bindingValue(column),
        },
      ]),
  ];
}

/** Our columns beside the rows written, and the name and birth date of rows that get an ID. */
export function readBackOf(input: {
  computedWrites: readonly ComputedWrite[];
  columns: ColumnPlan;
  observed: ObservedSheet;
}): ReadBackRange[] {
  const { computedWrites, observed } = input;
  const { sheetId, title } = observed.tab;
  const places = [...input.columns.columns.values()];
  const startColumn = Math.min(...places);
  const endColumn = Math.max(...places) + 1;
  const written = clusters(computedWrites.map((write) => write.record - 1));
  const identified = clusters(
    computedWrites.filter((write) => write.key === "row_id").map((write) => write.record - 1),
  );
  const identityColumns = observed.reading.columns.filter(
    (column) => column.field !== null && identityFields.includes(column.field),
  );
  return [
    ...written.map(({ startRow, endRow }) => ({
      sheetId,
      title,
      startRow,
      endRow,
      startColumn,
      endColumn,
    })),
    ...identified.flatMap(({ startRow, endRow }) =>
      identityColumns.map((column) => ({
        sheetId,
        title,
        startRow,
        endRow,
        startColumn: column.column - 1,
        endColumn: column.column,
      })),
    ),
  ];
}

/** Neighbouring rows as one range: a gap of a few unread rows costs less than another range. */
export function clusters(rows: readonly number[]): { startRow: number; endRow: number }[] {
  const found: { startRow: number; endRow: number }[] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && row - last.endRow < 8) last.endRow = row + 1;
    else found.push({ startRow: row, endRow: row + 1 });
  }
  return found;
}
