import * as z from "zod";
import { addDays, plainDate, type PlainDate } from "./plainDate.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(timeZone, made);
  return made;
}

/** An IANA time zone name that this runtime knows. */
export const TimeZone = z
  .string()
  .refine(isTimeZone, "not an IANA time zone, such as America/Chicago");
export type TimeZone = z.infer<typeof TimeZone>;

export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

function wallClock(epochMs: number, timeZone: string): { date: PlainDate; secondOfDay: number } {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(epochMs)) parts[type] = value;
  return {
    date: plainDate(`${parts.year?.padStart(4, "0")}-${parts.month}-${parts.day}`),
    secondOfDay: Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second),
  };
}

/**
 * The date in `timeZone` at an instant written in ISO 8601 with its offset (CAL-1). Throws RangeError when the instant
 * or the zone cannot be read.
 */
export function dateInZone(instant: string, timeZone: string): PlainDate {
  return wallClock(epochMsOf(instant), timeZone).date;
}

/** The time of day in `timeZone` at an instant, in seconds after midnight on the wall clock. */
export function secondOfDayInZone(instant: string, timeZone: string): number {
  return wallClock(epochMsOf(instant), timeZone).secondOfDay;
}

function epochMsOf(instant: string): number {
  const epochMs = /(?:Z|[+-]\d{2}:?\d{2})$/.test(instant) ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(epochMs)) throw new RangeError(`"${instant}" is not an instant with its offset`);
  return epochMs;
}

/**
 * The instant at which the wall clock of `timeZone` shows `date` and `secondOfDay`. An hour that is skipped gives the
 * first valid instant after it; an hour that comes twice gives its first coming.
 */
export function instantInZone({
  date,
  secondOfDay,
  timeZone,
}: {
  date: PlainDate;
  secondOfDay: number;
  timeZone: string;
}): string {
  const asIfUtc = Date.parse(`${date}T00:00:00Z`) + secondOfDay * 1000;
  const offsets = [-86_400_000, 86_400_000].map((shift) => offsetMs(asIfUtc + shift, timeZone));
  const candidates = offsets.map((offset) => asIfUtc - offset).sort((left, right) => left - right);
  const exact = candidates.find((epochMs) => epochMs + offsetMs(epochMs, timeZone) === asIfUtc);
  return new Date(exact ?? firstInstantAfterSkip(candidates, timeZone)).toISOString();
}

function offsetMs(epochMs: number, timeZone: string): number {
  const { date, secondOfDay } = wallClock(epochMs, timeZone);
  const wholeSecondMs = Math.floor(epochMs / 1000) * 1000;
  return Date.parse(`${date}T00:00:00Z`) + secondOfDay * 1000 - wholeSecondMs;
}

function firstInstantAfterSkip(candidates: number[], timeZone: string): number {
  let [before = 0, after = 0] = candidates;
  const offsetBefore = offsetMs(before, timeZone);
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (offsetMs(middle, timeZone) === offsetBefore) before = middle;
    else after = middle;
  }
  return after;
}

/** Milliseconds from one instant to another. Throws RangeError when either cannot be read. */
export function instantsApartMs(earlier: string, later: string): number {
  return epochMsOf(later) - epochMsOf(earlier);
}

/** The instant at which the next local date begins: when statuses of a practice may turn. */
export function nextMidnight(instant: string, timeZone: string): string {
  const tomorrow = addDays(dateInZone(instant, timeZone), 1);
  return instantInZone({ date: tomorrow, secondOfDay: 0, timeZone });
}
