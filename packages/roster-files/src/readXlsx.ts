import { serialToDate } from "@rollbook/core/calendar";
import {
  emptyCell,
  type RosterCell,
  type RosterGrid,
  type RosterMerge,
  type RosterNumberFormat,
} from "@rollbook/core/roster";
import { readFormats } from "./xlsx/styles.ts";
import { openWorkbook, type Workbook } from "./xlsx/workbook.ts";
import { attribute, decodeXml, elements, itemText } from "./xlsx/xml.ts";

type Context = { strings: string[]; formats: RosterNumberFormat[]; isFrom1904: boolean };

/** The sheet with the most rows of those in sight; a workbook may also hold notes and lists. Throws on no workbook. */
export function readXlsx(bytes: Uint8Array): { grid: RosterGrid; sheets: string[] } {
  const workbook = openWorkbook(bytes);
  const context: Context = {
    strings: [...elements(workbook.sharedStrings, "si")].map(({ content }) => itemText(content)),
    formats: readFormats(workbook.styles),
    isFrom1904: workbook.isFrom1904,
  };
  const grids = inSight(workbook).map(({ name, xml }) => readSheet(name, xml, context));
  const [first] = grids;
  if (first === undefined) throw new Error("it holds no sheet");
  const grid = grids.reduce((best, other) => (sizeOf(other) > sizeOf(best) ? other : best), first);
  return { grid, sheets: workbook.sheets.map(({ name }) => name) };
}

function inSight({ sheets }: Workbook): Workbook["sheets"] {
  const visible = sheets.filter(({ isHidden, xml }) => !isHidden && xml !== "");
  return visible.length > 0 ? visible : sheets;
}

function sizeOf({ rows }: RosterGrid): number {
  return rows.reduce((sum, cells) => sum + cells.filter(({ kind }) => kind !== "empty").length, 0);
}

function readSheet(sheetName: string, xml: string, context: Context): RosterGrid {
  const rows: RosterCell[][] = [];
  const hiddenRows: number[] = [];
  const [data] = elements(xml, "sheetData");
  for (const { tag, content } of elements(data?.content ?? "", "row")) {
    const row = Number(attribute(tag, "r") ?? rows.length + 1) - 1;
    while (rows.length < row) rows.push([]);
    rows[row] = readCells(content, context);
    if (isTrue(attribute(tag, "hidden"))) hiddenRows.push(row);
  }
  while (rows.at(-1)?.every(({ kind }) => kind === "empty") === true) rows.pop();
  return {
    sheetName,
    rows,
    merges: readMerges(xml),
    areMergesKnown: true,
    hiddenRows: hiddenRows.filter((row) => row < rows.length),
  };
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

const cellPattern = /<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g;

function readCells(content: string, context: Context): RosterCell[] {
  const cells: RosterCell[] = [];
  for (const [, tag = "", inner = ""] of content.matchAll(cellPattern)) {
    const column = columnOf(attribute(tag, "r")) ?? cells.length;
    while (cells.length < column) cells.push(emptyCell);
    cells[column] = readCell(tag, inner, context);
  }
  return cells;
}

/** 'AB12' is column 27, counted from 0. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column - 1;
}

function readCell(tag: string, inner: string, context: Context): RosterCell {
  const cell = valueOf(tag, inner, context);
  if (cell.kind === "empty" || !inner.includes("<f")) return cell;
  const formula = /<f\b[^>]*?>([^<]*)<\/f>/.exec(inner)?.[1];
  return formula === undefined || formula === ""
    ? cell
    : { ...cell, formula: `=${decodeXml(formula)}` };
}

function valueOf(tag: string, inner: string, context: Context): RosterCell {
  const type = attribute(tag, "t") ?? "n";
  if (type === "inlineStr") return textOf(itemText(inner));
  const value = /<v[^>]*>([^<]*)<\/v>/.exec(inner)?.[1];
  if (value === undefined || value === "") return emptyCell;
  const text = decodeXml(value);
  switch (type) {
    case "s":
      return textOf(context.strings[Number(text)] ?? "");
    case "b":
      return { kind: "boolean", value: text === "1" };
    case "e":
      return { kind: "error", code: text };
    case "str":
    case "d":
      return textOf(text);
    default:
      return numberOf(
        Number(text),
        context.formats[Number(attribute(tag, "s") ?? 0)] ?? "number",
        context,
      );
  }
}

function textOf(text: string): RosterCell {
  return text.trim() === "" ? emptyCell : { kind: "text", text };
}

const daysFrom1900To1904 = 1462;

function numberOf(number: number, format: RosterNumberFormat, { isFrom1904 }: Context): RosterCell {
  if (Number.isNaN(number)) return emptyCell;
  if (format !== "date" && format !== "date_time") return { kind: "number", number, format };
  const serial = isFrom1904 ? number + daysFrom1900To1904 : number;
  // Excel counts a 29 February 1900 that never was, so its days before March 1900 are one too many.
  if (serial < 61 || serial >= 2_958_466) return { kind: "number", number: serial, format };
  return { kind: "number", number: serial, format, formatted: serialToDate(serial) };
}

function readMerges(xml: string): RosterMerge[] {
  return [...elements(xml, "mergeCell")].flatMap(({ tag }) => {
    const corners = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(attribute(tag, "ref") ?? "");
    if (corners === null) return [];
    const [, left, top, right, bottom] = corners;
    return [
      {
        startRow: Number(top) - 1,
        endRow: Number(bottom),
        startColumn: columnOf(left) ?? 0,
        endColumn: (columnOf(right) ?? 0) + 1,
      },
    ];
  });
}
