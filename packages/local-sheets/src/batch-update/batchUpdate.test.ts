import { expect, test } from "vitest";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";

const range = (
  startRowIndex: number,
  endRowIndex: number,
  startColumnIndex: number,
  endColumnIndex: number,
) => ({
  sheetId: 0,
  startRowIndex,
  endRowIndex,
  startColumnIndex,
  endColumnIndex,
});

const metadata = (metadataId: number, location: object = { spreadsheet: true }) => ({
  createDeveloperMetadata: {
    developerMetadata: {
      metadataId,
      metadataKey: "generation",
      visibility: "DOCUMENT",
      location: { ...location },
    },
  },
});

const text = (stringValue: string) => ({ userEnteredValue: { stringValue } });

test("a batch is all or nothing, and says which request failed", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["before"]]);
  const answer = sheet.tryBatch(
    {
      updateCells: {
        start: { sheetId: 0 },
        rows: [{ values: [text("after")] }],
        fields: "userEnteredValue",
      },
    },
    { deleteSheet: { sheetId: 99 } },
  );
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { message: "Invalid requests[1].deleteSheet: No sheet with id: 99" } },
  });
  expect(sheet.get("A1")).toEqual([["before"]]);
});

test("a metadata id that is taken fails the whole batch", () => {
  const sheet = new SpreadsheetHelper();
  expect(sheet.batch(metadata(7))).toMatchObject([
    { createDeveloperMetadata: { developerMetadata: { metadataId: 7 } } },
  ]);
  const answer = sheet.tryBatch(
    {
      updateCells: {
        start: { sheetId: 0 },
        rows: [{ values: [text("late")] }],
        fields: "userEnteredValue",
      },
    },
    metadata(7),
  );
  expect(answer.status).toBe(400);
  expect(sheet.get("A1")).toBeNull();
});

test("with the switch off the server chooses metadata ids itself", () => {
  const sheet = new SpreadsheetHelper({ switches: { explicitMetadataIds: false } });
  sheet.batch(metadata(7));
  expect(sheet.tryBatch(metadata(7)).status).toBe(200);
});

test("copyPaste of a single cell sees the writes before it, and not those after", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["old"]]);
  const copy = (row: number) => ({
    copyPaste: {
      source: range(0, 1, 0, 1),
      destination: range(row, row + 1, 5, 6),
      pasteType: "PASTE_VALUES",
    },
  });
  sheet.batch(
    copy(0),
    {
      updateCells: {
        start: { sheetId: 0 },
        rows: [{ values: [text("new")] }],
        fields: "userEnteredValue",
      },
    },
    copy(1),
  );
  expect(sheet.get("F1:F2")).toEqual([["old"], ["new"]]);
});

test("the answer can carry the document as the batch left it, ranges and mask respected", () => {
  const sheet = new SpreadsheetHelper();
  const answer = sheet.server.ok(
    "POST",
    `${sheet.path}:batchUpdate?fields=replies,updatedSpreadsheet(sheets(data(startColumn,rowData/values/userEnteredValue)))`,
    {
      requests: [
        {
          updateCells: {
            start: { sheetId: 0, rowIndex: 1, columnIndex: 2 },
            rows: [{ values: [text("x")] }],
            fields: "userEnteredValue",
          },
        },
      ],
      includeSpreadsheetInResponse: true,
      responseRanges: ["Sheet1!C1:C2"],
      responseIncludeGridData: true,
    },
  );
  expect(answer).toEqual({
    replies: [{}],
    updatedSpreadsheet: {
      sheets: [{ data: [{ startColumn: 2, rowData: [{}, { values: [text("x")] }] }] }],
    },
  });
});

test("rows inserted and deleted take formulas, merges, names and metadata along", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["x", "=A3*2", "=SUM(A1:A3)"], ["y"], ["5"]]);
  sheet.batch(
    { mergeCells: { range: range(2, 3, 3, 5), mergeType: "MERGE_ALL" } },
    { addNamedRange: { namedRange: { name: "last", range: range(2, 3, 0, 1) } } },
    metadata(1, { dimensionRange: { sheetId: 0, dimension: "ROWS", startIndex: 2, endIndex: 3 } }),
    { insertDimension: { range: { sheetId: 0, dimension: "ROWS", startIndex: 1, endIndex: 3 } } },
  );
  expect(sheet.get("A1:C1", "?valueRenderOption=FORMULA")).toEqual([["x", "=A5*2", "=SUM(A1:A5)"]]);
  expect(sheet.get("last")).toEqual([["5"]]);
  expect(sheet.firstSheet()).toMatchObject({ merges: [{ startRowIndex: 4, endRowIndex: 5 }] });
  expect(sheet.server.ok("GET", `${sheet.path}/developerMetadata/1`)).toMatchObject({
    location: { dimensionRange: { startIndex: 4, endIndex: 5 } },
  });
  sheet.batch({
    deleteDimension: { range: { sheetId: 0, dimension: "ROWS", startIndex: 4, endIndex: 5 } },
  });
  expect(sheet.get("A1:C1", "?valueRenderOption=FORMULA")).toEqual([
    ["x", "=#REF!*2", "=SUM(A1:A4)"],
  ]);
  expect(sheet.server.call("GET", `${sheet.path}/developerMetadata/1`).status).toBe(404);
});

