import { type RunningLocalSheets, startLocalSheets } from "@rollbook/local-sheets";
import { fromInertText, loadRosterFile, toInertText } from "@rollbook/roster-files";
import { createSheetsClient, readSnapshot, writeBatch, type SheetsClient } from "@rollbook/sheets";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

const signs = ["=", "+", "-", "@", "\t", "\r"];
/** Text that a spreadsheet would run, were it typed or imported: formulas, links, commands of old. */
const texts = fc.sample(
  fc
    .tuple(
      fc.constantFrom(
        ...signs,
        ...signs.map((sign) => `'${sign}`),
        ...signs.map((sign) => ` ${sign}`),
      ),
      fc.oneof(
        fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 }),
        fc.constantFrom("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.test","y")', "SUM(1,1)"),
      ),
    )
    .map(([sign, rest]) => `${sign}${rest}x`),
  { numRuns: 200, seed: 11 },
);

let server: RunningLocalSheets;
let client: SheetsClient;
beforeAll(async () => {
  server = await startLocalSheets();
  client = createSheetsClient({ rootUrl: server.url, credentials: { kind: "none" } });
});
afterAll(() => server.stop());

async function newSpreadsheet(): Promise<string> {
  const response = await fetch(`${server.url}/v4/spreadsheets`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  return ((await response.json()) as { spreadsheetId: string }).spreadsheetId;
}

async function firstColumn(spreadsheetId: string) {
  const { tabs } = await readSnapshot({ client, spreadsheetId });
  return tabs[0]?.rows.map(([cell]) => cell) ?? [];
}

test("written to a sheet and read back, text is the same text and no formula", async () => {
  const spreadsheetId = await newSpreadsheet();
  const cells = texts.map((text, row) => ({
    sheetId: 0,
    row,
    column: 0,
    value: { kind: "text" as const, text },
  }));
  await writeBatch({ client, spreadsheetId, structure: [], cells, readBack: [] });
  expect(await firstColumn(spreadsheetId)).toEqual(texts.map((text) => ({ kind: "text", text })));
});

test("a CSV of ours, opened by a spreadsheet as if its cells were typed, runs nothing", async () => {
  const spreadsheetId = await newSpreadsheet();
  const typed = texts.map((text) => [toInertText(text)]);
  const range = encodeURIComponent(`A1:A${texts.length}`);
  const address = `${server.url}/v4/spreadsheets/${spreadsheetId}/values/${range}`;
  const response = await fetch(`${address}?valueInputOption=USER_ENTERED`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ values: typed }),
  });
  expect(response.status).toBe(200);
  const cells = await firstColumn(spreadsheetId);
  expect(cells.filter((cell) => cell !== undefined && "formula" in cell)).toEqual([]);
  expect(cells.map((cell) => cell?.kind)).toEqual(texts.map(() => "text"));
});

test("without the apostrophe they would run: the check bites", async () => {
  const spreadsheetId = await newSpreadsheet();
  const address = `${server.url}/v4/spreadsheets/${spreadsheetId}/values/A1`;
  await fetch(`${address}?valueInputOption=USER_ENTERED`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ values: [["=1+1"]] }),
  });
  expect((await firstColumn(spreadsheetId))[0]).toMatchObject({ kind: "number", number: 2 });
});

test("a CSV of ours, read by our own importer, is the same text", async () => {
  const quoted = texts.map((text) => `"${toInertText(text).replaceAll('"', '""')}"\r\n`);
  const bytes = new TextEncoder().encode(["name\r\n", ...quoted].join(""));
  const loaded = await loadRosterFile({ bytes, fileName: "ours.csv" });
  if (loaded.kind !== "grid") throw new Error(loaded.reason);
  const [, ...rows] = loaded.grid.rows;
  expect(rows.map(([cell]) => cell)).toEqual(texts.map((text) => ({ kind: "text", text })));
  expect(texts.map((text) => fromInertText(toInertText(text)))).toEqual(texts);
});
