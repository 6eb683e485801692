import { expect, test } from "vitest";
import { textCell } from "./grid.ts";
import { readRoster } from "./readRoster.ts";
import { RosterSettings } from "./settings.ts";
import { readSheet } from "./testing/sheetOf.ts";

test("ROS-6: whether cells were merged is asked of a CSV, and not of a sheet that tells its merges", () => {
  const lines = [
    "Household|Name|Cycle|Last billed",
    "Abbott|Ann Abbott|Monthly|2026-05-01",
    "|Bob Abbott||",
    "|Cleo Abbott||",
    "Brown|Dan Brown|Monthly|2026-05-01",
  ];
  const codes = (areMergesKnown: boolean) =>
    readSheet(lines, {}, { areMergesKnown }).questions.map(({ code }) => code);
  expect(codes(false)).toContain("merged_cells_unknown");
  expect(codes(true)).not.toContain("merged_cells_unknown");
});

test('ROS-4: whether "billed through" is covered is asked with three worked rows, and its answer moves the start', () => {
  const lines = ["Name|Cycle|Billed through"].concat(
    [1, 2, 3, 4].map((day) => `Ann ${day} Abbott|Monthly|2026-06-0${day}`),
  );
  const open = readSheet(lines);
  const question = open.questions.find(({ code }) => code === "column_meaning");
  expect(question?.examples).toEqual([
    "Row 2: Billed through 2026-06-01: billing starts 2026-06-01 if it is, 2026-06-02 if it is not",
    "Row 3: Billed through 2026-06-02: billing starts 2026-06-02 if it is, 2026-06-03 if it is not",
    "Row 4: Billed through 2026-06-03: billing starts 2026-06-03 if it is, 2026-06-04 if it is not",
  ]);
  expect(open.rows[1]?.startDate).toBe("2026-06-02");
  const answered = readSheet(lines, { covered_through_is: "first_day_not_covered" });
  expect(answered.rows[1]?.startDate).toBe("2026-06-01");
  expect(answered.questions.map(({ code }) => code)).not.toContain("column_meaning");
});

test("ROS-22: a family below its payer, further in, is asked about, and starts with the payer once that is said", () => {
  const rows = [
    ["Name", "DOB", "Rate", "Cycle", "Last billed"],
    ["Ada Lovelace", "1985-12-10", "149.00", "Monthly", "2026-05-01"],
    ["   Byron Lovelace", "2015-05-12", "", "", ""],
    ["   Anne Lovelace", "2017-05-12", "", "", ""],
    ["Cleo Cruz", "1990-01-31", "99.00", "Monthly", "2026-05-03"],
  ].map((cells) => cells.map(textCell));
  const read = (settings: Record<string, unknown>) =>
    readRoster({
      grid: { rows, merges: [], hiddenRows: [] },
      settings: RosterSettings.parse({ today: "2026-05-15", currency: "USD", ...settings }),
    });
  const starts = (settings: Record<string, unknown>) =>
    read(settings)
      .rows.slice(1)
      .map(({ startDate }) => startDate);
  expect(read({}).questions.map(({ code }) => code)).toContain("indented_families");
  expect(starts({})).toEqual(["2026-06-01", null, null, "2026-06-03"]);
  const answered = { families_by: "indentation" };
  expect(starts(answered)).toEqual(["2026-06-01", "2026-06-01", "2026-06-01", "2026-06-03"]);
  expect(read(answered).rows.map(({ payerRecord }) => payerRecord)).toEqual([
    undefined,
    undefined,
    2,
    2,
    undefined,
  ]);
});

test("ROS-4: a column that holds the next period's first day in nearly every row holds nobody, and is asked", () => {
  const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const lines = ["Name|Cycle|Last billed|Covered through"].concat(
    days.map(
      (day) =>
        `Ann ${day} Abbott|Monthly|2026-05-${String(day).padStart(2, "0")}|2026-06-${String(day).padStart(2, "0")}`,
    ),
  );
  const wrong = "Bob Brown|Monthly|2026-05-03|2026-06-19";
  const alone = "Cleo Cruz|Monthly||2026-06-03";
  const reading = readSheet([...lines, wrong, alone]);
  expect(reading.rows.slice(1).map(({ startDate }) => startDate)).toEqual([
    ...days.map((day) => `2026-06-${String(day).padStart(2, "0")}`),
    null,
    "2026-06-04",
  ]);
  expect(reading.questions.map(({ code }) => code)).toContain("column_meaning");
  const said = readSheet([...lines, alone], { covered_through_is: "last_day_covered" });
  expect(said.counts.error).toBe(10);
});

test("ROS-22: people who are only named in another row are told of, and nobody is made of them", () => {
  const lines = [
    "Patient|Patient 2|Patient 3|Cycle|Last billed",
    "Ada Lovelace|Byron Lovelace|Cleo Cruz|Monthly|2026-05-01",
    "Cleo Cruz|||Monthly|2026-05-01",
  ];
  const reading = readSheet(lines);
  expect(reading.rows).toHaveLength(3);
  expect(reading.questions.find(({ code }) => code === "further_members")).toMatchObject({
    isBlocking: false,
    examples: ["Row 2: Byron Lovelace"],
  });
});
