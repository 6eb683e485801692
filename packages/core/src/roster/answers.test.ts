import { expect, test } from "vitest";
import { withAnswer } from "./answers.ts";
import { readRoster } from "./readRoster.ts";
import type { QuestionCode, RosterReading } from "./reading.ts";
import { RosterSettings } from "./settings.ts";
import { sheetOf, told } from "./testing/sheetOf.ts";

const start = RosterSettings.parse({ today: "2026-05-15", currency: "USD" });

/** Answers one question of a sheet and reads it again. */
function answered(
  lines: readonly string[],
  code: QuestionCode,
  value: string,
  settings = start,
): RosterReading {
  const grid = sheetOf(lines);
  const reading = readRoster({ grid, settings });
  const question = reading.questions.find((asked) => asked.code === code);
  if (question === undefined)
    throw new Error(
      `${code} was not asked: ${reading.questions.map((asked) => asked.code).join()}`,
    );
  return readRoster({ grid, settings: withAnswer({ settings, reading, question, value }) });
}

test("ROS-24: an answer about day and month, shown with both readings, lets the rows go on", () => {
  const lines = [
    "Name|Cycle|Last billed",
    "Ann Abbott|Monthly|03/05/2026",
    "Bob Brown|Monthly|04/05/2026",
  ];
  const asked = readRoster({ grid: sheetOf(lines), settings: start }).questions[0];
  expect(asked?.examples?.[0]).toBe(
    '"03/05/2026" is 2026-03-05 with the month first, 2026-05-03 with the day first',
  );
  expect(told(answered(lines, "date_order_ambiguous", "DMY"))).toEqual([
    "ok 2026-06-03",
    "ok 2026-06-04",
  ]);
});

test("ROS-24: an answer about a column gives it the meaning and takes it from another", () => {
  const lines = [
    "Name|Cycle|BeginDate",
    "Ann Abbott|Monthly|2026-05-01",
    "Bob Brown|Monthly|2026-05-04",
  ];
  expect(told(answered(lines, "date_meaning", "last_billed"))).toEqual([
    "ok 2026-06-01",
    "ok 2026-06-04",
  ]);
  const covered = answered(lines, "date_meaning", "covered_through");
  expect(covered.columns.map(({ field }) => field)).toEqual([
    "full_name",
    "interval",
    "covered_through",
  ]);
  expect(covered.questions.some(({ isBlocking }) => isBlocking)).toBe(false);
});

test("ROS-24: answers about intervals and merged cells", () => {
  expect(
    told(
      answered(
        ["Name|Last billed", "Ann Abbott|2026-05-13", "Bob Brown|2026-05-14"],
        "interval_unknown",
        "P3M",
      ),
    ),
  ).toEqual(["ok 2026-08-13", "ok 2026-08-14"]);
  const family = [
    "Household|Name|Plan|Payer|Cycle|Last billed",
    "Abbott|Ann Abbott|Couple|Ann Abbott|Monthly|2026-05-13",
    "|Bob Cruz",
    "|Cleo Dale",
  ];
  expect(told(answered(family, "merged_cells_unknown", "household"))).toEqual(
    Array(3).fill("ok 2026-06-13"),
  );
});

test("ROS-24: what is no answer is refused", () => {
  expect(() =>
    answered(
      ["Name|Last billed", "Ann Abbott|2026-05-13", "Bob Brown|2026-05-14"],
      "interval_unknown",
      "often",
    ),
  ).toThrow("interval");
});
