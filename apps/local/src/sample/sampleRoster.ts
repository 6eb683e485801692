import { dateToSerial, type PlainDate } from "@rollbook/core/calendar";
import type { RosterCell, RosterGrid } from "@rollbook/core/roster";
import { makeHousehold, type SampleContext } from "./households.ts";
import { mistakeRows } from "./mistakes.ts";
import { seededRandom } from "./random.ts";
import { sampleHeaders, type SampleRow, type SampleValue } from "./sampleRow.ts";

/** Counted from 0. */
export const sampleHeaderRow = 2;

/**
 * A practice's roster as a front desk keeps it: a title, a header row, and about `people` rows with families,
 * an employer's staff and a dozen realistic mistakes. The same seed and day give the same roster.
 */
export function sampleRoster({
  people,
  seed,
  today,
}: {
  people: number;
  seed: number;
  today: PlainDate;
}): RosterGrid {
  const context: SampleContext = { random: seededRandom(seed), today, takenNames: new Set() };
  const rows: SampleRow[] = [];
  const mistakes = mistakeRows(today);
  while (rows.length < people - mistakes.length) rows.push(...makeHousehold(context));
  spreadAmong({ rows, mistakes });
  return {
    sheetName: "Roster",
    locale: "en-US",
    timeZone: "America/Chicago",
    rows: [
      [{ kind: "text", text: "Lakeside Family Medicine: membership roster" }],
      [],
      sampleHeaders.map((header) => ({ kind: "text", text: header })),
      ...rows.map((row) => sampleHeaders.map((header) => toCell(row[header]))),
    ],
    merges: [],
    hiddenRows: [],
  };
}

/** Mistakes stand among the good rows, never inside a family, as they do in a real roster. */
function spreadAmong({ rows, mistakes }: { rows: SampleRow[]; mistakes: SampleRow[] }): void {
  const step = Math.max(1, Math.floor(rows.length / (mistakes.length + 1)));
  mistakes.forEach((mistake, index) => {
    let position = Math.min(rows.length, (index + 1) * step + index);
    while (position < rows.length && rows[position]?.Family !== undefined) position += 1;
    rows.splice(position, 0, mistake);
  });
}

function toCell(value: SampleValue | undefined): RosterCell {
  if (value === undefined) return { kind: "empty" };
  switch (value.kind) {
    case "text":
      return value.text === "" ? { kind: "empty" } : { kind: "text", text: value.text };
    case "date":
      return { kind: "number", number: dateToSerial(value.date), format: "date" };
    case "money":
      return { kind: "number", number: value.minor / 100, format: "currency" };
    case "error":
      return { kind: "error", code: value.code };
  }
}
