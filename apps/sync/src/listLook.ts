import type { Currency } from "@rollbook/core/money";
import type { LayoutColumn, ListRow } from "@rollbook/core/reconcile";
import type { StructureEdit } from "@rollbook/sheets";
import { clusters } from "./rosterEdits.ts";

/** Values of one column as dates, money or text, from one row down to the end of the tab. */
export const columnFormat = (input: {
  sheetId: number;
  column: LayoutColumn;
  at: number;
  startRow: number;
  currency: Currency;
}): StructureEdit => ({
  kind: "format_column",
  sheetId: input.sheetId,
  column: input.at,
  startRow: input.startRow,
  type: input.column.type,
  currency: input.currency,
  isShaded: input.column.owner === "computed",
});

/** The look of one column of a list of ours. */
export function appearance(input: {
  sheetId: number;
  column: LayoutColumn;
  at: number;
  currency: Currency;
}): StructureEdit[] {
  const { sheetId, column, at } = input;
  return [
    columnFormat({ ...input, startRow: 1 }),
    ...(column.widthPixels === undefined
      ? []
      : [{ kind: "widen_column", sheetId, column: at, widthPixels: column.widthPixels } as const]),
    ...(column.type === "id" ? [{ kind: "hide_column", sheetId, column: at } as const] : []),
    ...(column.key === "keep"
      ? [
          {
            kind: "list_choices",
            sheetId,
            column: at,
            startRow: 1,
            choices: ["sheet", "rollbook"],
          } satisfies StructureEdit,
        ]
      : []),
  ];
}

/** A warning, no lock: who types over what Rollbook computes is asked first. */
export function protections(input: {
  sheetId: number;
  columns: readonly LayoutColumn[];
}): StructureEdit[] {
  const blocks: { startColumn: number; endColumn: number }[] = [];
  input.columns.forEach((column, at) => {
    if (column.owner !== "computed") return;
    const last = blocks.at(-1);
    if (last?.endColumn === at) last.endColumn = at + 1;
    else blocks.push({ startColumn: at, endColumn: at + 1 });
  });
  const { sheetId } = input;
  return blocks.map((block) => ({ kind: "protect_columns", sheetId, description, ...block }));
}

const description = "Rollbook writes these columns; what is typed here is put back.";

/** Boxes to tick in new rows, for each column of which the row says yes or no. */
export function boxes(input: {
  sheetId: number;
  rows: readonly ListRow[];
  startRow: number;
  columns: readonly LayoutColumn[];
  places: ReadonlyMap<string, number>;
}): StructureEdit[] {
  const { sheetId, startRow } = input;
  const keys = input.columns.filter((column) => column.type === "checkbox").map(({ key }) => key);
  return keys.flatMap((key) => {
    const ticked = input.rows.flatMap((row, at) => (key in row.cells ? [startRow + at] : []));
    return clusters(ticked).map((rows): StructureEdit => ({
      kind: "checkboxes",
      sheetId,
      column: input.places.get(key) ?? 0,
      ...rows,
    }));
  });
}
