import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textCell, type RosterCell, type RosterGrid } from "./grid.ts";
import { readRoster } from "./readRoster.ts";
import type { RosterReading } from "./reading.ts";
import { RosterSettings } from "./settings.ts";
import { layouts } from "./testing/layouts.ts";
import { gridOf, makePeople, today, type Layout } from "./testing/rosterLayouts.ts";

const noPhone = () => ({ phone: "", nationalPhone: "" });

function gridIn(layout: Layout): RosterGrid {
  const people = makePeople({ seed: 7, count: 16, phoneOf: noPhone });
  // Namesakes would be told apart by nothing in some layouts.
  people.forEach((person, at) =>
    Object.assign(person, { last: `${person.last}-${"x".repeat(at)}z` }),
  );
  return gridOf(layout, people);
}

const read = (grid: RosterGrid, layout: Layout): RosterReading =>
  readRoster({ grid, settings: RosterSettings.parse({ today, currency: layout.currency }) });

/** What became of each person, without the row they stood in. */
function told(reading: RosterReading): string[] {
  return reading.rows
    .filter(({ outcome }) => outcome !== "skip")
    .map(({ outcome, startDate, values }) =>
      JSON.stringify([
        outcome,
        startDate,
        Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1)),
      ]),
    );
}

// What people put between members; each with what it is.
const between: readonly { what: string; cells: (header: readonly RosterCell[]) => RosterCell[] }[] =
  [
    { what: "blank", cells: () => [] },
    { what: "separator", cells: () => [textCell("— A —")] },
    { what: "separator", cells: () => [textCell("***")] },
    { what: "repeated_header", cells: (header) => [...header] },
    { what: "total", cells: () => [textCell("Total members: 40")] },
    { what: "total", cells: () => [textCell("Summe"), textCell(""), textCell("40")] },
    { what: "note", cells: () => [textCell("* prices as of January, ask the front desk")] },
    { what: "note", cells: () => [textCell("Note: paused members are listed at the end")] },
  ];

const titles = [
  ["Members"],
  ["Membership roster"],
  ["Exported May 15 2026"],
  [],
  ["Stand: 15.05.2026"],
];

describe.each(layouts.map((layout): [string, Layout] => [layout.name, layout]))(
  "%s",
  (_, layout) => {
    const grid = gridIn(layout);
    const headerRow = layout.above?.length ?? 0;
    const header = grid.rows[headerRow] ?? [];
    const members = grid.rows.slice(headerRow + 1);
    const expected = told(read(grid, layout));

    test("ROS-5: whatever stands above, between and below the members is skipped, and changes nobody", () => {
      const inserted = fc.array(
        fc.record({
          at: fc.nat({ max: members.length }),
          which: fc.nat({ max: between.length - 1 }),
        }),
        { maxLength: 6 },
      );
      const above = fc.subarray(titles);
      fc.assert(
        fc.property(above, inserted, (lines, insertions) => {
          const rows: (readonly RosterCell[])[] = [...members];
          const places = insertions.toSorted((one, other) => other.at - one.at);
          for (const { at, which } of places)
            rows.splice(at, 0, between[which]?.cells(header) ?? []);
          const reading = read(
            { ...grid, rows: [...lines.map((line) => line.map(textCell)), header, ...rows] },
            layout,
          );
          expect(reading.headerRecord).toBe(lines.length + 1);
          expect(told(reading)).toEqual(expected);
          const skipped = Object.values(reading.skipped).reduce((sum, count) => sum + count, 0);
          expect(skipped).toBe(lines.length + 1 + insertions.length);
        }),
        { numRuns: 10 },
      );
    });

    test("ROS-3: the order of columns, the case of headers and odd spaces change nobody", () => {
      const order = fc.shuffledSubarray([...header.keys()], { minLength: header.length });
      const spell = fc.constantFrom(
        (text: string) => text.toUpperCase(),
        (text: string) => ` ${text}\u00a0`,
        (text: string) => `\u200b${text.toLowerCase()}`,
      );
      fc.assert(
        fc.property(order, spell, (columns, spelled) => {
          const rows = [header, ...members].map((cells, row) =>
            columns.map((column) => {
              const cell = cells[column] ?? textCell("");
              return row === 0 && cell.kind === "text" ? textCell(spelled(cell.text)) : cell;
            }),
          );
          expect(told(read({ ...grid, rows }, layout))).toEqual(expected);
        }),
        { numRuns: 5 },
      );
    });
  },
);
