import { expect, test } from "vitest";
import { fieldInWords, rosterValue } from "./rosterValue.ts";

const practice = { locale: "en-GB", currency: "GBP" };

test.each([
  ["price_cents", 9900, "£99.00"],
  ["interval", "P3M", "quarterly"],
  ["last_billed", "2026-05-01", "1 May 2026"],
  ["autopay", true, "Yes"],
  ["email", null, ""],
  ["member_names", ["Ann", "Bo"], "Ann, Bo"],
  ["external_id", "0042", "0042"],
])("%s of %j is read as people write it", (field, value, shown) => {
  expect(rosterValue({ field, value, practice })).toBe(shown);
});

test("a field is called by its name and not by its key", () => {
  expect(["price_cents", "last_billed"].map(fieldInWords)).toEqual(["Price", "Last billed"]);
});
