import { createApp, LocalSheets } from "@rollbook/local-sheets";
import { createSheetsClient, type SheetsClient } from "@rollbook/sheets";

const rootUrl = "http://127.0.0.1/";
export const tabId = 7;
const title = "Members";

export type Cell = string | number | boolean;
type Requests = Parameters<SheetsClient["batchUpdate"]>[0]["requests"];

/** The spreadsheet as the people of the practice see and touch it; their calls have no faults. */
export type PeopleSheet = {
  spreadsheetId: string;
  fetch: typeof fetch;
  rows: () => Promise<Cell[][]>;
  /** Rows with formulas as formulas. */
  formulas: () => Promise<Cell[][]>;
  do: (requests: Requests) => Promise<void>;
  /** Types a value; only a formula that people really typed becomes one. */
  type: (row: number, column: number, value: Cell | null) => Promise<void>;
};

export async function openSheet(input: {
  rows: readonly (readonly Cell[])[];
  nowMs: () => number;
  seed: number;
}): Promise<PeopleSheet> {
  const app = createApp(new LocalSheets({ now: input.nowMs, seed: input.seed }));
  const direct: typeof fetch = async (url, init) => {
    const request = new Request(url, init);
    request.headers.delete("accept-encoding");
    return app.fetch(request);
  };
  const client = clientOf(direct);
  const made = await client.createSpreadsheet({
    properties: { title: "Roster", timeZone: "America/New_York" },
    sheets: [
      {
        properties: { sheetId: tabId, title, gridProperties: { rowCount: 60, columnCount: 14 } },
        data: [{ rowData: input.rows.map((row) => ({ values: row.map(typed) })) }],
      },
    ],
  });
  const spreadsheetId = made.spreadsheetId ?? "";
  const read = async (option: string) => {
    const url = `${rootUrl}v4/spreadsheets/${spreadsheetId}/values/${title}?valueRenderOption=${option}`;
    const answer = (await (await direct(url)).json()) as { values?: Cell[][] };
    return answer.values ?? [];
  };
  const act = async (requests: Requests) => {
    await client.batchUpdate({
      spreadsheetId,
      requests,
      responseRanges: [],
      fields: "spreadsheetId",
    });
  };
  return {
    spreadsheetId,
    fetch: direct,
    rows: () => read("UNFORMATTED_VALUE"),
    formulas: () => read("FORMULA"),
    do: act,
    type: (rowIndex, columnIndex, value) =>
      act([
        {
          updateCells: {
            start: { sheetId: tabId, rowIndex, columnIndex },
            rows: [{ values: [value === null ? {} : typed(value)] }],
            fields: "userEnteredValue",
          },
        },
      ]),
  };
}

export const clientOf = (fetchImplementation: typeof fetch): SheetsClient =>
  createSheetsClient({
    rootUrl,
    fetchImplementation,
    retry: { attempts: 3, wait: () => Promise.resolve(), random: () => 0.5 },
  });

function typed(value: Cell) {
  if (typeof value === "number") return { userEnteredValue: { numberValue: value } };
  if (typeof value === "boolean") return { userEnteredValue: { boolValue: value } };
  return value.startsWith("=LEN(")
    ? { userEnteredValue: { formulaValue: value } }
    : { userEnteredValue: { stringValue: value } };
}
