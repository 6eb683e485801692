import { expect, test } from "vitest";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";

test("what is written raw stays text, and trailing empties are left out", () => {
  const sheet = new SpreadsheetHelper();
  const written = sheet.put("Sheet1!A1", [["12", "", "x", ""], [], ["=A1"]], "RAW");
  expect(written).toMatchObject({
    updatedRange: "Sheet1!A1:D3",
    updatedRows: 3,
    updatedColumns: 4,
    updatedCells: 5,
  });
  expect(sheet.get("Sheet1")).toEqual([["12", "", "x"], [], ["=A1"]]);
});

test("null leaves a cell as it is, an empty text empties it", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["a", "b", "c"]]);
  sheet.put("A1", [[null, "", "z"]]);
  expect(sheet.get("A1:C1")).toEqual([["a", "", "z"]]);
});

test("ranges come back in full, in order, and quoted where they must be", () => {
  const sheet = new SpreadsheetHelper();
  sheet.batch({
    updateSheetProperties: { properties: { sheetId: 0, title: "Ann's D3" }, fields: "title" },
  });
  const read = (range: string) =>
    sheet.server.ok("GET", `${sheet.path}/values/${encodeURIComponent(range)}`)["range"];
  expect(read("'Ann''s D3'!C4:A1")).toBe("'Ann''s D3'!A1:C4");
  expect(read("B:B")).toBe("'Ann''s D3'!B1:B1000");
  expect(read("2:2")).toBe("'Ann''s D3'!A2:Z2");
  expect(read("R2C3")).toBe("'Ann''s D3'!C2");
  expect(read("A999:B2000")).toBe("'Ann''s D3'!A999:B1000");
});

test.each([
  ["nope!A1", "Unable to parse range: nope!A1"],
  ["A1001", "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"],
  ["AA1:AB2", "Range (Sheet1!AA1:AB2) exceeds grid limits. Max rows: 1000, max columns: 26"],
])("%s is refused in Google’s words", (range, message) => {
  const sheet = new SpreadsheetHelper();
  const answer = sheet.server.call("GET", `${sheet.path}/values/${encodeURIComponent(range)}`);
  expect(answer).toEqual({
    status: 400,
    body: { error: { code: 400, message, status: "INVALID_ARGUMENT" } },
  });
});

test("more values than the range holds are refused and nothing is written", () => {
  const sheet = new SpreadsheetHelper();
  const put = (range: string, values: string[][]) =>
    sheet.server.call("PUT", `${sheet.path}/values/${range}?valueInputOption=RAW`, { values }).body;
  expect(put("A1:B1", [["a"], ["b"]])).toMatchObject({
    error: {
      message: "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]",
    },
  });
  expect(put("A1:B1", [["a", "b", "c"]])).toMatchObject({
    error: {
      message: "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]",
    },
  });
  expect(sheet.get("A1:C3")).toBeNull();
});

test("append finds the last table in the range and adds rows below it", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [
    ["a", "b", "c"],
    ["1", "2", "3"],
  ]);
  sheet.put("B4", [
    ["x", "y", "z"],
    ["1", "2", "3"],
    ["4", "5", "6"],
  ]);
  const append = (range: string) =>
    sheet.server.ok("POST", `${sheet.path}/values/${range}:append?valueInputOption=RAW`, {
      values: [["new"]],
    });
  expect(append("Sheet1")).toMatchObject({
    tableRange: "Sheet1!B4:D6",
    updates: { updatedRange: "Sheet1!B7" },
  });
  expect(append("A1")).toMatchObject({
    tableRange: "Sheet1!A1:C2",
    updates: { updatedRange: "Sheet1!A3" },
  });
  expect(append("G9")).toMatchObject({ updates: { updatedRange: "Sheet1!G9" } });
});

test("append with INSERT_ROWS pushes what stands below down, and grows the grid", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["a"], ["b"], [""], ["below"]]);
  const target = `${sheet.path}/values/A1:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS&includeValuesInResponse=true`;
  expect(sheet.server.ok("POST", target, { values: [["c"], ["d"]] })).toMatchObject({
    updates: { updatedData: { values: [["c"], ["d"]] } },
  });
  expect(sheet.get("A1:A6")).toEqual([["a"], ["b"], ["c"], ["d"], [], ["below"]]);
  expect(sheet.firstSheet()).toMatchObject({ properties: { gridProperties: { rowCount: 1002 } } });
});

