import fc from "fast-check";
import { expect, test } from "vitest";
import { valueRangeText } from "./valueRangeText.ts";

test("the quick way gives the same text as JSON.stringify", { timeout: 60_000 }, () => {
  const scalar = fc.oneof(fc.string(), fc.constantFrom('é"\\\n\u2028\ud800'), fc.double());
  const rows = fc.array(fc.array(scalar, { maxLength: 4 }), { maxLength: 4 });
  fc.assert(
    fc.property(rows, fc.boolean(), (values, hasValues) => {
      const body = { range: "A1", majorDimension: "ROWS", ...(hasValues ? { values } : {}) };
      expect(valueRangeText(body)).toBe(JSON.stringify(body));
      expect(valueRangeText(body)).toBe(JSON.stringify(body));
    }),
  );
});
