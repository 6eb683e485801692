import type { CellData } from "../google/types.ts";
import type { SheetView, SpreadsheetView } from "./sheetView.ts";

interface TypedBlock {
  sheetId: number;
  row: number;
  column: number;
  values: string[][];
}

/** The view with typed text standing in its cells, until the server has said what it makes of it. */
export function withTyped({
  view,
  act,
}: {
  view: SpreadsheetView;
  act: TypedBlock;
}): SpreadsheetView {
  const sheets = view.sheets.map((sheet) =>
    sheet.sheetId === act.sheetId ? typedSheet(sheet, act) : sheet,
  );
  return { ...view, sheets };
}

function typedSheet(sheet: SheetView, act: TypedBlock): SheetView {
  const rows = [...sheet.rows];
  act.values.forEach((line, index) => {
    const rowIndex = act.row + index;
    const row = rows[rowIndex] ?? {
      cells: [],
      isHidden: false,
      isFilteredOut: false,
      pixelSize: undefined,
    };
    if (rowIndex >= sheet.rowCount) return;
    const cells = [...row.cells];
    line.forEach((text, columnIndex) => {
      const column = act.column + columnIndex;
      if (column < sheet.columnCount) cells[column] = typedCell(cells[column], text);
    });
    rows[rowIndex] = { ...row, cells };
  });
  return { ...sheet, rows };
}

function typedCell(cell: CellData | undefined, text: string): CellData {
  const {
    userEnteredValue: _entered,
    effectiveValue: _value,
    formattedValue: _shown,
    ...rest
  } = cell ?? {};
  if (text === "") return rest;
  const shown = text.replace(/^'/, "");
  const isNumber = shown === text && /^-?\d+(\.\d+)?$/.test(text);
  const value = isNumber ? { numberValue: Number(text) } : { stringValue: shown };
  return { ...rest, userEnteredValue: value, effectiveValue: value, formattedValue: shown };
}
