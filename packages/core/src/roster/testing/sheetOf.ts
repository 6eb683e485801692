import type { RosterGrid } from "../grid.ts";
import { textCell } from "../grid.ts";
import { readRoster } from "../readRoster.ts";
import type { RosterReading, RosterRow } from "../reading.ts";
import { RosterSettings } from "../settings.ts";

/** A sheet from lines of text, its cells between bars. */
export function sheetOf(lines: readonly string[], rest: Partial<RosterGrid> = {}): RosterGrid {
  const rows = lines.map((line) =>
    line === ""
      ? []
      : line
          .split("|")
          .map((text) => textCell(text.trim() === "" ? "" : text.replace(/^ | $/g, ""))),
  );
  return { rows, merges: [], hiddenRows: [], ...rest };
}

export function readSheet(
  lines: readonly string[],
  settings: Record<string, unknown> = {},
  rest: Partial<RosterGrid> = {},
): RosterReading {
  return readRoster({
    grid: sheetOf(lines, rest),
    settings: RosterSettings.parse({ today: "2026-05-15", currency: "USD", ...settings }),
  });
}

/** Outcome, start and codes of the members, one line each. */
export function told(reading: RosterReading): string[] {
  return reading.rows.filter(({ outcome }) => outcome !== "skip").map(tell);
}

export function tell(row: RosterRow | undefined): string {
  if (row === undefined) return "no row";
  return [
    row.outcome,
    row.startDate ?? "-",
    ...row.issues.map(({ code, field }) => (field === null ? code : `${code}(${field})`)),
  ].join(" ");
}
