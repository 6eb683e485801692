import { expect, test } from "vitest";
import { makeView } from "../testing/makeView.ts";
import { cellAt } from "./sheetView.ts";

const red = { backgroundColorStyle: { rgbColor: { red: 1 } } };
const green = { backgroundColorStyle: { rgbColor: { green: 1 } } };
const rule = (type: string, text: string, format: object) => ({
  ranges: [{ sheetId: 7, startRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 }],
  booleanRule: { condition: { type, values: [{ userEnteredValue: text }] }, format },
});

test("the first rule that fits a cell gives its format, and others keep theirs", () => {
  const view = makeView({
    rows: [["Paused"], ["Paused"], ["Active"], ["Pending"]],
    sheet: {
      conditionalFormats: [
        rule("TEXT_EQ", "paused", red),
        rule("TEXT_STARTS_WITH", "Pa", green),
        rule("TEXT_EQ", "Active", green),
      ],
    },
  });
  const [sheet] = view.sheets;
  const formats = [0, 1, 2, 3].map((row) =>
    sheet ? cellAt(sheet, row, 0)?.ruleFormat : undefined,
  );
  expect(formats).toEqual([undefined, red, green, undefined]);
});
