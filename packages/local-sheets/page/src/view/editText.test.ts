import { expect, test } from "vitest";
import type { CellData } from "../google/types.ts";
import { editTextOf } from "./editText.ts";

const number = (numberValue: number, type?: string): CellData => ({
  userEnteredValue: { numberValue },
  ...(type === undefined ? {} : { userEnteredFormat: { numberFormat: { type } } }),
});

test.each<[string, CellData, string | undefined]>([
  ["an empty cell", {}, undefined],
  ["a formula", { userEnteredValue: { formulaValue: "=SUM(A1:A3)" } }, "=SUM(A1:A3)"],
  ["a price keeps all digits", number(49.955, "CURRENCY"), "49.955"],
  ["a percentage", number(0.125, "PERCENT"), "12.5%"],
  ["1 May 2026 as a British date", number(46143, "DATE"), "01/05/2026"],
  ["half past one", number(46143.5625, "DATE_TIME"), "01/05/2026 13:30:00"],
  ["text that looks like a number", { userEnteredValue: { stringValue: "00123" } }, "'00123"],
  ["text that looks like a formula", { userEnteredValue: { stringValue: "=no" } }, "'=no"],
  ["plain text", { userEnteredValue: { stringValue: "Zoë O’Brien" } }, "Zoë O’Brien"],
])("the editor shows %s", (_name, cell, expected) => {
  expect(editTextOf({ cell, locale: "en_GB" })).toBe(expected);
});

test("an American date has its month first", () => {
  expect(editTextOf({ cell: number(46143, "DATE"), locale: "en_US" })).toBe("05/01/2026");
});
