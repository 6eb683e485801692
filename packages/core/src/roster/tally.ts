import type { RosterOutcome, RosterReading, RosterRow, SkipReason } from "./reading.ts";

/** Rows by outcome, and those that are no member by reason. */
export function tally(rows: readonly RosterRow[]): Pick<RosterReading, "counts" | "skipped"> {
  const counts: Record<RosterOutcome, number> = {
    ok: 0,
    warn: 0,
    error: 0,
    needs_choice: 0,
    skip: 0,
  };
  const skipped: Partial<Record<SkipReason, number>> = {};
  for (const { outcome, skipReason } of rows) {
    counts[outcome] += 1;
    if (skipReason !== undefined) skipped[skipReason] = (skipped[skipReason] ?? 0) + 1;
  }
  return { counts, skipped };
}
