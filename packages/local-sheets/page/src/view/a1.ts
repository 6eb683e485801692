import type { GridRange } from "../google/types.ts";

export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return letters;
}

export const cellName = (row: number, column: number): string =>
  `${columnLetters(column)}${row + 1}`;

export const quoteTitle = (title: string): string => `'${title.replaceAll("'", "''")}'`;

/** A1 text of a bounded range, with its tab. */
export function toA1({ title, range }: { title: string; range: GridRange }): string {
  const startRow = range.startRowIndex ?? 0;
  const startColumn = range.startColumnIndex ?? 0;
  const start = `${columnLetters(startColumn)}${startRow + 1}`;
  const endColumn =
    range.endColumnIndex === undefined ? "" : columnLetters(range.endColumnIndex - 1);
  const endRow = range.endRowIndex === undefined ? "" : String(range.endRowIndex);
  if (endColumn === "" && endRow === "") return quoteTitle(title);
  return `${quoteTitle(title)}!${start}:${endColumn === "" ? "ZZZ" : endColumn}${endRow}`;
}

export interface Reference {
  title: string | undefined;
  startRow: number;
  endRow: number;
  startColumn: number;
  endColumn: number;
}

const referencePattern =
  /^=?(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?([A-Z]{1,3})\$?(\d*)(?::\$?([A-Z]{1,3})\$?(\d*))?$/i;

/** Reads A1 text with or without tab, "=" and "$"; ends are exclusive, open ends are Infinity. */
export function parseReference(text: string): Reference | undefined {
  const match = referencePattern.exec(text.trim());
  if (match === null) return undefined;
  const [, quoted, plain, startLetters = "", startDigits = "", endLetters, endDigits] = match;
  const startColumn = columnNumber(startLetters);
  const hasEnd = endLetters !== undefined;
  const lastColumn = hasEnd ? columnNumber(endLetters) : startColumn;
  const lastRowDigits = hasEnd ? (endDigits ?? "") : startDigits;
  return {
    title: quoted?.replaceAll("''", "'") ?? plain,
    startRow: startDigits === "" ? 0 : Number(startDigits) - 1,
    endRow: lastRowDigits === "" ? Number.POSITIVE_INFINITY : Number(lastRowDigits),
    startColumn,
    endColumn: lastColumn + 1,
  };
}

const columnNumber = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
