import { expect, test } from "vitest";
import { importRequests } from "./importRequests.ts";
import { readXlsx } from "./readXlsx.ts";
import type { Book } from "./workbookTypes.ts";
import { writeXlsx } from "./writeXlsx.ts";

const book: Book = {
  properties: { title: "Oak Street" },
  sheets: [
    {
      properties: {
        title: "Roster",
        gridProperties: { rowCount: 3, columnCount: 4, frozenRowCount: 1 },
      },
      data: [
        {
          rowData: [
            {
              values: [
                {
                  userEnteredValue: { stringValue: "Name" },
                  userEnteredFormat: {
                    textFormat: { bold: true },
                    backgroundColorStyle: { rgbColor: { red: 1, green: 0.8, blue: 0 } },
                  },
                },
                { userEnteredValue: { stringValue: "Born" } },
                { userEnteredValue: { stringValue: "Price" } },
                { userEnteredValue: { stringValue: "Plan" } },
              ],
            },
            {
              values: [
                { userEnteredValue: { stringValue: "Łukasz" }, note: "Prefers letters" },
                {
                  userEnteredValue: { numberValue: 29_221 },
                  userEnteredFormat: { numberFormat: { type: "DATE", pattern: "d mmm yyyy" } },
                },
                {
                  userEnteredValue: { formulaValue: "=10*5" },
                  effectiveValue: { numberValue: 50 },
                  userEnteredFormat: { numberFormat: { type: "CURRENCY", pattern: '"£"#,##0.00' } },
                },
                {
                  userEnteredValue: { stringValue: "Gold" },
                  dataValidation: {
                    condition: {
                      type: "ONE_OF_LIST",
                      values: [{ userEnteredValue: "Gold" }, { userEnteredValue: "Silver" }],
                    },
                  },
                },
              ],
            },
            { values: [{ userEnteredValue: { boolValue: true } }] },
          ],
          columnMetadata: [{ hiddenByUser: true, pixelSize: 100 }],
          rowMetadata: [{}, {}, { hiddenByUser: true }],
        },
      ],
      merges: [{ startRowIndex: 2, endRowIndex: 3, startColumnIndex: 0, endColumnIndex: 2 }],
      basicFilter: {
        range: { startRowIndex: 0, endRowIndex: 3, startColumnIndex: 0, endColumnIndex: 4 },
      },
    },
    {
      properties: { title: "Plans" },
      data: [{ rowData: [{ values: [{ userEnteredValue: { stringValue: "Gold" } }] }] }],
    },
  ],
};

test("what is written as XLSX is read back the same", async () => {
  const reading = await readXlsx({ bytes: await writeXlsx(book), title: "Oak Street" });
  if (reading.kind === "refused") throw new Error(reading.reason);
  const [sheet] = reading.book.sheets;
  const rows = sheet?.data?.[0]?.rowData ?? [];
  const cell = (row: number, column: number) => rows[row]?.values?.[column];
  expect(cell(0, 0)).toMatchObject({
    userEnteredValue: { stringValue: "Name" },
    userEnteredFormat: {
      textFormat: { bold: true },
      backgroundColorStyle: { rgbColor: { red: 1, green: 0.8, blue: 0 } },
    },
  });
  expect(cell(1, 0)).toMatchObject({
    userEnteredValue: { stringValue: "Łukasz" },
    note: "Prefers letters",
  });
  expect(cell(1, 1)).toMatchObject({
    userEnteredValue: { numberValue: 29_221 },
    userEnteredFormat: { numberFormat: { type: "DATE", pattern: "d mmm yyyy" } },
  });
  expect(cell(1, 2)).toMatchObject({ userEnteredValue: { formulaValue: "=10*5" } });
  expect(cell(1, 3)?.dataValidation?.condition).toEqual({
    type: "ONE_OF_LIST",
    values: [{ userEnteredValue: "Gold" }, { userEnteredValue: "Silver" }],
  });
  expect(cell(2, 0)).toMatchObject({ userEnteredValue: { boolValue: true } });
  expect(sheet?.merges).toEqual(book.sheets[0]?.merges);
  expect(sheet?.basicFilter).toEqual(book.sheets[0]?.basicFilter);
  expect(sheet?.data?.[0]?.columnMetadata?.[0]).toMatchObject({
    hiddenByUser: true,
    pixelSize: 100,
  });
  expect(sheet?.data?.[0]?.rowMetadata?.[2]).toMatchObject({ hiddenByUser: true });
  expect(reading.book.sheets[1]?.data?.[0]?.rowData?.[0]?.values?.[0]).toMatchObject({
    userEnteredValue: { stringValue: "Gold" },
  });
  expect(sheet?.properties.gridProperties).toMatchObject({ frozenRowCount: 1 });
});

test("a file that is no XLSX is refused with a sentence", async () => {
  const reading = await readXlsx({ bytes: new TextEncoder().encode("Name,Plan"), title: "x" });
  expect(reading).toEqual({
    kind: "refused",
    reason: "It is not an XLSX file. Save it as .xlsx and try again.",
  });
});

test("tabs whose title is taken get a number, and ids that are free", () => {
  const requests = importRequests({
    sheets: book.sheets,
    takenTitles: ["roster", "Roster (2)"],
    takenSheetIds: [0, 41],
  });
  expect(requests[0]).toMatchObject({
    addSheet: { properties: { title: "Roster (3)", sheetId: 42 } },
  });
});