test("columns can be inserted, moved and deleted", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["a", "b", "c", "=B1"]]);
  sheet.batch({
    moveDimension: {
      source: { sheetId: 0, dimension: "COLUMNS", startIndex: 0, endIndex: 1 },
      destinationIndex: 3,
    },
  });
  expect(sheet.get("A1:D1", "?valueRenderOption=FORMULA")).toEqual([["b", "c", "a", "=A1"]]);
  sheet.batch({
    insertDimension: { range: { sheetId: 0, dimension: "COLUMNS", startIndex: 1, endIndex: 2 } },
  });
  expect(sheet.get("A1:E1")).toEqual([["b", "", "c", "a", "b"]]);
  sheet.batch({
    deleteDimension: { range: { sheetId: 0, dimension: "COLUMNS", startIndex: 0, endIndex: 2 } },
  });
  expect(sheet.get("A1:E1")).toEqual([["c", "a", "#REF!"]]);
});

test("sorting moves cells within the range: numbers, text, booleans, empties last", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [
    ["b", 1, "stays1"],
    [true, 2, "stays2"],
    [10, 3, "stays3"],
    ["", 4, "stays4"],
    ["A", 5, "stays5"],
    [9, 6, "stays6"],
  ]);
  const sort = (sortOrder: string) => ({
    sortRange: { range: range(0, 6, 0, 2), sortSpecs: [{ dimensionIndex: 0, sortOrder }] },
  });
  sheet.batch(sort("ASCENDING"));
  expect(sheet.get("A1:C6")).toEqual([
    ["9", "6", "stays1"],
    ["10", "3", "stays2"],
    ["A", "5", "stays3"],
    ["b", "1", "stays4"],
    ["TRUE", "2", "stays5"],
    ["", "4", "stays6"],
  ]);
  sheet.batch(sort("DESCENDING"));
  expect(sheet.get("A1:A6")).toEqual([["TRUE"], ["b"], ["A"], ["10"], ["9"]]);
});

test.each([
  [false, { startIndex: 0, endIndex: 1 }],
  [true, { startIndex: 1, endIndex: 2 }],
])("row metadata follows a sort only with its switch: %s", (metadataFollowsSort, place) => {
  const sheet = new SpreadsheetHelper({ switches: { metadataFollowsSort } });
  sheet.put("A1", [["b"], ["a"]]);
  sheet.batch(
    metadata(3, { dimensionRange: { sheetId: 0, dimension: "ROWS", startIndex: 0, endIndex: 1 } }),
  );
  sheet.batch({ sortRange: { range: range(0, 2, 0, 1), sortSpecs: [{ dimensionIndex: 0 }] } });
  expect(sheet.server.ok("GET", `${sheet.path}/developerMetadata/3`)).toMatchObject({
    location: { dimensionRange: place },
  });
});

test("cutting moves cells and what refers to them; metadata stays", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["v", "=A1"]]);
  sheet.batch(
    metadata(3, {
      dimensionRange: { sheetId: 0, dimension: "COLUMNS", startIndex: 0, endIndex: 1 },
    }),
  );
  sheet.batch({
    cutPaste: {
      source: range(0, 1, 0, 1),
      destination: { sheetId: 0, rowIndex: 4, columnIndex: 2 },
    },
  });
  expect(sheet.get("A1:C5", "?valueRenderOption=FORMULA")).toEqual([
    ["", "=C5"],
    [],
    [],
    [],
    ["", "", "v"],
  ]);
  expect(sheet.server.ok("GET", `${sheet.path}/developerMetadata/3`)).toMatchObject({
    location: { dimensionRange: { startIndex: 0 } },
  });
});

