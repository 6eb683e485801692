import { describe, expect, test } from "vitest";
import { makeView } from "../testing/makeView.ts";
import type { ActContext } from "./act.ts";
import { commandActs, mutationActs } from "./table.ts";

const plan = {
  formattedValue: "Gold",
  dataValidation: {
    strict: true,
    condition: {
      type: "ONE_OF_LIST",
      values: [{ userEnteredValue: "Gold" }, { userEnteredValue: "Silver" }],
    },
  },
};
const rows = [
  ["Name", "Plan"],
  ["Anna", plan],
  ["Bob", "Silver"],
  ["Zoë", "Gold"],
];
const one = (row: number, column: number) => ({
  startRow: row,
  endRow: row,
  startColumn: column,
  endColumn: column,
});

function context(selections = [one(1, 0)]): ActContext {
  const view = makeView({
    rows,
    sheet: {
      basicFilter: {
        range: {
          sheetId: 7,
          startRowIndex: 0,
          endRowIndex: 4,
          startColumnIndex: 0,
          endColumnIndex: 2,
        },
      },
    },
  });
  const [sheet] = view.sheets;
  if (sheet === undefined) throw new Error("The view has no tab.");
  return { view, sheet, selections };
}

const act = (id: string, params: object, selections?: ReturnType<typeof one>[]) =>
  (commandActs[id] ?? mutationActs[id])?.(params as never, context(selections));

