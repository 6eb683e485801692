import { describe, expect, test } from "vitest";
import { makeView } from "../testing/makeView.ts";
import { parseDelimited, pasteBlock } from "./delimited.ts";

describe("blocks from the clipboard", () => {
  test.each([
    ["one value", "Anna", [["Anna"]]],
    [
      "Excel's line break at the end adds no row",
      "a\tb\r\nc\td\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "an empty cell at the end stays",
      "a\t\nb\tc",
      [
        ["a", ""],
        ["b", "c"],
      ],
    ],
    ["a quoted cell with a line break", '"12 High St\nLeeds"\tx', [["12 High St\nLeeds", "x"]]],
    ["doubled quotes", '"say ""hi"""\tx', [['say "hi"', "x"]]],
    ["a quote inside a word is a quote", '5" pipe\tx', [['5" pipe', "x"]]],
    ["a quote that never closes is a quote", '"left\tx', [['"left', "x"]]],
    [
      "short lines are filled up",
      "a\nb\tc",
      [
        ["a", ""],
        ["b", "c"],
      ],
    ],
  ])("%s", (_name, text, expected) => {
    expect(parseDelimited(text.replaceAll("\r\n", "\n"))).toEqual(expected);
  });

  test("a single value fills the whole selection", () => {
    const view = makeView({ rows: [] });
    const [sheet] = view.sheets;
    if (sheet === undefined) throw new Error("The view has no tab.");
    const selections = [{ startRow: 1, endRow: 2, startColumn: 3, endColumn: 4 }];
    expect(pasteBlock({ values: [["x"]], context: { view, sheet, selections } })).toMatchObject({
      kind: "typed",
      row: 1,
      column: 3,
      values: [
        ["x", "x"],
        ["x", "x"],
      ],
    });
  });
});