test("ranges of cells can be inserted and deleted", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [
    ["a1", "b1"],
    ["a2", "b2"],
    ["a3", "b3"],
  ]);
  sheet.batch({ insertRange: { range: range(1, 2, 0, 1), shiftDimension: "ROWS" } });
  expect(sheet.get("A1:B4")).toEqual([["a1", "b1"], ["", "b2"], ["a2", "b3"], ["a3"]]);
  sheet.batch({ deleteRange: { range: range(0, 1, 0, 1), shiftDimension: "COLUMNS" } });
  expect(sheet.get("A1:B4")).toEqual([["b1"], ["", "b2"], ["a2", "b3"], ["a3"]]);
});

test("sheets are added, duplicated, copied, renamed, moved and deleted", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["x", "=Sheet1!A1"]]);
  sheet.batch(
    {
      addSheet: {
        properties: {
          sheetId: 5,
          title: "Plans",
          gridProperties: { rowCount: 3, columnCount: 2, frozenRowCount: 1 },
        },
      },
    },
    {
      duplicateSheet: {
        sourceSheetId: 0,
        insertSheetIndex: 1,
        newSheetId: 6,
        newSheetName: "Twin",
      },
    },
    {
      updateSheetProperties: {
        properties: { sheetId: 0, title: "First tab", index: 3 },
        fields: "title,index",
      },
    },
  );
  sheet.server.ok("POST", `${sheet.path}/sheets/6:copyTo`, { destinationSpreadsheetId: sheet.id });
  const titles = () => sheet.read("?fields=sheets.properties(title,index)");
  expect(titles()).toEqual({
    sheets: ["Twin", "Plans", "First tab", "Copy of Twin"].map((title, index) => ({
      properties: { title, index },
    })),
  });
  expect(sheet.get("Twin!A1:B1", "?valueRenderOption=FORMULA")).toEqual([["x", "='First tab'!A1"]]);
  sheet.batch({ deleteSheet: { sheetId: 0 } });
  expect(sheet.get("Twin!B1")).toEqual([["#REF!"]]);
  const taken = sheet.tryBatch({ addSheet: { properties: { title: "plans" } } });
  expect(taken.body).toMatchObject({
    error: {
      message:
        'Invalid requests[0].addSheet: A sheet with the name "plans" already exists. Please enter another name.',
    },
  });
});

test.each([
  [{ updateCells: { rows: [], fields: "" } }, /At least one field/],
  [{ nothing: {} }, /Unknown name "nothing" at 'requests\[0\]': Cannot find field\./],
  [
    { sortRange: { range: { sheetId: "x" } } },
    /Invalid value at 'requests\[0\]\.sort_range\.range\.sheet_id' \(TYPE_INT32\), "x"/,
  ],
  [
    { mergeCells: { range: { sheetId: 0 }, mergeType: "MERGE" } },
    /Invalid value at 'requests\[0\]\.merge_cells\.merge_type' \(type\.googleapis\.com/,
  ],
])("%j is refused", (request, message) => {
  const answer = new SpreadsheetHelper().tryBatch(request);
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body).replaceAll('\\"', '"')).toMatch(message);
});

test("what the server does not know is a 501 that names it", () => {
  const answer = new SpreadsheetHelper().tryBatch({ addSlicer: { slicer: {} } });
  expect(answer).toMatchObject({
    status: 501,
    body: { error: { status: "UNIMPLEMENTED", message: expect.stringContaining("addSlicer") } },
  });
});

test("charts are kept, changed, moved and deleted", () => {
  const sheet = new SpreadsheetHelper();
  const position = { overlayPosition: { anchorCell: { sheetId: 0, rowIndex: 2 } } };
  sheet.batch({ addChart: { chart: { chartId: 4, spec: { title: "Members" }, position } } });
  sheet.batch(
    { updateChartSpec: { chartId: 4, spec: { title: "Plans" } } },
    {
      updateEmbeddedObjectPosition: {
        objectId: 4,
        newPosition: { overlayPosition: { widthPixels: 300 } },
        fields: "*",
      },
    },
  );
  expect(sheet.firstSheet()["charts"]).toEqual([
    {
      chartId: 4,
      spec: { title: "Plans" },
      position: {
        overlayPosition: { anchorCell: { sheetId: 0, rowIndex: 2 }, widthPixels: 300 },
      },
    },
  ]);
  sheet.batch({ deleteEmbeddedObject: { objectId: 4 } });
  expect(sheet.firstSheet()["charts"]).toBeUndefined();
});
