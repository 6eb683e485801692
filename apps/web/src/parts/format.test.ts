import { expect, test } from "vitest";
import { dayOrText, formatDay, formatInterval, formatMinor, inWords } from "./format.ts";

test.each([
  [4995, "GBP", "en-GB", "£49.95"],
  [1200, "JPY", "en-US", "¥1,200"],
  [1234, "KWD", "en-US", "KWD\u00a01.234"],
])("%i minor units of %s", (minor, currency, locale, expected) => {
  expect(formatMinor({ minor, currency, locale })).toBe(expected);
});

test("a day stays the day that it is, wherever the page is read", () => {
  expect(formatDay({ day: "2026-05-01", locale: "en-GB" })).toBe("1 May 2026");
});

test.each([
  ["2026-05-01", "1 May 2026"],
  ["2026-02-31", "2026-02-31"],
  ["4/31/2026", "4/31/2026"],
  ["#REF!", "#REF!"],
])("what a cell holds is shown as people write it: %s", (text, shown) => {
  expect(dayOrText({ text, locale: "en-GB" })).toBe(shown);
});

test("intervals and codes in words", () => {
  expect(["P1M", "P1Y", "P18M"].map(formatInterval)).toEqual([
    "monthly",
    "yearly",
    "every 18 months",
  ]);
  expect(inWords("partially_paid")).toBe("Partially paid");
});
