import { expect, test } from "vitest";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";

test.each([
  ["en_US", "1,234.5", 1234.5, "1,234.50"],
  ["en_US", "$1,234", 1234, "$1,234"],
  ["en_US", "-$3.2", -3.2, "-$3.20"],
  ["en_US", "£12.5", 12.5, "£12.50"],
  ["en_US", "(4)", -4, "-4"],
  ["en_US", "12.5%", 0.125, "12.50%"],
  ["en_US", "10%", 0.1, "10%"],
  ["en_US", "1e3", 1000, "1.00E+03"],
  ["en_US", "5/1/2026", 46143, "5/1/2026"],
  ["en_US", "05/01/2026", 46143, "05/01/2026"],
  ["en_US", "2026-05-01", 46143, "2026-05-01"],
  ["en_US", "May 1, 2026", 46143, "May 1, 2026"],
  ["en_US", "1-May-2026", 46143, "1-May-2026"],
  ["en_US", "13:45", 0.5729166666666666, "13:45"],
  ["en_US", "1:45 pm", 0.5729166666666666, "1:45 PM"],
  ["en_US", "30:00:00", 1.25, "30:00:00"],
  ["en_US", "5/1/2026 10:30", 46143.4375, "5/1/2026 10:30"],
  ["en_GB", "31/12/2026", 46387, "31/12/2026"],
  ["en_GB", "£5", 5, "£5"],
  ["de_DE", "31.12.2026", 46387, "31.12.2026"],
  ["de_DE", "1.234,5", 1234.5, "1.234,50"],
  ["de_DE", "3,5", 3.5, "3,5"],
  ["en_US", "true", true, "TRUE"],
] as const)("%s: %s", (locale, text, value, shown) => {
  const sheet = new SpreadsheetHelper({ locale });
  sheet.put("A1", [[text]]);
  expect(sheet.get("A1", "?valueRenderOption=UNFORMATTED_VALUE")).toEqual([[value]]);
  expect(sheet.get("A1")).toEqual([[shown]]);
});

test.each([
  "31/12/2026",
  "1,23",
  "2026-02-30",
  "12/",
  "Mayday 1",
  "1.2.3",
  "e5",
  "--1",
  "P1M",
  "07700 900123",
])("%s stays text", (text) => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [[text]]);
  expect(sheet.get("A1", "?valueRenderOption=UNFORMATTED_VALUE")).toEqual([[text]]);
});

test("an apostrophe makes text, and a cell formatted as text keeps what is typed", () => {
  const sheet = new SpreadsheetHelper();
  const format = { numberFormat: { type: "TEXT" } };
  sheet.batch({
    repeatCell: {
      range: {
        sheetId: 0,
        startRowIndex: 0,
        endRowIndex: 1,
        startColumnIndex: 1,
        endColumnIndex: 2,
      },
      cell: { userEnteredFormat: format },
      fields: "userEnteredFormat.numberFormat",
    },
  });
  sheet.put("A1", [["'007", "007", "007"]]);
  expect(sheet.get("A1:C1", "?valueRenderOption=UNFORMATTED_VALUE")).toEqual([["007", "007", 7]]);
});

test("dates read as serials or as they show", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["2020-01-01", 0.12]]);
  expect(sheet.get("A1:B1", "?valueRenderOption=UNFORMATTED_VALUE")).toEqual([[43831, 0.12]]);
  expect(
    sheet.get(
      "A1:B1",
      "?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING",
    ),
  ).toEqual([["2020-01-01", 0.12]]);
});
