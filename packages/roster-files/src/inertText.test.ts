import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fromInertText, toInertText } from "./index.ts";

const risky = fc
  .tuple(
    fc.array(fc.constantFrom("'", " ", "=", "+", "-", "@", "\t", "\r", "\n", "＝"), {
      maxLength: 4,
    }),
    fc.string({ unit: "grapheme", maxLength: 10 }),
  )
  .map(([signs, rest]) => `${signs.join("")}${rest}`);

test("any text comes back as it was", () => {
  fc.assert(
    fc.property(risky, (text) => {
      expect(fromInertText(toInertText(text))).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test("no text begins with what would run", () => {
  fc.assert(
    fc.property(risky, (text) => {
      expect(toInertText(text)).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u);
    }),
    { numRuns: 2000 },
  );
});

test.each(["Ada", "'t Hooft", "O'Neil", "12-3", "a=b"])("%s stays as it is", (text) => {
  expect(toInertText(text)).toBe(text);
  expect(fromInertText(text)).toBe(text);
});
