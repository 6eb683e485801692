import { LocalSheets, startLocalSheets, textOf } from "@rollbook/local-sheets";
import { printTable, type Row } from "./table.ts";

const rowCount = 10_000;
const times = 25;
const aims = ["aim: ratio 3 or less"];

type Values = (string | number | boolean)[][];

/** Rows of a roster: an id, names, a plan, a price, dates, a flag and a remark. */
const roster: Values = Array.from({ length: rowCount }, (_, index) => [
  `mem_${String(index).padStart(8, "0")}`,
  `Given${index % 997}`,
  `Family${index % 4999}`,
  index % 3 === 0 ? "Gold" : "Silver",
  99.5 + (index % 7),
  `2026-0${1 + (index % 9)}-1${index % 10}`,
  index % 2 === 0,
  index % 5 === 0 ? "pays by card" : "",
]);

/** Runs the works in turn, so that what else the machine does falls on all of them alike. */
async function inTurn(
  works: Readonly<Record<string, () => unknown>>,
): Promise<Map<string, number[]>> {
  const runs = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
  for (let turn = -2; turn < times; turn += 1) {
    for (const [name, work] of Object.entries(works)) {
      const startedAt = performance.now();
      await work();
      if (turn >= 0) runs.get(name)?.push(performance.now() - startedAt);
    }
  }
  return runs;
}

const cellOf = (value: string | number | boolean): object => {
  if (typeof value === "string") return { userEnteredValue: { stringValue: value } };
  return {
    userEnteredValue: typeof value === "number" ? { numberValue: value } : { boolValue: value },
  };
};

const id = (sheets: LocalSheets): string => {
  const { answer } = sheets.answer({ method: "POST", target: "/v4/spreadsheets", body: "{}" });
  if (answer.kind !== "json") throw new Error("a spreadsheet should have been created");
  return JSON.parse(JSON.stringify(answer.body)).spreadsheetId;
};

interface World {
  readonly sheets: LocalSheets;
  readonly path: string;
}

function newSpreadsheet(): World {
  const sheets = new LocalSheets({ seed: 1 });
  const path = `/v4/spreadsheets/${id(sheets)}`;
  const properties = { sheetId: 0, gridProperties: { rowCount } };
  const requests = [{ updateSheetProperties: { properties, fields: "gridProperties.rowCount" } }];
  call(sheets, "POST", `${path}:batchUpdate`, JSON.stringify({ requests }));
  return { sheets, path };
}

/** One request from text to text, as the server does it between the sockets. */
function call(sheets: LocalSheets, method: string, target: string, body?: string): string {
  const { status, answer } = sheets.answer({ method, target, body });
  if (status !== 200 || answer.kind !== "json") throw new Error(`${method} ${target}: ${status}`);
  return textOf(answer);
}

async function measureRead(title: string, query: string, option: string): Promise<void> {
  const { sheets, path } = newSpreadsheet();
  const body = JSON.stringify({ values: roster });
  call(sheets, "PUT", `${path}/values/Sheet1!A1?valueInputOption=${option}`, body);
  const answered: unknown = JSON.parse(call(sheets, "GET", path + query));
  const floorName = "JSON.stringify of the same body";
  const runs = await inTurn({
    [floorName]: () => JSON.stringify(answered),
    read: () => call(sheets, "GET", path + query),
  });
  printTable({ title, rows: rowsOf(runs, floorName), aims });
}

const rowsOf = (runs: ReadonlyMap<string, number[]>, floorName?: string): Row[] =>
  [...runs].map(([name, times]) => ({
    name,
    runs: times,
    items: rowCount,
    isFloor: name === floorName,
  }));

async function measureWrite(title: string, target: string, body: string): Promise<void> {
  const floorName = "JSON.parse of the same body";
  const method = target.startsWith(":") ? "POST" : "PUT";
  const standing = newSpreadsheet();
  const empty = Array.from({ length: times + 2 }, newSpreadsheet);
  const write = ({ sheets, path }: World): string => call(sheets, method, path + target, body);
  const runs = await inTurn({
    [floorName]: (): unknown => JSON.parse(body),
    "into an empty sheet": () => write(empty.pop() ?? standing),
    "over what stands there": () => write(standing),
  });
  printTable({ title, rows: rowsOf(runs, floorName), aims });
}

async function measureHttp(): Promise<void> {
  const running = await startLocalSheets({ seed: 1 });
  const path = `${running.url}/v4/spreadsheets/${id(running.sheets)}`;
  const body = JSON.stringify({ values: roster.map((row) => row.slice(0, 8)) });
  const properties = { sheetId: 0, gridProperties: { rowCount } };
  const requests = [{ updateSheetProperties: { properties, fields: "gridProperties.rowCount" } }];
  const send = async (method: string, target: string, text?: string): Promise<string> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(path + target, {
      method,
      headers,
      ...(text === undefined ? {} : { body: text }),
    });
    return response.text();
  };
  await send("POST", ":batchUpdate", JSON.stringify({ requests }));
  const write = "/values/Sheet1!A1?valueInputOption=RAW";
  const runs = await inTurn({
    "values.update RAW": () => send("PUT", write, body),
    "values.get": () => send("GET", "/values/Sheet1"),
  });
  await running.stop();
  printTable({
    title: `The same over HTTP on this machine, ${rowCount} rows of 8 cells`,
    rows: rowsOf(runs),
  });
}

const size = `${rowCount} rows of 8 cells`;
const mask =
  "?fields=sheets(properties,data(rowData(values(userEnteredValue,effectiveValue,formattedValue))))";
const rows = roster.map((row) => ({ values: row.map(cellOf) }));
const updateCells = { start: { sheetId: 0 }, fields: "userEnteredValue", rows };

await measureRead(`values.get of plain values, ${size}`, "/values/Sheet1", "RAW");
await measureRead(`values.get of dates and amounts, ${size}`, "/values/Sheet1", "USER_ENTERED");
await measureRead(`spreadsheets.get with a field mask, ${size}`, mask, "USER_ENTERED");
await measureWrite(
  `values.update RAW, ${size}`,
  "/values/Sheet1!A1?valueInputOption=RAW",
  JSON.stringify({ values: roster }),
);
await measureWrite(
  `values.update USER_ENTERED, ${size}`,
  "/values/Sheet1!A1?valueInputOption=USER_ENTERED",
  JSON.stringify({ values: roster }),
);
await measureWrite(
  `batchUpdate with updateCells, ${size}`,
  ":batchUpdate",
  JSON.stringify({ requests: [{ updateCells }] }),
);
await measureHttp();
