import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../model/cell.ts";
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

function world() {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [
    ["id", "name", "status"],
    ["1", "Bob", ""],
    ["2", "Ann", ""],
    ["3", "Cid", ""],
  ]);
  const page = (...requests: JsonObject[]) =>
    sheet.server.call("POST", `${sheet.path}:batchUpdate`, { requests }, { who: "page" });
  const undo = () => sheet.server.call("POST", `/_local/spreadsheets/${sheet.id}/undo`);
  return { sheet, page, undo };
}

const type = (row: number, column: number, stringValue: string) => ({
  updateCells: {
    start: { sheetId: 0, rowIndex: row, columnIndex: column },
    rows: [{ values: [{ userEnteredValue: { stringValue } }] }],
    fields: "userEnteredValue",
  },
});

test("a person takes back what they typed, and what the API wrote meanwhile stays", () => {
  const { sheet, page, undo } = world();
  page(type(1, 1, "Robert"));
  sheet.put("C2", [["Active"]]);
  expect(undo().status).toBe(200);
  expect(sheet.get("A2:C2")).toEqual([["1", "Bob", "Active"]]);
  expect(undo().status).toBe(409);
});

test("a sort is taken back cell by cell", () => {
  const { sheet, page, undo } = world();
  page({ sortRange: { range: range(1, 4, 0, 3), sortSpecs: [{ dimensionIndex: 1 }] } });
  sheet.put("E9", [["elsewhere"]]);
  undo();
  expect(sheet.get("B2:B4")).toEqual([["Bob"], ["Ann"], ["Cid"]]);
  expect(sheet.get("E9")).toEqual([["elsewhere"]]);
});

test("a deleted row comes back in its place, below rows that were inserted meanwhile", () => {
  const { sheet, page, undo } = world();
  page({
    deleteDimension: { range: { sheetId: 0, dimension: "ROWS", startIndex: 2, endIndex: 3 } },
  });
  sheet.batch({
    insertDimension: { range: { sheetId: 0, dimension: "ROWS", startIndex: 0, endIndex: 1 } },
  });
  sheet.put("C3", [["Active"]]);
  undo();
  expect(sheet.get("A1:C5")).toEqual([
    [],
    ["id", "name", "status"],
    ["1", "Bob", "Active"],
    ["2", "Ann"],
    ["3", "Cid"],
  ]);
});

test("an inserted column goes again, with what was typed after it kept", () => {
  const { sheet, page, undo } = world();
  page({
    insertDimension: { range: { sheetId: 0, dimension: "COLUMNS", startIndex: 1, endIndex: 2 } },
  });
  sheet.put("D2", [["Active"]]);
  undo();
  expect(sheet.get("A2:D2")).toEqual([["1", "Bob", "Active"]]);
});

test("undo at once is exact, whatever the act was", { timeout: 60_000 }, () => {
  const row = fc.integer({ min: 0, max: 5 });
  const act = fc.oneof<fc.Arbitrary<JsonObject>[]>(
    fc
      .tuple(row, row, fc.constantFrom("x", "y"))
      .map(([at, column, value]) => type(at, column, value)),
    row.map((at) => ({
      insertDimension: {
        range: { sheetId: 0, dimension: "ROWS", startIndex: at, endIndex: at + 2 },
      },
    })),
    row.map((at) => ({
      deleteDimension: {
        range: { sheetId: 0, dimension: "COLUMNS", startIndex: at, endIndex: at + 1 },
      },
    })),
    fc.constant<JsonObject>({
      sortRange: {
        range: range(1, 4, 0, 3),
        sortSpecs: [{ dimensionIndex: 1, sortOrder: "DESCENDING" }],
      },
    }),
    fc.constant({ duplicateSheet: { sourceSheetId: 0 } }),
    fc.constant({
      cutPaste: {
        source: range(0, 2, 0, 2),
        destination: { sheetId: 0, rowIndex: 2, columnIndex: 1 },
      },
    }),
  );
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 4 }), (acts) => {
      const { sheet, page, undo } = world();
      const before = sheet.read("?includeGridData=true");
      for (const one of acts) expect(page({ ...one }).status).toBe(200);
      for (const _ of acts) expect(undo().status).toBe(200);
      expect(sheet.read("?includeGridData=true")).toEqual(before);
    }),
    { numRuns: 30 },
  );
});

test(
  "a typed cell is taken back by row and column wherever they went since",
  { timeout: 60_000 },
  () => {
    const shift = fc.record({
      dimension: fc.constantFrom("ROWS", "COLUMNS"),
      startIndex: fc.integer({ min: 0, max: 3 }),
      count: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(shift, { maxLength: 5 }), (shifts) => {
        const { sheet, page, undo } = world();
        page(type(1, 1, "Robert"));
        for (const { dimension, startIndex, count } of shifts) {
          sheet.batch({
            insertDimension: {
              range: { sheetId: 0, dimension, startIndex, endIndex: startIndex + count },
            },
          });
        }
        undo();
        const values = JSON.stringify(sheet.get("Sheet1"));
        expect(values).toContain("Bob");
        expect(values).not.toContain("Robert");
      }),
      { numRuns: 30 },
    );
  },
);

test("an older version can be put back", () => {
  const { sheet } = world();
  const { revision } = sheet.server.sheets.workspace.document(sheet.id);
  sheet.put("A1", [["changed"]]);
  sheet.server.ok("POST", `/_local/spreadsheets/${sheet.id}/restore`, { revision });
  expect(sheet.get("A1")).toEqual([["id"]]);
});
