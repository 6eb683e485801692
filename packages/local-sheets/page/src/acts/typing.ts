import type { ICellData, IStyleData } from "@univerjs/core";
import { cellName } from "../view/a1.ts";
import { cellAt } from "../view/sheetView.ts";
import { allowedValues } from "../view/validations.ts";
import type { Act, ActContext, GridLibraryRange } from "./act.ts";
import { bounded, nothing, requests, toGoogleRange } from "./act.ts";
import { formatRequest } from "./formatting.ts";

type Matrix = Record<number, Record<number, ICellData | null>>;

export interface SetValuesParams {
  value: ICellData | null | (ICellData | null)[][] | Matrix;
  range?: GridLibraryRange;
}

/** Typing, choosing from a dropdown, replacing, filling: whatever sets cells. */
export function setValues(params: SetValuesParams, context: ActContext): Act {
  const cells: EnteredCell[] = [];
  for (const cell of enteredCells(params, context)) {
    const checked = checkChoice(cell, context);
    if ("refusal" in checked) return { kind: "refused", reason: checked.refusal };
    cells.push({ ...cell, text: checked.text });
  }
  const typed = cells.filter(({ text }) => text !== undefined);
  if (typed.length === 0) return styleOnly(cells, context);
  return asBlock(typed, context);
}

interface EnteredCell {
  row: number;
  column: number;
  text: string | undefined;
  style: IStyleData | undefined;
}

function enteredCells({ value, range }: SetValuesParams, context: ActContext): EnteredCell[] {
  const cells: EnteredCell[] = [];
  const add = (row: number, column: number, cell: ICellData | null | undefined): void => {
    if (cell === undefined) return;
    const style = typeof cell?.s === "object" && cell.s !== null ? cell.s : undefined;
    cells.push({ row, column, text: textOf({ cell, row, column, context }), style });
  };
  if (value !== null && !Array.isArray(value) && isMatrix(value)) {
    for (const [row, columns] of Object.entries(value))
      for (const [column, cell] of Object.entries(columns)) add(Number(row), Number(column), cell);
    return cells;
  }
  const ranges = range === undefined ? context.selections : [range];
  for (const each of ranges) {
    const { startRow, endRow, startColumn, endColumn } = bounded(each, context.sheet);
    for (let row = startRow; row <= endRow; row += 1)
      for (let column = startColumn; column <= endColumn; column += 1)
        add(
          row,
          column,
          Array.isArray(value) ? value[row - startRow]?.[column - startColumn] : value,
        );
  }
  return cells;
}

const isMatrix = (value: object): value is Matrix => {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
};

const forcedText = 4;

function textOf({
  cell,
  row,
  column,
  context,
}: {
  cell: ICellData | null;
  row: number;
  column: number;
  context: ActContext;
}): string | undefined {
  if (cell === null) return "";
  if (typeof cell.f === "string" && cell.f !== "") return cell.f;
  if (cell.p?.body?.dataStream !== undefined)
    return cell.p.body.dataStream.replace(/\r\n$/, "").replaceAll("\r", "\n");
  if (cell.v === undefined) return undefined;
  if (cell.v === null) return "";
  const rule = cellAt(context.sheet, row, column)?.dataValidation;
  if (rule?.condition?.type === "BOOLEAN")
    return /^(1|true)$/i.test(String(cell.v)) ? "TRUE" : "FALSE";
  if (typeof cell.v === "boolean") return cell.v ? "TRUE" : "FALSE";
  return cell.t === forcedText ? `'${cell.v}` : String(cell.v);
}

/** A choice that is typed in other letters takes the spelling of the list; what is not in it is refused. */
function checkChoice(
  { row, column, text }: EnteredCell,
  context: ActContext,
): { text: string | undefined } | { refusal: string } {
  if (text === undefined || text === "" || text.startsWith("=")) return { text };
  const rule = cellAt(context.sheet, row, column)?.dataValidation;
  const allowed = allowedValues({ rule, view: context.sheet, sheets: context.view.sheets });
  if (allowed === undefined) return { text };
  const known = allowed.find((value) => value.toLowerCase() === text.trim().toLowerCase());
  if (known !== undefined) return { text: known };
  const hint = rule?.inputMessage ?? `Choose one of: ${allowed.join(", ")}.`;
  return { refusal: `"${text}" is not allowed in ${cellName(row, column)}. ${hint}` };
}

function styleOnly(cells: readonly EnteredCell[], context: ActContext): Act {
  return requests(
    "change the format",
    cells
      .filter(({ style }) => style !== undefined)
      .map(({ row, column, style }) =>
        formatRequest({
          range: toGoogleRange(
            { startRow: row, endRow: row, startColumn: column, endColumn: column },
            context.sheet,
          ),
          style: style ?? {},
        }),
      ),
  );
}

/** Cells that form a full rectangle go as one typed block; scattered ones as one request each. */
function asBlock(cells: readonly EnteredCell[], context: ActContext): Act {
  const rows = cells.map(({ row }) => row);
  const columns = cells.map(({ column }) => column);
  const row = Math.min(...rows);
  const column = Math.min(...columns);
  const height = Math.max(...rows) - row + 1;
  const width = Math.max(...columns) - column + 1;
  if (height * width === cells.length) {
    const values = Array.from({ length: height }, () => Array.from({ length: width }, () => ""));
    for (const cell of cells) {
      const line = values[cell.row - row];
      if (line !== undefined) line[cell.column - column] = cell.text ?? "";
    }
    return {
      kind: "typed",
      what: "change cells",
      sheetId: context.sheet.sheetId,
      row,
      column,
      values,
    };
  }
  return requests(
    "change cells",
    cells.map((cell) =>
      pasteRequest({
        sheetId: context.sheet.sheetId,
        row: cell.row,
        column: cell.column,
        text: cell.text ?? "",
      }),
    ),
  );
}

const delimiter = "\u001f";

/** Google has no "as typed" in batchUpdate but pasteData, which reads text the same way. */
const pasteRequest = ({
  sheetId,
  row,
  column,
  text,
}: {
  sheetId: number;
  row: number;
  column: number;
  text: string;
}) => ({
  pasteData: {
    coordinate: { sheetId, rowIndex: row, columnIndex: column },
    data: text,
    type: "PASTE_VALUES",
    delimiter,
  },
});

export function clearCells({
  fields,
  what,
}: {
  fields: string;
  what: string;
}): (params: { ranges?: GridLibraryRange[] } | undefined, context: ActContext) => Act {
  return (params, context) => {
    const ranges = params?.ranges ?? context.selections;
    if (ranges.length === 0) return nothing;
    return requests(
      what,
      ranges.map((range) => ({
        updateCells: { range: toGoogleRange(range, context.sheet), fields },
      })),
    );
  };
}
