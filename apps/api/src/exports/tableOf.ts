import type { CellValue, ExportTable } from "./table.ts";

/** A list as it stands on the wire, its columns being its fields; what is nested becomes JSON. */
export function tableOf(input: {
  sheetName: string;
  columns: readonly string[];
  items: readonly object[];
}): ExportTable {
  const { sheetName, columns, items } = input;
  const rows = items.map((item) => {
    const values = item as Readonly<Record<string, unknown>>;
    return columns.map((column) => cellOf(values[column]));
  });
  return { sheetName, columns, rows };
}

function cellOf(value: unknown): CellValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  return JSON.stringify(value);
}