test("columns can be the major dimension both ways", () => {
  const sheet = new SpreadsheetHelper();
  sheet.server.ok("PUT", `${sheet.path}/values/A1?valueInputOption=RAW`, {
    majorDimension: "COLUMNS",
    values: [["a", "b"], ["c"]],
  });
  expect(sheet.get("A1:B2")).toEqual([["a", "c"], ["b"]]);
  expect(sheet.get("A1:B2", "?majorDimension=COLUMNS")).toEqual([["a", "b"], ["c"]]);
});

test("batch forms answer with totals over all ranges", () => {
  const sheet = new SpreadsheetHelper();
  const data = [
    { range: "A1:B1", values: [["a", "b"]] },
    { range: "A3", values: [[1]] },
  ];
  expect(
    sheet.server.ok("POST", `${sheet.path}/values:batchUpdate`, { valueInputOption: "RAW", data }),
  ).toMatchObject({
    totalUpdatedRows: 2,
    totalUpdatedColumns: 2,
    totalUpdatedCells: 3,
    totalUpdatedSheets: 1,
  });
  expect(
    sheet.server.ok("GET", `${sheet.path}/values:batchGet?ranges=A1:B1&ranges=A2:A3`),
  ).toMatchObject({
    valueRanges: [
      { range: "Sheet1!A1:B1", values: [["a", "b"]] },
      { range: "Sheet1!A2:A3", values: [[], ["1"]] },
    ],
  });
  expect(
    sheet.server.ok("POST", `${sheet.path}/values:batchClear`, { ranges: ["A1:B1", "A3"] }),
  ).toMatchObject({
    clearedRanges: ["Sheet1!A1:B1", "Sheet1!A3"],
  });
  expect(sheet.get("Sheet1")).toBeNull();
});

test("inside a merge only the corner takes values", () => {
  const sheet = new SpreadsheetHelper();
  sheet.batch({
    mergeCells: {
      range: {
        sheetId: 0,
        startRowIndex: 0,
        endRowIndex: 1,
        startColumnIndex: 0,
        endColumnIndex: 2,
      },
      mergeType: "MERGE_ALL",
    },
  });
  sheet.put("A1:C1", [["a", "lost", "c"]]);
  expect(sheet.get("A1:C1")).toEqual([["a", "", "c"]]);
});

test.each([
  [
    { values: "X" },
    `Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), "X"`,
  ],
  [
    { valeus: [] },
    `Invalid JSON payload received. Unknown name "valeus" at 'data': Cannot find field.`,
  ],
])("a body that is none is refused: %j", (body, message) => {
  const sheet = new SpreadsheetHelper();
  const answer = sheet.server.call("PUT", `${sheet.path}/values/A1?valueInputOption=RAW`, body);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    error: {
      message,
      status: "INVALID_ARGUMENT",
      details: [{ fieldViolations: [{ description: message }] }],
    },
  });
});

test("data filters read, write and clear what metadata marks", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [
    ["id", "name"],
    ["1", "Ann"],
  ]);
  const location = {
    dimensionRange: { sheetId: 0, dimension: "COLUMNS", startIndex: 1, endIndex: 2 },
  };
  sheet.batch({
    createDeveloperMetadata: {
      developerMetadata: { metadataKey: "name", visibility: "DOCUMENT", location },
    },
  });
  const dataFilter = { developerMetadataLookup: { metadataKey: "name" } };
  const read = () =>
    sheet.server.ok("POST", `${sheet.path}/values:batchGetByDataFilter`, {
      dataFilters: [dataFilter],
    });
  expect(read()).toMatchObject({
    valueRanges: [
      {
        valueRange: { range: "Sheet1!B1:B1000", values: [["name"], ["Ann"]] },
        dataFilters: [dataFilter],
      },
    ],
  });
  sheet.server.ok("POST", `${sheet.path}/values:batchUpdateByDataFilter`, {
    valueInputOption: "RAW",
    data: [{ dataFilter, values: [["n"], ["Bob"]] }],
  });
  expect(sheet.get("A1:B2")).toEqual([
    ["id", "n"],
    ["1", "Bob"],
  ]);
  sheet.server.ok("POST", `${sheet.path}/values:batchClearByDataFilter`, {
    dataFilters: [dataFilter],
  });
  expect(sheet.get("A1:B2")).toEqual([["id"], ["1"]]);
});

test("a field mask cuts the answers of values too", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["x"]]);
  const read = (fields: string) =>
    sheet.server.ok("GET", `${sheet.path}/values/A1?fields=${encodeURIComponent(fields)}`);
  expect(read("values")).toEqual({ values: [["x"]] });
  expect(read("*")).toEqual({ range: "Sheet1!A1", majorDimension: "ROWS", values: [["x"]] });
});
