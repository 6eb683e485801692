import { expect, test } from "vitest";
import { readPaymentsCutOver } from "./index.ts";

test("the cut-over date is a date, or not set", () => {
  expect(readPaymentsCutOver("2026-06-01")).toBe("2026-06-01");
  expect([readPaymentsCutOver(undefined), readPaymentsCutOver("")]).toEqual([null, null]);
  expect(() => readPaymentsCutOver("1 June")).toThrow(
    'must be a date such as 2026-06-01, not "1 June"',
  );
});
