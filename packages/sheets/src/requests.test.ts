import { expect, test } from "vitest";
import { a1Range, columnLetters } from "./a1.ts";
import type { CellEdit } from "./edit.ts";
import { cellRequests, structureRequest } from "./requests.ts";

const text = (row: number, column: number, value = "x"): CellEdit => ({
  sheetId: 1,
  row,
  column,
  value: { kind: "text", text: value },
});

test("neighbouring cells become as few rectangles as they fill", () => {
  const cells = [text(2, 4), text(1, 3), text(1, 4), text(2, 3), text(5, 3), text(3, 9)];
  const starts = cellRequests(cells).map((request) => [
    request.updateCells?.start?.rowIndex,
    request.updateCells?.start?.columnIndex,
    request.updateCells?.rows?.length,
    request.updateCells?.rows?.[0]?.values?.length,
  ]);
  expect(starts).toEqual([
    [1, 3, 2, 2],
    [3, 9, 1, 1],
    [5, 3, 1, 1],
  ]);
});

test("P12: a text that looks like a formula is written as a text", () => {
  const [request] = cellRequests([text(0, 0, "=1+1")]);
  expect(request?.updateCells?.rows?.[0]?.values?.[0]).toEqual({
    userEnteredValue: { stringValue: "=1+1" },
  });
});

test("P5: a value is written without its format, except a date that needs one", () => {
  const date = { sheetId: 1, row: 0, column: 1, value: { kind: "date", serial: 46_000 } } as const;
  const fields = (edit: CellEdit) => cellRequests([edit])[0]?.updateCells?.fields;
  expect(fields(date)).toBe("userEnteredValue");
  expect(fields({ ...date, isDateFormatNeeded: true })).toContain("numberFormat");
});

test("P8: a batch names the metadata ID of its generation", () => {
  const request = structureRequest({ kind: "fence", metadataId: 42, value: "7 2026-05-15" });
  expect(request.createDeveloperMetadata?.developerMetadata).toMatchObject({
    metadataId: 42,
    location: { spreadsheet: true },
  });
});

test("P5: what guards a column is taken away only where it stands, and noted again with the same ID", () => {
  const beside = { sheetId: 1, column: 4 };
  const location = {
    dimensionRange: { sheetId: 1, dimension: "COLUMNS", startIndex: 4, endIndex: 5 },
  };
  const dropped = structureRequest({ kind: "drop_metadata", metadataId: 9, beside });
  const lookup = dropped.deleteDeveloperMetadata?.dataFilter?.developerMetadataLookup;
  expect(lookup).toEqual({
    metadataId: 9,
    metadataLocation: location,
    locationMatchingStrategy: "EXACT_LOCATION",
  });
  const bound = {
    kind: "bind_column",
    ...beside,
    key: "k",
    value: "email",
    metadataId: 9,
  } as const;
  expect(structureRequest(bound).createDeveloperMetadata?.developerMetadata).toMatchObject({
    metadataId: 9,
    location,
  });
});

test("ranges quote the title and name whole columns by letters", () => {
  expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  const range = { title: "Ann's", startRow: 4, endRow: 9, startColumn: 2, endColumn: 4 };
  expect(a1Range(range)).toBe("'Ann''s'!C5:D9");
});
