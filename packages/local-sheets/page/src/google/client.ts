import type { BatchRequest, Spreadsheet } from "./types.ts";

const sheetFields = [
  "properties(sheetId,title,index,sheetType,hidden,tabColorStyle,gridProperties)",
  "merges",
  "basicFilter",
  "conditionalFormats",
  "data(startRow,startColumn,rowData(values(userEnteredValue,effectiveValue,formattedValue,userEnteredFormat,note,dataValidation)),rowMetadata(hiddenByUser,hiddenByFilter,pixelSize),columnMetadata(hiddenByUser,hiddenByFilter,pixelSize))",
];
const fields = `spreadsheetId,properties(title,locale,timeZone),sheets(${sheetFields.join(",")})`;

/** The server refused; `message` is Google's own sentence. */
export class RequestRefused extends Error {
  override name = "RequestRefused";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The server could not be reached. */
export class ServerAway extends Error {
  override name = "ServerAway";
}

export interface SheetClient {
  read(request?: { ranges: readonly string[] }): Promise<Spreadsheet>;
  batchUpdate(request: { requests: readonly BatchRequest[] }): Promise<void>;
  enterValues(request: { range: string; values: readonly (readonly string[])[] }): Promise<void>;
  undo(): Promise<void>;
}

export function createSheetClient({ spreadsheetId }: { spreadsheetId: string }): SheetClient {
  const spreadsheet = `/v4/spreadsheets/${encodeURIComponent(spreadsheetId)}`;
  const send = (method: string, path: string, body?: object): Promise<unknown> =>
    call({ method, path, body });
  return {
    read: async (request) => {
      const query = new URLSearchParams({ fields });
      for (const range of request?.ranges ?? []) query.append("ranges", range);
      return (await send("GET", `${spreadsheet}?${query}`)) as Spreadsheet;
    },
    batchUpdate: async ({ requests }) => {
      await send("POST", `${spreadsheet}:batchUpdate`, { requests });
    },
    enterValues: async ({ range, values }) => {
      const path = `${spreadsheet}/values/${encodeURIComponent(range)}?valueInputOption=USER_ENTERED`;
      await send("PUT", path, { range, majorDimension: "ROWS", values });
    },
    undo: async () => {
      await send("POST", `/_local/spreadsheets/${encodeURIComponent(spreadsheetId)}/undo`, {});
    },
  };
}

async function call({
  method,
  path,
  body,
}: {
  method: string;
  path: string;
  body: object | undefined;
}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        "x-local-sheets-actor": "page",
        authorization: "Bearer page",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ServerAway("The server does not answer.");
  }
  const text = await response.text();
  if (!response.ok) throw new RequestRefused(response.status, messageOf(text, response.status));
  return text === "" ? {} : JSON.parse(text);
}

function messageOf(text: string, status: number): string {
  try {
    const message: unknown = (JSON.parse(text) as { error?: { message?: unknown } }).error?.message;
    if (typeof message === "string" && message !== "") return message;
  } catch {
    // Not JSON: the status has to do.
  }
  return `The server answered ${status}.`;
}
