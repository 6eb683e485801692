import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyCell, textCell, type RosterCell } from "./grid.ts";
import { previewRoster } from "./preview.ts";
import { readRoster } from "./readRoster.ts";
import { toReport } from "./report.ts";
import { rosterFields } from "./fields.ts";
import { mappingOf, withMapping } from "./mapping.ts";
import { RosterSettings } from "./settings.ts";

const headers = [
  "Name",
  "First name",
  "Last name",
  "Patient ID",
  "DOB",
  "Email",
  "Phone",
  "Plan",
  "Rate",
  "Cycle",
  "Last billed",
  "Next bill",
  "Covered through",
  "Start date",
  "End date",
  "Status",
  "Payer",
  "Payer ID",
  "Household",
  "Relationship",
  "Autopay",
  "Notes",
  "Geburtsdatum",
  "Beitrag",
  "",
  "x",
];
const words = [
  "Ann Abbott",
  "Abbott, Ann",
  "5/1/2026",
  "31/12/2026",
  "2026-02-30",
  "1.200,00",
  "$99",
  "-5",
  "Monthly",
  "bi-weekly",
  "P1",
  "#REF!",
  "N/A",
  "TRUE",
  "x",
  "Employee",
  "Child",
  "Active",
  "Total",
  "— A —",
  "46143",
  "1777593600",
  "999999999999999999999",
  "1e400",
  "0000-00-00",
  "99/99/9999",
  "\u200b",
  "'",
  "=1+1",
  "NEVER",
  "2026-05-01T99:99:99Z",
  "0",
  "00/00/00",
  "P0M",
  "100 years",
  "12/2026",
];

const cell: fc.Arbitrary<RosterCell> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...words).map(textCell) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }).map(textCell) },
  fc.constant(emptyCell),
  fc.boolean().map((value): RosterCell => ({ kind: "boolean", value })),
  fc.constantFrom("#N/A", "#DIV/0!").map((code): RosterCell => ({ kind: "error", code })),
  fc
    .tuple(
      fc.oneof(fc.double(), fc.integer()),
      fc.constantFrom("date", "date_time", "number", "currency", undefined),
    )
    .map(([number, format]): RosterCell =>
      format === undefined ? { kind: "number", number } : { kind: "number", number, format },
    ),
);

const grid = fc
  .record({
    header: fc.uniqueArray(fc.constantFrom(...headers), { minLength: 2, maxLength: 14 }),
    rows: fc.array(fc.array(cell, { maxLength: 14 }), { maxLength: 14 }),
    hiddenRows: fc.array(fc.nat(16), { maxLength: 3 }),
    merges: fc.array(fc.tuple(fc.nat(14), fc.nat(14), fc.nat(14)), { maxLength: 3 }),
  })
  .map(({ header, rows, hiddenRows, merges }) => ({
    rows: [header.map(textCell), ...rows],
    hiddenRows,
    merges: merges.map(([startRow, height, column]) => ({
      startRow,
      endRow: startRow + height + 1,
      startColumn: column,
      endColumn: column + 1,
    })),
  }));

const settings = fc.record(
  {
    date_order: fc.constantFrom("MDY", "DMY", "YMD"),
    decimal: fc.constantFrom(",", "."),
    timezone: fc.constantFrom("America/Chicago", "Europe/Berlin"),
    phone_region: fc.constantFrom("US", "DE", "XX"),
    interval_default: fc.constant("P1M"),
    fill_down: fc.subarray(rosterFields.map(({ key }) => key)),
    month_end_anchor: fc.constantFrom("day_of_last_bill", "last_day_of_month"),
    billing: fc.constantFrom("advance", "arrears"),
    plan_ids: fc.constant({ 1: "Gold" }),
    sponsored_start_must_be_first_of_month: fc.boolean(),
  },
  { requiredKeys: [] },
);

test("ROS-9: whatever is in a sheet, it is read without a failure, and who is held has no start", () => {
  fc.assert(
    fc.property(
      grid,
      settings,
      fc.constantFrom("USD", "JPY", "KWD"),
      (sheet, answers, currency) => {
        const stated = RosterSettings.parse({ today: "2026-05-15", currency, ...answers });
        const reading = readRoster({ grid: sheet, settings: stated });
        expect(reading.rows.map(({ record }) => record)).toEqual(
          sheet.rows.map((_, index) => index + 1),
        );
        for (const row of reading.rows) {
          const isTaken = row.outcome === "ok" || row.outcome === "warn";
          if (!isTaken) expect([row.startDate, row.start, row.status]).toEqual([null, null, null]);
          if (row.outcome === "ok") expect(row.issues).toEqual([]);
          if (row.outcome === "error")
            expect(row.issues.some(({ level }) => level === "error")).toBe(true);
          const payer =
            row.payerRecord === undefined ? undefined : reading.rows[row.payerRecord - 1];
          if (row.startDate !== null && payer !== undefined)
            expect(payer.startDate !== null && payer.startDate <= row.startDate).toBe(true);
        }
        JSON.stringify([toReport(reading, { asOf: stated.today }), previewRoster(reading)]);
      },
    ),
    { numRuns: 120 },
  );
});

test("ROS-8: a reading with its own mapping confirmed says the same again", () => {
  fc.assert(
    fc.property(grid, settings, (sheet, answers) => {
      const stated = RosterSettings.parse({ today: "2026-05-15", currency: "USD", ...answers });
      const first = readRoster({ grid: sheet, settings: stated });
      const again = readRoster({
        grid: sheet,
        settings: withMapping(
          { ...stated, header_record: first.headerRecord ?? undefined },
          mappingOf(first, stated),
        ),
      });
      const fields = (reading: typeof first) => reading.columns.map(({ field }) => field);
      expect(fields(again)).toEqual(fields(first));
      if (!first.questions.some(({ isBlocking }) => isBlocking)) {
        expect(again.rows.map(({ values }) => values)).toEqual(
          first.rows.map(({ values }) => values),
        );
      }
    }),
    { numRuns: 80 },
  );
});
