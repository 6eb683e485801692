import { splitSheet } from "../model/a1.ts";
import { columnIndex, columnName, quoteTitle } from "../model/a1Text.ts";
import { tokenize } from "./tokenize.ts";

/** One corner as written: `$` marks, and an open row or column. */
export interface WrittenCorner {
  readonly column: number | undefined;
  readonly row: number | undefined;
  readonly isColumnFixed: boolean;
  readonly isRowFixed: boolean;
}

export interface WrittenReference {
  readonly sheet: string | undefined;
  readonly start: WrittenCorner;
  readonly end: WrittenCorner | undefined;
}

function readCorner(text: string): WrittenCorner {
  const match = /^(\$?)([A-Za-z]*)(\$?)(\d*)$/.exec(text);
  const [, first = "", letters = "", second = "", digits = ""] = match ?? [];
  return {
    column: letters === "" ? undefined : columnIndex(letters),
    row: digits === "" ? undefined : Number(digits) - 1,
    isColumnFixed: letters !== "" && first === "$",
    isRowFixed: digits !== "" && (letters === "" ? first === "$" : second === "$"),
  };
}

const writeCorner = ({ column, row, isColumnFixed, isRowFixed }: WrittenCorner): string =>
  `${column === undefined ? "" : `${isColumnFixed ? "$" : ""}${columnName(column)}`}${row === undefined ? "" : `${isRowFixed ? "$" : ""}${row + 1}`}`;

function readReference(text: string): WrittenReference {
  const { title, cells } = splitSheet(text);
  const [start = "", end] = cells.split(":");
  return {
    sheet: title,
    start: readCorner(start),
    end: end === undefined ? undefined : readCorner(end),
  };
}

function writeReference({ sheet, start, end }: WrittenReference): string {
  const prefix = sheet === undefined ? "" : `${quoteTitle(sheet)}!`;
  return `${prefix}${writeCorner(start)}${end ? `:${writeCorner(end)}` : ""}`;
}

/** Rewrites every reference of a formula; undefined makes it #REF!. What does not change keeps its spelling. */
export function rewriteReferences(
  formula: string,
  change: (reference: WrittenReference) => WrittenReference | undefined,
): string {
  const tokens = tokenize(formula.slice(1));
  if (!tokens) return formula;
  const written = tokens.map(({ kind, text }) => {
    if (kind !== "reference") return text;
    const before = readReference(text);
    const after = change(before);
    if (after === before) return text;
    return after ? writeReference(after) : "#REF!";
  });
  return `=${written.join("")}`;
}
