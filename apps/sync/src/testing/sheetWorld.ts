import { createApp, LocalSheets } from "@rollbook/local-sheets";
import { createSheetsClient, type SheetsClient } from "@rollbook/sheets";

export type CellInput = string | number | boolean | null | { date: number };

/** A local Sheets server in this process, without a port. */
export type SheetWorld = {
  server: LocalSheets;
  client: SheetsClient;
  fetch: typeof fetch;
  newSpreadsheet: (rows: readonly (readonly CellInput[])[], title?: string) => Promise<string>;
  edit: (
    spreadsheetId: string,
    edits: { row: number; column: number; value: CellInput }[],
  ) => Promise<void>;
  values: (spreadsheetId: string, title?: string) => Promise<(string | number | boolean)[][]>;
};

const rootUrl = "http://127.0.0.1/";

export function startSheetWorld(
  options: ConstructorParameters<typeof LocalSheets>[0] = {},
): SheetWorld {
  const server = new LocalSheets(options);
  const app = createApp(server);
  const inProcess: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    request.headers.delete("accept-encoding");
    return app.fetch(request);
  };
  const client = clientOf(inProcess);
  return {
    server,
    client,
    fetch: inProcess,
    newSpreadsheet: async (rows, title = "Members") => {
      const made = await client.createSpreadsheet({
        properties: { title: "Roster" },
        sheets: [
          {
            properties: {
              sheetId: 7,
              title,
              gridProperties: { rowCount: rows.length + 50, columnCount: 26 },
            },
            data: [{ rowData: rows.map((row) => ({ values: row.map(cellOf) })) }],
          },
        ],
      });
      return made.spreadsheetId ?? "";
    },
    edit: async (spreadsheetId, edits) => {
      await client.batchUpdate({
        spreadsheetId,
        responseRanges: [],
        fields: "spreadsheetId",
        requests: edits.map((edit) => ({
          updateCells: {
            start: { sheetId: 7, rowIndex: edit.row, columnIndex: edit.column },
            rows: [{ values: [cellOf(edit.value)] }],
            fields: "userEnteredValue",
          },
        })),
      });
    },
    values: async (spreadsheetId, title = "Members") => {
      const url = `${rootUrl}v4/spreadsheets/${spreadsheetId}/values/${encodeURIComponent(title)}?valueRenderOption=UNFORMATTED_VALUE`;
      const answer = (await (await inProcess(url)).json()) as {
        values?: (string | number | boolean)[][];
      };
      return answer.values ?? [];
    },
  };
}

export const clientOf = (fetchImplementation: typeof fetch): SheetsClient =>
  createSheetsClient({ rootUrl, fetchImplementation, retry: { wait: () => Promise.resolve() } });

function cellOf(value: CellInput) {
  if (value === null) return {};
  if (typeof value === "object") {
    return {
      userEnteredValue: { numberValue: value.date },
      userEnteredFormat: { numberFormat: { type: "DATE" } },
    };
  }
  if (typeof value === "number") return { userEnteredValue: { numberValue: value } };
  if (typeof value === "boolean") return { userEnteredValue: { boolValue: value } };
  return value.startsWith("=")
    ? { userEnteredValue: { formulaValue: value } }
    : { userEnteredValue: { stringValue: value } };
}
