import { toInertText } from "@rollbook/roster-files";
import type { CellValue, ExportTable } from "./table.ts";

/** RFC 4180, UTF-8, CRLF. Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function toCsv(table: ExportTable): string {
  return [table.columns, ...table.rows].map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

function cellText(value: CellValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const inert = toInertText(value);
  return /[",\r\n\t']/.test(inert) || inert !== inert.trim()
    ? `"${inert.replaceAll('"', '""')}"`
    : inert;
}
