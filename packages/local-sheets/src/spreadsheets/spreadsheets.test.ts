import { expect, test } from "vitest";
import { CheckedSheets } from "../testing/checkedSheets.ts";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";

test("a spreadsheet is created with its sheets, their data and what hangs on them", () => {
  const server = new CheckedSheets();
  const created = server.ok("POST", "/v4/spreadsheets", {
    properties: { title: "Roster", locale: "en_GB", timeZone: "Europe/London" },
    sheets: [
      {
        properties: {
          title: "Members",
          gridProperties: { rowCount: 20, columnCount: 5, frozenRowCount: 1 },
        },
        data: [
          {
            startRow: 1,
            rowData: [{ values: [{ userEnteredValue: { stringValue: "Ann" } }] }],
            columnMetadata: [{ pixelSize: 200 }],
          },
        ],
        merges: [{ startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 2 }],
      },
      { properties: { title: "Plans", hidden: true } },
    ],
    namedRanges: [
      {
        name: "people",
        range: { startRowIndex: 1, endRowIndex: 2, startColumnIndex: 0, endColumnIndex: 1 },
      },
    ],
    developerMetadata: [
      { metadataKey: "k", visibility: "DOCUMENT", location: { spreadsheet: true } },
    ],
  });
  expect(created).toMatchObject({
    properties: { title: "Roster", locale: "en_GB", timeZone: "Europe/London" },
    sheets: [
      {
        properties: {
          sheetId: 0,
          title: "Members",
          index: 0,
          gridProperties: { rowCount: 20, columnCount: 5, frozenRowCount: 1 },
        },
        merges: [{ endColumnIndex: 2 }],
      },
      { properties: { title: "Plans", index: 1, hidden: true } },
    ],
    namedRanges: [{ name: "people" }],
    developerMetadata: [{ metadataKey: "k" }],
  });
  const path = `/v4/spreadsheets/${String(created["spreadsheetId"])}`;
  expect(server.ok("GET", `${path}/values/people`)).toMatchObject({
    range: "Members!A2",
    values: [["Ann"]],
  });
  expect(
    server.ok("GET", `${path}?ranges=Members!A1&fields=sheets.data.columnMetadata.pixelSize`),
  ).toEqual({
    sheets: [{ data: [{ columnMetadata: [{ pixelSize: 200 }] }] }],
  });
});

test.each([
  ["sheets.properties.title", { sheets: [{ properties: { title: "Sheet1" } }] }],
  ["sheets/properties/title", { sheets: [{ properties: { title: "Sheet1" } }] }],
  ["sheets(properties(title))", { sheets: [{ properties: { title: "Sheet1" } }] }],
  [
    "sheets.properties(sheetId,title),properties/time_zone",
    {
      properties: { timeZone: "Etc/GMT" },
      sheets: [{ properties: { sheetId: 0, title: "Sheet1" } }],
    },
  ],
  ["namedRanges", {}],
])("the mask %s takes what it names", (fields, answer) => {
  expect(new SpreadsheetHelper().read(`?fields=${encodeURIComponent(fields)}`)).toEqual(answer);
});

test.each(["nothing", "sheets.nothing", "sheets(properties", "spreadsheetId.x"])(
  "the mask %s is refused",
  (fields) => {
    const sheet = new SpreadsheetHelper();
    const answer = sheet.server.call("GET", `${sheet.path}?fields=${encodeURIComponent(fields)}`);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: { message: "Request contains an invalid argument.", status: "INVALID_ARGUMENT" },
      },
    });
  },
);

test("grid data comes when asked for, or when the mask names it, for the ranges given", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("B2", [["x", "y"], ["z"]]);
  const data = (query: string) => sheet.firstSheet(query)["data"];
  expect(data("")).toBeUndefined();
  expect(data("?includeGridData=true&ranges=B2:C3&ranges=C2")).toMatchObject([
    {
      startRow: 1,
      startColumn: 1,
      rowData: [
        { values: [{ formattedValue: "x" }, { formattedValue: "y" }] },
        { values: [{ formattedValue: "z" }] },
      ],
    },
    { startRow: 1, startColumn: 2, rowData: [{ values: [{ formattedValue: "y" }] }] },
  ]);
  expect(data("?fields=sheets.data.rowData.values.note")).toEqual([{}]);
});

test("hidden rows and merged cells still come with their values", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["a"], ["b"]]);
  sheet.batch({
    updateDimensionProperties: {
      range: { sheetId: 0, dimension: "ROWS", startIndex: 1, endIndex: 2 },
      properties: { hiddenByUser: true },
      fields: "hiddenByUser",
    },
  });
  expect(
    sheet.firstSheet(
      "?ranges=A1:A2&fields=sheets.data(rowMetadata.hiddenByUser,rowData.values.formattedValue)",
    ),
  ).toEqual({
    data: [
      {
        rowData: [{ values: [{ formattedValue: "a" }] }, { values: [{ formattedValue: "b" }] }],
        rowMetadata: [{}, { hiddenByUser: true }],
      },
    ],
  });
});
