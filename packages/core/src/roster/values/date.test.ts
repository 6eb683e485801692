import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromDayNumber, plainDate } from "../../calendar/index.ts";
import { textCell } from "../grid.ts";
import { dateParts } from "../testing/rosterLayouts.ts";
import { parseDateCell, type DateContext } from "./date.ts";

const base: DateContext = {
  order: "MDY",
  today: plainDate("2026-05-15"),
  timeZone: undefined,
  isBirthDate: false,
  clearWords: new Set(["CLEAR"]),
};

function read(text: string, context: Partial<DateContext> = {}): string {
  const { value, problems } = parseDateCell(textCell(text), { ...base, ...context });
  return [value ?? "nothing", ...problems.map(({ code }) => code)].join(" ");
}

describe("ROS-11: dates in every form, and nothing rolls over", () => {
  test.each([
    ["5/1/2026", "2026-05-01"],
    ["05/01/2026", "2026-05-01"],
    ["'01-May-2026", "2026-05-01"],
    ["2026-05-01", "2026-05-01"],
    ["2026/5/1", "2026-05-01"],
    ["20260501", "2026-05-01"],
    ["May 1, 2026", "2026-05-01"],
    ["May 1st, 2026", "2026-05-01"],
    ["Fri, May 1, 2026", "2026-05-01"],
    ["Jan 01 2026", "2026-01-01"],
    ["1. Mai 2026", "2026-05-01"],
    ["15. März 2026", "2026-03-15"],
    ["1er août 2026", "2026-08-01"],
    ["3 de diciembre de 2025", "2025-12-03"],
    ["5/1/2026\u00a0", "2026-05-01"],
    ["46143", "2026-05-01 date_serial"],
    ["5/1/26", "2026-05-01 two_digit_year"],
    ["2026-05-01 00:00:00", "2026-05-01"],
    ["", "nothing"],
    ["N/A", "nothing"],
    ["CLEAR", "nothing"],
    ["0000-00-00", "nothing"],
    ["4/31/2026", "nothing date_impossible"],
    ["2/29/2026", "nothing date_impossible"],
    ["13/45/1980", "nothing date_impossible"],
    ["1/0/1900", "nothing date_impossible"],
    ["31/12/1979", "nothing date_order_mismatch"],
    ["May 2026", "nothing date_incomplete"],
    ["05/2026", "nothing date_incomplete"],
    ["see notes", "nothing date_unparsed"],
    ["########", "nothing date_unparsed"],
    ["#REF!", "nothing formula_error"],
    ["#WERT!", "nothing formula_error"],
  ])("%s is %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test("ROS-11: every day is read back from every form it is written in", () => {
    const day = fc.integer({ min: 0, max: 25_000 }).map(fromDayNumber);
    fc.assert(
      fc.property(day, (date) => {
        const { year, month, day: dayOfMonth } = dateParts(date);
        expect(read(date)).toBe(date);
        expect(read(`${month}/${dayOfMonth}/${year}`)).toBe(date);
        expect(read(`${dayOfMonth}.${month}.${year}`, { order: "DMY" })).toBe(date);
        expect(read(`${Number(dayOfMonth)}-${Number(month)}-${year}`, { order: "DMY" })).toBe(date);
      }),
    );
  });
});

test("ROS-12: without an order an open date is not read, and a date with one reading neither is turned round", () => {
  expect(read("3/4/2026", { order: null })).toBe("nothing date_order_ambiguous");
  expect(read("4/4/2026", { order: null })).toBe("2026-04-04");
  expect(read("2026-04-03", { order: null })).toBe("2026-04-03");
  expect(read("01/29/2026", { order: "DMY" })).toBe("nothing date_order_mismatch");
});

test("ROS-12: where the year comes first, a date that ends with it is of another order", () => {
  expect(read("05/06/2026", { order: "YMD" })).toBe("nothing date_order_mismatch");
  expect(read("2026/05/06", { order: "YMD" })).toBe("2026-05-06");
  expect(read("26/05/06", { order: "YMD" })).toBe("2026-05-06 two_digit_year");
});

test("ROS-13: two figures of a year are this century, and for a birth never the future", () => {
  expect(read("16-07-68", { order: "DMY", isBirthDate: true })).toBe("1968-07-16 two_digit_year");
  expect(read("16-07-12", { order: "DMY", isBirthDate: true })).toBe("2012-07-16 two_digit_year");
  expect(read("7/4/2043", { isBirthDate: true })).toBe("nothing dob_in_future");
});

test("ROS-13: a date that a spreadsheet keeps as a number is told as the day that people see", () => {
  const cell = { kind: "number", number: 46_388, format: "date" } as const;
  const { problems } = parseDateCell(cell, { ...base, isBirthDate: true });
  expect(problems).toMatchObject([{ code: "dob_in_future", found: "2027-01-01" }]);
});

test("ROS-13: an instant is the day in the zone of the practice, and is told where that is another day", () => {
  const chicago = { timeZone: "America/Chicago" };
  expect(read("2026-05-01 03:30:00", chicago)).toBe("2026-04-30 timezone_shift");
  expect(read("2026-05-01T15:30:00Z", chicago)).toBe("2026-05-01");
  expect(read("1777606200", chicago)).toBe("2026-04-30 timezone_shift");
  expect(read("1980-05-01 00:00:00", { ...chicago, isBirthDate: true })).toBe("1980-05-01");
});

test("ROS-11: a typed day serial is a date without a word, an untyped one with a warning", () => {
  expect(parseDateCell({ kind: "number", number: 46_143, format: "date" }, base)).toEqual({
    value: "2026-05-01",
    problems: [],
  });
  expect(
    parseDateCell({ kind: "number", number: 46_143, format: "number" }, base).problems[0]?.code,
  ).toBe("date_serial");
  expect(parseDateCell({ kind: "number", number: 12 }, base).value).toBeNull();
});