describe("what a person does is an operation of the Sheets API", () => {
  test("typing is entering a value as typed", () => {
    const range = one(1, 0);
    expect(act("sheet.command.set-range-values", { range, value: { v: "1/5/2026" } })).toEqual({
      kind: "typed",
      what: "change cells",
      sheetId: 7,
      row: 1,
      column: 0,
      values: [["1/5/2026"]],
    });
  });

  test("a formula is typed with its equals sign, a forced text with its apostrophe", () => {
    const range = one(1, 0);
    expect(
      act("sheet.command.set-range-values", { range, value: { f: "=A1", v: null } }),
    ).toMatchObject({ values: [["=A1"]] });
    expect(
      act("sheet.command.set-range-values", { range, value: { v: "007", t: 4 } }),
    ).toMatchObject({ values: [["'007"]] });
  });

  test("a value that a strict dropdown does not know is refused with the choices", () => {
    const refused = act("sheet.command.set-range-values", {
      range: one(1, 1),
      value: { v: "Glod" },
    });
    expect(refused).toEqual({
      kind: "refused",
      reason: '"Glod" is not allowed in B2. Choose one of: Gold, Silver.',
    });
  });

  test("a choice typed in small letters takes the spelling of the list", () => {
    const params = { range: one(1, 1), value: { v: "silver" } };
    expect(act("sheet.command.set-range-values", params)).toMatchObject({ values: [["Silver"]] });
  });

  test("cells that lie apart go in one batch", () => {
    const value = { 1: { 0: { v: "x" } }, 3: { 1: { v: "y" } } };
    expect(act("sheet.command.set-range-values", { value })).toMatchObject({
      kind: "requests",
      requests: [{ pasteData: { data: "x" } }, { pasteData: { data: "y" } }],
    });
  });

  test("inserting rows above takes the look of the rows below", () => {
    const range = { startRow: 2, endRow: 3, startColumn: 0, endColumn: 9 };
    expect(act("sheet.command.insert-row", { range, direction: 0 })).toMatchObject({
      requests: [
        {
          insertDimension: {
            range: { sheetId: 7, dimension: "ROWS", startIndex: 2, endIndex: 4 },
            inheritFromBefore: false,
          },
        },
      ],
    });
  });

  test("several deleted rows go from the bottom up", () => {
    const row = (index: number) => ({ ...one(index, 0), endColumn: 9 });
    expect(act("sheet.command.remove-row", {}, [row(1), row(5)])).toMatchObject({
      requests: [
        { deleteDimension: { range: { startIndex: 5, endIndex: 6 } } },
        { deleteDimension: { range: { startIndex: 1, endIndex: 2 } } },
      ],
    });
  });

  test("a sort with a title row leaves the title where it is", () => {
    const range = { startRow: 0, endRow: 3, startColumn: 0, endColumn: 1 };
    const params = { range, hasTitle: true, orderRules: [{ colIndex: 1, type: "desc" }] };
    expect(act("sheet.command.sort-range", params)).toMatchObject({
      requests: [
        {
          sortRange: {
            range: { startRowIndex: 1, endRowIndex: 4, startColumnIndex: 0, endColumnIndex: 2 },
            sortSpecs: [{ dimensionIndex: 1, sortOrder: "DESCENDING" }],
          },
        },
      ],
    });
  });

  test("a filter by values names the hidden ones", () => {
    const params = { col: 1, criteria: { colId: 1, filters: { filters: ["Gold"] } } };
    expect(act("sheet.command.set-filter-criteria", params)).toMatchObject({
      requests: [{ setBasicFilter: { filter: { criteria: { 1: { hiddenValues: ["Silver"] } } } } }],
    });
  });

  test.each([
    [{ val: "*gol*" }, { type: "TEXT_CONTAINS", values: [{ userEnteredValue: "gol" }] }],
    [{ val: " ", operator: "notEqual" }, { type: "NOT_BLANK" }],
    [
      { val: "5", operator: "greaterThan" },
      { type: "NUMBER_GREATER", values: [{ userEnteredValue: "5" }] },
    ],
  ])("a filter by condition %j", (custom, condition) => {
    const params = { col: 1, criteria: { customFilters: { customFilters: [custom] } } };
    expect(act("sheet.command.set-filter-criteria", params)).toMatchObject({
      requests: [{ setBasicFilter: { filter: { criteria: { 1: { condition } } } } }],
    });
  });

  test("bold is one property of the format and touches no other", () => {
    expect(act("sheet.command.set-style", { style: { type: "bl", value: 1 } })).toMatchObject({
      requests: [
        {
          repeatCell: {
            cell: { userEnteredFormat: { textFormat: { bold: true } } },
            fields: "userEnteredFormat.textFormat.bold",
          },
        },
      ],
    });
  });

  test.each([
    ["d mmm yyyy", "DATE"],
    ["d/m/yyyy h:mm", "DATE_TIME"],
    ["h:mm", "TIME"],
    ["0.00%", "PERCENT"],
    ['"£"#,##0.00', "CURRENCY"],
    ["#,##0", "NUMBER"],
    ['"$"#,##0.00_);[Red]("$"#,##0.00)', "CURRENCY"],
    ["@", "TEXT"],
  ])("the number format %s is a %s", (pattern, type) => {
    const params = { values: [{ row: 1, col: 0, pattern }] };
    expect(act("sheet.command.numfmt.set.numfmt", params)).toMatchObject({
      requests: [{ repeatCell: { cell: { userEnteredFormat: { numberFormat: { type } } } } }],
    });
  });

  test("hiding whole columns, whose rows the grid leaves open", () => {
    const ranges = [{ startRow: Number.NaN, endRow: Number.NaN, startColumn: 2, endColumn: 3 }];
    expect(act("sheet.command.set-col-hidden", { ranges })).toMatchObject({
      requests: [
        {
          updateDimensionProperties: {
            range: { sheetId: 7, dimension: "COLUMNS", startIndex: 2, endIndex: 4 },
            properties: { hiddenByUser: true },
            fields: "hiddenByUser",
          },
        },
      ],
    });
  });

  test("dragging the corner down fills, back up counts backwards", () => {
    const sourceRange = one(4, 0);
    const down = { ...one(4, 0), endRow: 7 };
    const up = { ...one(4, 0), startRow: 2 };
    expect(act("sheet.command.auto-fill", { sourceRange, targetRange: down })).toMatchObject({
      requests: [{ autoFill: { sourceAndDestination: { dimension: "ROWS", fillLength: 3 } } }],
    });
    expect(act("sheet.command.auto-fill", { sourceRange, targetRange: up })).toMatchObject({
      requests: [{ autoFill: { sourceAndDestination: { dimension: "ROWS", fillLength: -2 } } }],
    });
  });
});
