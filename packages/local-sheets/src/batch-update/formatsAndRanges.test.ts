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

test("formats keep colours in pairs, and a mask changes only what it names", () => {
  const sheet = new SpreadsheetHelper();
  const red = { red: 1, green: 0 };
  const cell = { userEnteredFormat: { backgroundColor: red, textFormat: { bold: true } } };
  sheet.batch({
    repeatCell: {
      range: range(0, 1, 0, 1),
      cell,
      fields: "userEnteredFormat(backgroundColor,textFormat)",
    },
  });
  sheet.batch({
    repeatCell: {
      range: range(0, 1, 0, 1),
      cell: { userEnteredFormat: { textFormat: { italic: true } } },
      fields: "user_entered_format/text_format/italic",
    },
  });
  expect(sheet.read("?ranges=A1&fields=sheets.data.rowData.values.userEnteredFormat")).toEqual({
    sheets: [
      {
        data: [
          {
            rowData: [
              {
                values: [
                  {
                    userEnteredFormat: {
                      backgroundColor: { red: 1 },
                      backgroundColorStyle: { rgbColor: { red: 1 } },
                      textFormat: { bold: true, italic: true },
                    },
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
});

test("grid data shows what was entered, what it came to and how it looks", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["$5", "=A1*2", "=1/0"]]);
  const data = sheet.firstSheet("?includeGridData=true&ranges=A1:C1")["data"];
  expect(data).toMatchObject([
    {
      rowData: [
        {
          values: [
            {
              userEnteredValue: { numberValue: 5 },
              effectiveValue: { numberValue: 5 },
              formattedValue: "$5",
              effectiveFormat: { horizontalAlignment: "RIGHT" },
            },
            { userEnteredValue: { formulaValue: "=A1*2" }, effectiveValue: { numberValue: 10 } },
            {
              effectiveValue: { errorValue: { type: "DIVIDE_BY_ZERO" } },
              formattedValue: "#DIV/0!",
            },
          ],
        },
      ],
      rowMetadata: [{ pixelSize: 21 }],
      columnMetadata: [{ pixelSize: 100 }, { pixelSize: 100 }, { pixelSize: 100 }],
    },
  ]);
});

test("a basic filter hides rows and clearing it shows them again", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["plan"], ["Gold"], ["Silver"], ["Gold"]]);
  sheet.batch({
    setBasicFilter: {
      filter: { range: range(0, 4, 0, 1), criteria: { 0: { hiddenValues: ["Silver"] } } },
    },
  });
  const hidden = () => sheet.read("?ranges=A1:A4&fields=sheets.data.rowMetadata.hiddenByFilter");
  expect(hidden()).toEqual({
    sheets: [{ data: [{ rowMetadata: [{}, {}, { hiddenByFilter: true }, {}] }] }],
  });
  sheet.batch({ clearBasicFilter: { sheetId: 0 } });
  expect(hidden()).toEqual({ sheets: [{ data: [{ rowMetadata: [{}, {}, {}, {}] }] }] });
});

test("protected ranges, filter views, banding, conditional formats, validation, borders and groups come and go", () => {
  const sheet = new SpreadsheetHelper();
  const area = range(0, 3, 0, 2);
  const condition = { type: "ONE_OF_LIST", values: [{ userEnteredValue: "Gold" }] };
  sheet.batch(
    {
      addProtectedRange: {
        protectedRange: { protectedRangeId: 1, range: area, description: "ours" },
      },
    },
    { addFilterView: { filter: { filterViewId: 2, title: "Mine", range: area } } },
    {
      addBanding: {
        bandedRange: {
          bandedRangeId: 3,
          range: area,
          rowProperties: { firstBandColor: { red: 1 }, secondBandColor: {} },
        },
      },
    },
    {
      addConditionalFormatRule: {
        index: 0,
        rule: {
          ranges: [area],
          booleanRule: { condition, format: { textFormat: { bold: true } } },
        },
      },
    },
    { setDataValidation: { range: area, rule: { condition, strict: true, showCustomUi: true } } },
    { updateBorders: { range: area, top: { style: "SOLID" } } },
    { addDimensionGroup: { range: { sheetId: 0, dimension: "ROWS", startIndex: 1, endIndex: 3 } } },
    { addDimensionGroup: { range: { sheetId: 0, dimension: "ROWS", startIndex: 1, endIndex: 2 } } },
  );
  expect(sheet.firstSheet("?includeGridData=true&ranges=A1")).toMatchObject({
    protectedRanges: [{ protectedRangeId: 1, description: "ours" }],
    filterViews: [{ filterViewId: 2, title: "Mine" }],
    bandedRanges: [
      { bandedRangeId: 3, rowProperties: { firstBandColorStyle: { rgbColor: { red: 1 } } } },
    ],
    conditionalFormats: [{ ranges: [{ startRowIndex: 0 }] }],
    rowGroups: [{ depth: 1 }, { depth: 2 }],
    data: [
      {
        rowData: [
          {
            values: [
              {
                dataValidation: { strict: true },
                userEnteredFormat: { borders: { top: { style: "SOLID", width: 1 } } },
              },
            ],
          },
        ],
      },
    ],
  });
  sheet.batch(
    { deleteProtectedRange: { protectedRangeId: 1 } },
    { deleteFilterView: { filterId: 2 } },
    { deleteBanding: { bandedRangeId: 3 } },
    { deleteConditionalFormatRule: { sheetId: 0, index: 0 } },
    { setDataValidation: { range: area } },
    {
      deleteDimensionGroup: {
        range: { sheetId: 0, dimension: "ROWS", startIndex: 1, endIndex: 2 },
      },
    },
  );
  expect(Object.keys(sheet.firstSheet())).toEqual(["properties", "rowGroups"]);
});

test("text is found and replaced, split, trimmed, filled and freed of duplicates", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["a,b"], ["  c   d "], ["a,b"], ["x1"]]);
  expect(sheet.batch({ findReplace: { find: "x", replacement: "y", sheetId: 0 } })).toEqual([
    { findReplace: { valuesChanged: 1, rowsChanged: 1, sheetsChanged: 1, occurrencesChanged: 1 } },
  ]);
  expect(sheet.batch({ trimWhitespace: { range: range(0, 4, 0, 1) } })).toEqual([
    { trimWhitespace: { cellsChangedCount: 1 } },
  ]);
  expect(sheet.batch({ deleteDuplicates: { range: range(0, 4, 0, 1) } })).toEqual([
    { deleteDuplicates: { duplicatesRemovedCount: 1 } },
  ]);
  sheet.batch({ textToColumns: { source: range(0, 1, 0, 1), delimiterType: "COMMA" } });
  sheet.batch({
    autoFill: {
      sourceAndDestination: { source: range(2, 3, 0, 1), dimension: "ROWS", fillLength: 2 },
    },
  });
  expect(sheet.get("A1:B5")).toEqual([["a", "b"], ["c d"], ["y1"], ["y2"], ["y3"]]);
});
