import { describe, expect, test } from "vitest";
import { makeView } from "../testing/makeView.ts";
import { planChanges } from "./planChanges.ts";

describe("planChanges", () => {
  test("the same view needs no change", () => {
    const rows = [["Name"], ["Anna"]];
    expect(planChanges(makeView({ rows }), makeView({ rows }))).toEqual([]);
  });

  test("names only the cells that differ, and whether their text does", () => {
    const before = makeView({
      rows: [
        ["Name", "Plan"],
        ["Anna", "Gold"],
      ],
    });
    const bold = { formattedValue: "Anna", userEnteredFormat: { textFormat: { bold: true } } };
    const after = makeView({
      rows: [
        ["Name", "Plan"],
        [bold, "Silver"],
      ],
    });
    const [change] = planChanges(before, after);
    expect(change).toMatchObject({
      kind: "cells",
      sheetId: 7,
      cells: [
        { row: 1, column: 0, isValueChange: false },
        { row: 1, column: 1, isValueChange: true },
      ],
    });
  });

  test("a cell that became empty is cleared", () => {
    const before = makeView({ rows: [["Anna"]] });
    const after = makeView({ rows: [[""]] });
    expect(planChanges(before, after)).toMatchObject([
      { kind: "cells", cells: [{ row: 0, column: 0, cell: undefined }] },
    ]);
  });

  test("a tab grows before its cells are laid in and shrinks after they are cleared", () => {
    const small = makeView({
      rows: [["a"]],
      sheet: { properties: { gridProperties: { rowCount: 1 } } },
    });
    const large = makeView({
      rows: [["a"], ["b"]],
      sheet: { properties: { gridProperties: { rowCount: 2 } } },
    });
    const kinds = (changes: ReturnType<typeof planChanges>): string[] =>
      changes.map(({ kind }) => kind);
    expect(kinds(planChanges(small, large))).toEqual(["size", "cells"]);
    expect(kinds(planChanges(large, small))).toEqual(["cells", "size"]);
  });

  test("another order of tabs shows everything anew", () => {
    const before = makeView({ rows: [] });
    const after = makeView({ rows: [], sheet: { properties: { sheetId: 8 } } });
    expect(planChanges(before, after)).toEqual([{ kind: "rebuild" }]);
  });

  test("notes, dropdowns, frozen rows and filters are told apart", () => {
    const before = makeView({ rows: [["Plan"], ["Gold"]] });
    const gold = {
      formattedValue: "Gold",
      note: "since May",
      dataValidation: {
        condition: { type: "ONE_OF_LIST", values: [{ userEnteredValue: "Gold" }] },
      },
    };
    const after = makeView({
      rows: [["Plan"], [gold]],
      sheet: {
        properties: { gridProperties: { frozenRowCount: 2 } },
        basicFilter: { range: { sheetId: 7, startRowIndex: 0, endRowIndex: 2 } },
      },
    });
    const kinds = planChanges(before, after).map(({ kind }) => kind);
    expect(kinds).toEqual(["cells", "notes", "freeze", "filter", "validations"]);
  });
});
