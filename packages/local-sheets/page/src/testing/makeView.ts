import type { CellData, GoogleSheet } from "../google/types.ts";
import { type SpreadsheetView, toSpreadsheetView } from "../view/sheetView.ts";

/** A spreadsheet of one tab; each cell's text is what it shows and holds. */
export function makeView({
  rows,
  sheet = {},
}: {
  rows: readonly (readonly (string | CellData)[])[];
  sheet?: Partial<GoogleSheet>;
}): SpreadsheetView {
  return toSpreadsheetView({
    properties: { title: "Practice", locale: "en_GB", timeZone: "Europe/London" },
    sheets: [
      {
        ...sheet,
        properties: {
          sheetId: 7,
          title: "Roster",
          index: 0,
          ...sheet.properties,
          gridProperties: {
            rowCount: 100,
            columnCount: 10,
            frozenRowCount: 1,
            ...sheet.properties?.gridProperties,
          },
        },
        data: [{ rowData: rows.map((row) => ({ values: row.map(toCell) })) }],
      },
    ],
  });
}

function toCell(cell: string | CellData): CellData {
  if (typeof cell !== "string") return cell;
  if (cell === "") return {};
  const value = { stringValue: cell };
  return { userEnteredValue: value, effectiveValue: value, formattedValue: cell };
}
