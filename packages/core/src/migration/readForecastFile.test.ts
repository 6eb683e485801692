import { describe, expect, test } from "vitest";
import { currency } from "../money/index.ts";
import { textCell, type RosterCell, type RosterGrid } from "../roster/index.ts";
import { readForecastFile } from "./index.ts";

const members = [
  { membershipId: "mem_1", aliases: ["Ada Lovelace", "Lovelace, Ada", "ada@example.com", "A-17"] },
  { membershipId: "mem_2", aliases: ["Bo Diaz"] },
  { membershipId: "mem_3", aliases: ["Bo Diaz"] },
];

function gridOf(rows: readonly (readonly (string | RosterCell)[])[]): RosterGrid {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === "string" ? textCell(cell) : cell)),
  );
  return { rows: cells, merges: [], hiddenRows: [] };
}

const read = (rows: Parameters<typeof gridOf>[0]) =>
  readForecastFile({ grid: gridOf(rows), members, currency: currency("USD") });

const june = { memberKey: "mem_1", month: "2026-06", currency: "USD", amountMinor: 9_900 };

describe("the old system's export", () => {
  test.each([
    {
      name: "a row for each month",
      rows: [
        ["Member", "Month", "Amount"],
        ["Ada Lovelace", "2026-06", "99.00"],
      ],
    },
    {
      name: "a column for each month",
      rows: [
        ["Email", "June 2026", "Jul 2026"],
        ["ADA@example.com", "$99.00", ""],
      ],
    },
    {
      name: "a title above, days as serials, amounts as numbers",
      rows: [
        ["Forecast of our old system"],
        ["patient_id", "Charge date", "Total"],
        [
          "a-17",
          { kind: "number", number: 46_187, format: "date" } as const,
          { kind: "number", number: 99 } as const,
        ],
      ],
    },
    {
      name: "minor units, and a name after an id that is not known here",
      rows: [
        ["id", "name", "month", "amount_minor", "currency"],
        ["9911", "Lovelace, Ada", "06/2026", "9900", "usd"],
      ],
    },
  ])("CUT-3: is read with $name", ({ rows }) => {
    expect(read(rows)).toEqual({ rows: [june], problems: [] });
  });

  test.each([
    ["1,234.50", 123_450],
    ["1.234,50", 123_450],
    ["1,234", 123_400],
    ["(99.00)", -9_900],
    ["-99", -9_900],
    ["99,9", 9_990],
  ])("CUT-3: %s is %i", (amount, amountMinor) => {
    const { rows } = read([
      ["Member", "Month", "Amount"],
      ["mem_1", "2026-06", amount],
    ]);
    expect(rows).toEqual([{ ...june, amountMinor }]);
  });

  test("CUT-3: who is unknown, or might be two, stays under the name in the file", () => {
    const { rows } = read([
      ["Member", "Month", "Amount"],
      ["Bo Diaz", "2026-06", "99.00"],
      ["Cy Berg", "2026-06", "99.00"],
    ]);
    expect(rows.map(({ memberKey }) => memberKey)).toEqual(["Bo Diaz", "Cy Berg"]);
  });

  test("CUT-3: what cannot be read is told with its row and what would be right", () => {
    expect(
      read([
        ["Member", "Month", "Amount"],
        ["Ada Lovelace", "soon", "99.00"],
        ["Ada Lovelace", "2026-06", "a lot"],
      ]).problems,
    ).toEqual([
      { record: 2, message: 'Row 2: "soon" is no month; write 2026-06.' },
      { record: 3, message: 'Row 3: "a lot" is no amount; write 99.00.' },
    ]);
    expect(read([["Something", "else"]]).problems).toMatchObject([
      { message: expect.stringContaining("header row with the member") },
    ]);
  });
});
