import type { Act, ActContext } from "../acts/act.ts";
import { nothing } from "../acts/act.ts";

/** A single value fills the whole selection, as in Sheets; a block is laid in from its first cell. */
export function pasteBlock({ values, context }: { values: string[][]; context: ActContext }): Act {
  const [selection] = context.selections;
  if (selection === undefined || values.length === 0) return nothing;
  const single = values.length === 1 && values[0]?.length === 1 ? values[0][0] : undefined;
  const filled =
    single === undefined
      ? values
      : Array.from({ length: selection.endRow - selection.startRow + 1 }, () =>
          Array.from({ length: selection.endColumn - selection.startColumn + 1 }, () => single),
        );
  return {
    kind: "typed",
    what: "paste",
    sheetId: context.sheet.sheetId,
    row: selection.startRow,
    column: selection.startColumn,
    values: filled,
  };
}

/** Tab-separated text as Excel and Sheets put it on the clipboard: quotes guard tabs and line breaks. */
export function parseDelimited(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const endCell = (): void => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? "";
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell === "" && closesBeforeDelimiter(text, index))
      isQuoted = true;
    else if (character === "\t") endCell();
    else if (character === "\n") {
      endCell();
      if (index < text.length - 1) rows.push([]);
    } else if (character !== "\r") cell += character;
  }
  if (cell !== "" || !text.endsWith("\n")) endCell();
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => "")]);
}

function closesBeforeDelimiter(text: string, start: number): boolean {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] !== '"') continue;
    if (text[index + 1] === '"') {
      index += 1;
      continue;
    }
    const next = text[index + 1];
    return next === undefined || next === "\t" || next === "\n" || next === "\r";
  }
  return false;
}
