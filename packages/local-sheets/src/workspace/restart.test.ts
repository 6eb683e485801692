import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../model/cell.ts";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";
import { LocalSheets } from "./localSheets.ts";

const small = fc.integer({ min: 0, max: 6 });
const area = fc
  .tuple(small, small, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .map(([row, column, rows, columns]) => ({
    sheetId: 0,
    startRowIndex: row,
    endRowIndex: row + rows,
    startColumnIndex: column,
    endColumnIndex: column + columns,
  }));
const span = fc.record({
  sheetId: fc.constant(0),
  dimension: fc.constantFrom("ROWS", "COLUMNS"),
  startIndex: small,
  count: fc.integer({ min: 1, max: 3 }),
});
const value = fc.oneof(
  fc.string({ maxLength: 6 }).map((stringValue) => ({ stringValue })),
  fc.integer().map((numberValue) => ({ numberValue })),
  fc
    .constantFrom("=A1", "=SUM(A1:C3)", '=B2&"x"', "=1/0")
    .map((formulaValue) => ({ formulaValue })),
);

const request: fc.Arbitrary<JsonObject> = fc.oneof<fc.Arbitrary<JsonObject>[]>(
  fc.tuple(small, small, value).map(([rowIndex, columnIndex, userEnteredValue]) => ({
    updateCells: {
      start: { sheetId: 0, rowIndex, columnIndex },
      rows: [{ values: [{ userEnteredValue }] }],
      fields: "userEnteredValue",
    },
  })),
  span.map(({ startIndex, count, ...rest }) => ({
    insertDimension: { range: { ...rest, startIndex, endIndex: startIndex + count } },
  })),
  span.map(({ startIndex, count, ...rest }) => ({
    deleteDimension: { range: { ...rest, startIndex, endIndex: startIndex + count } },
  })),
  area.map((range) => ({
    sortRange: { range, sortSpecs: [{ dimensionIndex: range.startColumnIndex }] },
  })),
  fc.tuple(area, area).map(([source, destination]) => ({ copyPaste: { source, destination } })),
  fc.tuple(area, small, small).map(([source, rowIndex, columnIndex]) => ({
    cutPaste: { source, destination: { sheetId: 0, rowIndex, columnIndex } },
  })),
  area.map((range) => ({ mergeCells: { range, mergeType: "MERGE_ALL" } })),
  area.map((range) => ({
    repeatCell: {
      range,
      cell: { userEnteredFormat: { textFormat: { bold: true } } },
      fields: "userEnteredFormat.textFormat",
    },
  })),
  area.map((range) => ({ insertRange: { range, shiftDimension: "ROWS" } })),
  fc.constant({ addSheet: {} }),
  fc.constant({ duplicateSheet: { sourceSheetId: 0 } }),
);

const everything = (sheets: LocalSheets, id: string) =>
  sheets.answer({ method: "GET", target: `/v4/spreadsheets/${id}?includeGridData=true` });

test("whatever was done, a start after a kill reads the same", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(request, { maxLength: 12 }),
      fc.nat({ max: 12 }),
      (requests, savedAfter) => {
        const dataFolder = mkdtempSync(join(tmpdir(), "local-sheets-"));
        try {
          const sheet = new SpreadsheetHelper({ dataFolder });
          requests.forEach((one, index) => {
            sheet.tryBatch(one);
            if (index === savedAfter) sheet.server.sheets.save();
          });
          expect(everything(new LocalSheets({ dataFolder }), sheet.id)).toEqual(
            everything(sheet.server.sheets, sheet.id),
          );
        } finally {
          rmSync(dataFolder, { recursive: true });
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("a batch whose last request fails changes nothing at all", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(request, { maxLength: 8 }),
      fc.array(request, { minLength: 1, maxLength: 8 }),
      (before, failing) => {
        const sheet = new SpreadsheetHelper();
        for (const one of before) sheet.tryBatch(one);
        const stood = everything(sheet.server.sheets, sheet.id);
        expect(sheet.tryBatch(...failing, { deleteSheet: { sheetId: 99 } }).status).toBe(400);
        expect(everything(sheet.server.sheets, sheet.id)).toEqual(stood);
      },
    ),
    { numRuns: 40 },
  );
});
