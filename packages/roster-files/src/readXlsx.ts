import { dateToSerial, plainDate } from "@rollbook/core/calendar";
import { emptyCell, type RosterCell, type RosterGrid } from "@rollbook/core/roster";
import readWorkbook from "read-excel-file/node";

/** The sheet with the most cells; a workbook may also hold notes and lists. */
export async function readXlsx(bytes: Uint8Array): Promise<{ grid: RosterGrid; sheets: string[] }> {
  const sheets = await readWorkbook(Buffer.from(bytes), { trim: false });
  const largest = sheets.reduce((best, sheet) =>
    sizeOf(sheet.data) > sizeOf(best.data) ? sheet : best,
  );
  const rows = largest.data.map((cells) => cells.map(cellOf));
  while (rows.at(-1)?.every(({ kind }) => kind === "empty") === true) rows.pop();
  return {
    grid: { sheetName: largest.sheet, rows, merges: [], hiddenRows: [] },
    sheets: sheets.map(({ sheet }) => sheet),
  };
}

function sizeOf(data: readonly (readonly unknown[])[]): number {
  return data.reduce((sum, cells) => sum + cells.filter((cell) => cell !== null).length, 0);
}

function cellOf(value: unknown): RosterCell {
  if (value === null || value === undefined || value === "") return emptyCell;
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (typeof value === "number") return { kind: "number", number: value, format: "number" };
  if (value instanceof Date) return dateCell(value);
  const text = String(value);
  return /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/.test(text)
    ? { kind: "error", code: text }
    : { kind: "text", text };
}

/** The library gives midnight UTC for a day; a time of day makes it a moment. */
function dateCell(value: Date): RosterCell {
  const iso = value.toISOString();
  const serial = dateToSerial(plainDate(iso.slice(0, 10)));
  const second = (value.getTime() / 1000) % 86_400;
  if (second === 0)
    return { kind: "number", number: serial, format: "date", formatted: iso.slice(0, 10) };
  return {
    kind: "number",
    number: serial + second / 86_400,
    format: "date_time",
    formatted: iso.slice(0, 19).replace("T", " "),
  };
}
