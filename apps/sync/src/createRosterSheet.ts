import { cellText, type RosterCell, type RosterGrid } from "@rollbook/core/roster";
import type { SheetsClient } from "@rollbook/sheets";

type NewSpreadsheet = Parameters<SheetsClient["createSpreadsheet"]>[0];
type NewCell = NonNullable<
  NonNullable<
    NonNullable<
      NonNullable<NonNullable<NewSpreadsheet["sheets"]>[number]["data"]>[number]["rowData"]
    >
  >[number]["values"]
>[number];

const spareRows = 50;
const spareColumns = 4;

/** A new spreadsheet that holds the grid cell by cell, typed, with its merges and hidden rows; gives its ID. */
export async function createRosterSheet({
  client,
  grid,
  title,
  timeZone,
  headerRow = null,
}: {
  client: SheetsClient;
  grid: RosterGrid;
  title: string;
  timeZone: string;
  /** Counted from 0; kept in sight when the sheet is scrolled. */
  headerRow?: number | null;
}): Promise<string> {
  const columnCount = grid.rows.reduce((widest, row) => Math.max(widest, row.length), 1);
  const hidden = new Set(grid.hiddenRows);
  const spreadsheet = await client.createSpreadsheet({
    properties: { title, locale: (grid.locale ?? "en-US").replace("-", "_"), timeZone },
    sheets: [
      {
        properties: {
          title: grid.sheetName ?? "Roster",
          gridProperties: {
            rowCount: grid.rows.length + spareRows,
            columnCount: columnCount + spareColumns,
            ...(headerRow === null ? {} : { frozenRowCount: headerRow + 1 }),
          },
        },
        merges: grid.merges.map((merge) => ({
          startRowIndex: merge.startRow,
          endRowIndex: merge.endRow,
          startColumnIndex: merge.startColumn,
          endColumnIndex: merge.endColumn,
        })),
        data: [
          {
            startRow: 0,
            startColumn: 0,
            rowData: grid.rows.map((row, index) => ({
              values: row.map((cell) => (index === headerRow ? toHeader(cell) : toCell(cell))),
            })),
            columnMetadata: columnWidths(grid, columnCount).map((pixelSize) => ({ pixelSize })),
            rowMetadata: grid.rows.map((_, index) =>
              hidden.has(index) ? { hiddenByUser: true } : {},
            ),
          },
        ],
      },
    ],
  });
  if (typeof spreadsheet.spreadsheetId !== "string") {
    throw new TypeError("the Sheets server gave no ID to the new spreadsheet");
  }
  return spreadsheet.spreadsheetId;
}

const narrowestPixels = 64;
const widestPixels = 240;
const pixelsPerLetter = 7;
const rowsLookedAt = 200;

/** Wide enough for what most cells hold; a long title in the first rows does not count. */
function columnWidths(grid: RosterGrid, columnCount: number): number[] {
  const rows = grid.rows.filter((row) => row.length > 1).slice(0, rowsLookedAt);
  return Array.from({ length: columnCount }, (_, column) => {
    const longest = Math.max(0, ...rows.map((row) => lettersShown(row[column])));
    return Math.min(widestPixels, Math.max(narrowestPixels, longest * pixelsPerLetter + 16));
  });
}

function lettersShown(cell: RosterCell | undefined): number {
  if (cell?.kind === "number") return cell.format === "date" ? 10 : String(cell.number).length + 3;
  return cellText(cell).length;
}

function toHeader(cell: RosterCell): NewCell {
  return {
    ...toCell(cell),
    userEnteredFormat: {
      textFormat: { bold: true },
      backgroundColorStyle: { rgbColor: { red: 0.93, green: 0.95, blue: 0.98 } },
    },
  };
}

const formats = {
  date: { type: "DATE" },
  date_time: { type: "DATE_TIME" },
  time: { type: "TIME" },
  currency: { type: "CURRENCY" },
  percent: { type: "PERCENT" },
} as const;

function toCell(cell: RosterCell): NewCell {
  if (cell.formula !== undefined) return { userEnteredValue: { formulaValue: cell.formula } };
  switch (cell.kind) {
    case "empty":
      return {};
    case "text":
      return { userEnteredValue: { stringValue: cell.text } };
    case "boolean":
      return { userEnteredValue: { boolValue: cell.value } };
    case "error":
      return { userEnteredValue: { formulaValue: formulaOf(cell.code) } };
    case "number":
      return {
        userEnteredValue: { numberValue: cell.number },
        ...(cell.format === undefined || cell.format === "number"
          ? {}
          : { userEnteredFormat: { numberFormat: formats[cell.format] } }),
      };
  }
}

/** A formula that shows the error: Sheets keeps no error value without one. */
function formulaOf(code: string): string {
  const formulas: Record<string, string> = {
    "#N/A": "=NA()",
    "#DIV/0!": "=1/0",
    "#VALUE!": '=VALUE("?")',
    "#NAME?": "=UNKNOWN_FUNCTION()",
    "#NUM!": "=SQRT(-1)",
  };
  return formulas[code] ?? "=#REF!";
}
