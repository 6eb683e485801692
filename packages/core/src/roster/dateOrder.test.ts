import { describe, expect, test } from "vitest";
import { readRoster } from "./readRoster.ts";
import { RosterSettings } from "./settings.ts";
import { readSheet, sheetOf, told } from "./testing/sheetOf.ts";

describe("ROS-12: the order of day and month is decided over the column, else asked", () => {
  test("one date with one reading decides", () => {
    const reading = readSheet([
      "Name|Cycle|Last billed",
      "Ann Abbott|Monthly|03/04/2026",
      "Bob Brown|Monthly|25/04/2026",
    ]);
    expect(reading.rows.map(({ values }) => values.last_billed)).toEqual([
      undefined,
      "2026-04-03",
      "2026-04-25",
    ]);
    expect(reading.columns[2]?.dateOrder).toBe("DMY");
  });

  test("ROS-12: where nothing tells, every row waits for the answer", () => {
    const lines = [
      "Name|Cycle|Last billed",
      "Ann Abbott|Monthly|03/04/2026",
      "Bob Brown|Monthly|05/04/2026",
    ];
    const open = readSheet(lines);
    expect(open.questions.find(({ code }) => code === "date_order_ambiguous")).toMatchObject({
      column: "Last billed",
      isBlocking: true,
    });
    expect(told(open).map((line) => line.slice(0, 14))).toEqual([
      "needs_choice -",
      "needs_choice -",
    ]);
    expect(told(readSheet(lines, { date_order: "MDY" }))).toEqual([
      "warn 2026-04-04 start_in_past(start_date)",
      "ok 2026-06-04",
    ]);
  });

  test("ROS-12: one telling date among many open ones is as likely the mistake, so it is asked", () => {
    const open = Array.from(
      { length: 10 },
      (_, index) => `Ann A${index}|Monthly|05/0${1 + (index % 4)}/2026`,
    );
    const reading = readSheet([
      "Name|Cycle|Last billed",
      ...open,

      "Cleo Cruz|Monthly|25/04/2026",
    ]);
    expect(reading.questions.map(({ code }) => code)).toContain("date_order_ambiguous");
    expect(reading.counts.needs_choice).toBe(11);
  });

  test("ROS-12: a sheet's locale is no answer; how its typed dates are shown is one", () => {
    const lines = ["Name|Cycle|Last billed", "Ann Abbott|Monthly|03/04/2026", "Bob Brown|Monthly|"];
    const typed = (formatted: string) => {
      const sheet = sheetOf(lines, { locale: "en_US" });
      const rows = sheet.rows.map((cells, row) =>
        row === 2
          ? [
              ...cells.slice(0, 2),
              { kind: "number", number: 46_143, format: "date", formatted } as const,
            ]
          : cells,
      );
      return readRoster({
        grid: { ...sheet, rows },
        settings: RosterSettings.parse({ today: "2026-05-15", currency: "USD" }),
      });
    };
    expect(readSheet(lines, {}, { locale: "en_US" }).counts.needs_choice).toBe(2);
    expect(typed("25/04/2026").rows[1]?.values.last_billed).toBe("2026-04-03");
    expect(typed("5/1/2026").rows[1]?.issues[0]?.code).toBe("date_order_ambiguous");
  });

  test("ROS-12: a column that holds both orders is asked, and never read row by row", () => {
    const reading = readSheet([
      "Name|Cycle|Last billed",
      "Ann Abbott|Monthly|25/04/2026",
      "Bob Brown|Monthly|04/25/2026",
      "Cleo Cruz|Monthly|05/04/2026",
    ]);
    expect(reading.questions.map(({ code }) => code)).toContain("date_order_ambiguous");
    expect(reading.counts.needs_choice).toBe(3);
  });
});
