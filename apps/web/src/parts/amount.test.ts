import { expect, test } from "vitest";
import { minorFromTyped } from "./amount.ts";

test.each([
  ["45", "USD", 4_500],
  ["45.5", "USD", 4_550],
  ["45,50", "EUR", 4_550],
  ["$1,234.50", "USD", 123_450],
  ["1.234,50 €", "EUR", 123_450],
  ["1,234", "USD", 123_400],
  ["1.234", "KWD", 1_234],
  ["500", "JPY", 500],
  ["1,500", "JPY", 1_500],
  ["45.123", "JPY", 45_123],
  ["", "USD", null],
  ["0", "USD", null],
  ["abc", "USD", null],
  ["1.50", "JPY", null],
])("%s %s is %s", (text, currency, minor) => {
  expect(minorFromTyped({ text, currency })).toBe(minor);
});
