import { invalid } from "./apiError.ts";
import { columnIndex } from "./a1Text.ts";
import { areaOfRange, boundedArea } from "./area.ts";
import type { Area, Document, GridRange, Sheet } from "./document.ts";

interface Corner {
  row?: number;
  column?: number;
}

function parseCorner(text: string): Corner | undefined {
  const a1 = /^\$?([A-Za-z]{1,3})?\$?(\d+)?$/.exec(text);
  if (a1 && text !== "") {
    const corner: Corner = {};
    if (a1[1]) corner.column = columnIndex(a1[1]);
    if (a1[2]) corner.row = Number(a1[2]) - 1;
    return corner.row === -1 ? undefined : corner;
  }
  const r1c1 = /^[rR](\d+)?[cC](\d+)?$/.exec(text);
  if (!r1c1) return undefined;
  return { row: Number(r1c1[1] ?? 1) - 1, column: Number(r1c1[2] ?? 1) - 1 };
}

function parseR1C1(text: string): Corner | undefined {
  const match = /^[rR](\d+)[cC](\d+)$/.exec(text);
  return match ? { row: Number(match[1]) - 1, column: Number(match[2]) - 1 } : undefined;
}

/** Open bounds stay undefined; `isCell` tells a single cell, which values.update takes as an anchor. */
export interface ParsedCells {
  readonly range: GridRange;
  readonly isCell: boolean;
}

export function parseCells(text: string): ParsedCells | undefined {
  const parts = text.split(":");
  if (parts.length > 2) return undefined;
  const read = (part: string): Corner | undefined => parseR1C1(part) ?? parseCorner(part);
  const first = read(parts[0] ?? "");
  if (!first) return undefined;
  if (parts.length === 1) {
    if (first.row === undefined || first.column === undefined) return undefined;
    const { row, column } = first;
    return {
      isCell: true,
      range: {
        startRowIndex: row,
        endRowIndex: row + 1,
        startColumnIndex: column,
        endColumnIndex: column + 1,
      },
    };
  }
  const second = read(parts[1] ?? "");
  if (!second) return undefined;
  const range: GridRange = {};
  const rows = [first.row, second.row].filter((row) => row !== undefined);
  const columns = [first.column, second.column].filter((column) => column !== undefined);
  if (rows.length === 2)
    Object.assign(range, { startRowIndex: Math.min(...rows), endRowIndex: Math.max(...rows) + 1 });
  if (rows.length === 1) range.startRowIndex = rows[0];
  if (columns.length === 2)
    Object.assign(range, {
      startColumnIndex: Math.min(...columns),
      endColumnIndex: Math.max(...columns) + 1,
    });
  if (columns.length === 1) range.startColumnIndex = columns[0];
  return { range, isCell: false };
}

export function splitSheet(text: string): { title: string | undefined; cells: string } {
  const quoted = /^'((?:[^']|'')*)'(?:!([\s\S]*))?$/.exec(text);
  if (quoted) return { title: (quoted[1] ?? "").replaceAll("''", "'"), cells: quoted[2] ?? "" };
  const bang = text.lastIndexOf("!");
  return bang === -1
    ? { title: undefined, cells: text }
    : { title: text.slice(0, bang), cells: text.slice(bang + 1) };
}

export interface ResolvedRange {
  readonly sheet: Sheet;
  readonly area: Area;
  readonly range: GridRange;
  readonly isCell: boolean;
}

const sheetByTitle = (document: Document, title: string): Sheet | undefined =>
  document.sheets.find((sheet) => sheet.title === title) ??
  document.sheets.find((sheet) => sheet.title.toLowerCase() === title.toLowerCase());

function whole(sheet: Sheet): ResolvedRange {
  return { sheet, range: {}, area: boundedArea({}, sheet.grid), isCell: false };
}

function named(document: Document, name: string): ResolvedRange | undefined {
  const found = document.namedRanges.find(
    (range) => String(range.rest["name"]).toLowerCase() === name.toLowerCase(),
  );
  const sheet =
    found && document.sheets.find((candidate) => candidate.sheetId === (found.range.sheetId ?? 0));
  if (!found || !sheet) return undefined;
  return { sheet, range: found.range, area: boundedArea(found.range, sheet.grid), isCell: false };
}

/** Reads "Sheet1!A1:B2", "A1", "Sheet1", R1C1 and names of ranges. @throws 400 as Google words it. */
export function resolveRange(document: Document, text: string): ResolvedRange {
  const unreadable = invalid(`Unable to parse range: ${text}`);
  const { title, cells } = splitSheet(text);
  const first = document.sheets[0];
  if (first === undefined) throw unreadable;
  if (title !== undefined && cells === "") {
    const sheet = sheetByTitle(document, title);
    if (!sheet) throw unreadable;
    return whole(sheet);
  }
  const sheet = title === undefined ? first : sheetByTitle(document, title);
  if (!sheet) throw unreadable;
  const parsed = parseCells(cells);
  if (!parsed) {
    const byName = named(document, cells);
    if (byName) return byName;
    const byTitle = title === undefined ? sheetByTitle(document, cells) : undefined;
    if (byTitle) return whole(byTitle);
    throw unreadable;
  }
  return {
    sheet,
    range: parsed.range,
    area: areaOfRange(parsed.range, sheet),
    isCell: parsed.isCell,
  };
}
