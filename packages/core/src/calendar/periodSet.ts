import { addDays, maxDate, minDate, type Period, type PlainDate } from "./plainDate.ts";

/** Periods in order, merged where they touch or overlap. */
export function mergePeriods(periods: readonly Period[]): Period[] {
  const merged: Period[] = [];
  for (const period of periods.toSorted((one, other) => (one.start < other.start ? -1 : 1))) {
    const last = merged.at(-1);
    if (last !== undefined && period.start <= addDays(last.end, 1)) {
      last.end = maxDate(last.end, period.end);
    } else {
      merged.push({ start: period.start, end: period.end });
    }
  }
  return merged;
}

/** What is left of `periods` without the days of `removed`. */
export function removePeriod(periods: readonly Period[], removed: Period): Period[] {
  return periods.flatMap((period) => {
    if (!overlaps(period, removed)) return [period];
    const left: Period[] = [];
    if (period.start < removed.start) {
      left.push({ start: period.start, end: addDays(removed.start, -1) });
    }
    if (period.end > removed.end) left.push({ start: addDays(removed.end, 1), end: period.end });
    return left;
  });
}

export function overlaps(one: Period, other: Period): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** The days that both have. */
export function sharedDays(one: Period, other: Period): Period | null {
  if (!overlaps(one, other)) return null;
  return { start: maxDate(one.start, other.start), end: minDate(one.end, other.end) };
}

export function includesDay({ start, end }: Period, day: PlainDate): boolean {
  return start <= day && day <= end;
}
