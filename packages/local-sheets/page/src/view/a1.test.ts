import { describe, expect, test } from "vitest";
import { columnLetters, parseReference, toA1 } from "./a1.ts";

describe("A1 text", () => {
  test.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [701, "ZZ"],
    [702, "AAA"],
  ])("column %i is %s", (column, letters) => {
    expect(columnLetters(column)).toBe(letters);
  });

  test("quotes the tab's title and counts rows from 1", () => {
    const range = {
      sheetId: 0,
      startRowIndex: 1,
      endRowIndex: 4,
      startColumnIndex: 0,
      endColumnIndex: 2,
    };
    expect(toA1({ title: "Ann's plans", range })).toBe("'Ann''s plans'!A2:B4");
  });

  test.each([
    ["=Plans!$A$2:$A$9", { title: "Plans", startRow: 1, endRow: 9, startColumn: 0, endColumn: 1 }],
    [
      "'Ann''s plans'!B3",
      { title: "Ann's plans", startRow: 2, endRow: 3, startColumn: 1, endColumn: 2 },
    ],
    [
      "A2:A",
      {
        title: undefined,
        startRow: 1,
        endRow: Number.POSITIVE_INFINITY,
        startColumn: 0,
        endColumn: 1,
      },
    ],
  ])("reads %s", (text, expected) => {
    expect(parseReference(text)).toEqual(expected);
  });

  test("a word is no reference", () => {
    expect(parseReference("no reference")).toBeUndefined();
  });
});
