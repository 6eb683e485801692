import { expect, test } from "vitest";
import { settingsOf } from "./rosterAnswers.ts";

const columns = [
  { column: 1, header: "Name", field: "full_name" },
  { column: 2, header: "Since", field: "last_billed" },
  { column: 3, header: "Next", field: "next_bill" },
] as const;

const asked = (key: string, columnNumber?: number) => ({
  message: "?",
  answer: { key, choices: [] },
  ...(columnNumber === undefined ? {} : { columnNumber }),
});

test("an answer becomes the setting that it is about", () => {
  expect(settingsOf({ question: asked("interval_default"), value: "P1M", columns: [] })).toEqual({
    interval_default: "P1M",
  });
  expect(settingsOf({ question: asked("header_record"), value: "4", columns: [] })).toEqual({
    header_record: 4,
  });
});

test("a field that is given to another column leaves the one that had it", () => {
  const said = settingsOf({
    question: asked("columns", 2),
    value: "next_bill",
    columns: [...columns],
  });
  expect(said?.columns?.map(({ field }) => field)).toEqual(["full_name", "next_bill", null]);
});

test("what cannot be told from the question alone is not offered", () => {
  expect(settingsOf({ question: asked("fill_down"), value: "yes", columns: [] })).toBeNull();
  expect(settingsOf({ question: { message: "?" }, value: "yes", columns: [] })).toBeNull();
});
