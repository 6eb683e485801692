import { tzOffset } from "@date-fns/tz";
import * as z from "zod";
import { addDays, fromDayNumber, toDayNumber, type PlainDate } from "./plainDate.ts";

const dayMs = 86_400_000;

/** An IANA time zone name that this runtime knows. */
export const TimeZone = z
  .string()
  .refine(isTimeZone, "not an IANA time zone, such as America/Chicago");
export type TimeZone = z.infer<typeof TimeZone>;

// Asking the runtime takes 0.1 ms, and every settings object asks.
const knownZones = new Set<string>();

export function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    const isKnown =
      new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
    if (isKnown) knownZones.add(name);
    return isKnown;
  } catch {
    return false;
  }
}

const minuteMs = 60_000;
// Since 1973 every zone changes on a whole minute. Asking the runtime takes 10 µs, and every request asks about its own minute.
const wholeMinutesFromMs = 94_694_400_000;
const latest = new Map<string, { minute: number; offsetMs: number }>();

/** Milliseconds that the wall clock is ahead of UTC at an instant. */
function offsetMs(epochMs: number, timeZone: string): number {
  const minute = Math.floor(epochMs / minuteMs);
  const known = latest.get(timeZone);
  if (known?.minute === minute && epochMs >= wholeMinutesFromMs) return known.offsetMs;
  const asked = askOffsetMs(epochMs, timeZone);
  latest.set(timeZone, { minute, offsetMs: asked });
  return asked;
}

function askOffsetMs(epochMs: number, timeZone: string): number {
  const offsetMinutes = tzOffset(timeZone, new Date(epochMs));
  if (Number.isNaN(offsetMinutes)) throw new RangeError(`"${timeZone}" is not a time zone`);
  return Math.round(offsetMinutes * 60) * 1000;
}

function wallClock(epochMs: number, timeZone: string): { date: PlainDate; secondOfDay: number } {
  const localMs = epochMs + offsetMs(epochMs, timeZone);
  const dayNumber = Math.floor(localMs / dayMs);
  return {
    date: fromDayNumber(dayNumber),
    secondOfDay: Math.floor((localMs - dayNumber * dayMs) / 1000),
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
  const asIfUtc = toDayNumber(date) * dayMs + secondOfDay * 1000;
  const offsets = [-dayMs, dayMs].map((shift) => offsetMs(asIfUtc + shift, timeZone));
  const candidates = offsets.map((offset) => asIfUtc - offset).sort((left, right) => left - right);
  const exact = candidates.find((epochMs) => epochMs + offsetMs(epochMs, timeZone) === asIfUtc);
  return new Date(exact ?? firstInstantAfterSkip(candidates, timeZone)).toISOString();
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
