import * as z from "zod";
import { civilFromDayNumber, dayNumberFromCivil, daysInMonth } from "./dayNumber.ts";

/** A calendar day 'YYYY-MM-DD' without time or zone (CAL-1). Only days that exist, years 0001 to 9999. */
export const PlainDate = z.iso
  .date()
  .refine((text) => text >= "0001-01-01", "year 0000 does not exist")
  .brand("PlainDate");
export type PlainDate = z.infer<typeof PlainDate>;

/** Days from `start` to `end`, both counted (CAL-4). */
export const Period = z.object({ start: PlainDate, end: PlainDate });
export type Period = z.infer<typeof Period>;

const firstDayNumber = dayNumberFromCivil({ year: 1, month: 1, day: 1 });
const lastDayNumber = dayNumberFromCivil({ year: 9999, month: 12, day: 31 });

/** Throws RangeError when `text` is not a real day written YYYY-MM-DD. */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new RangeError(`"${text}" is not a day written YYYY-MM-DD`);
  return text;
}

export function isPlainDate(text: string): text is PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const year = yearOf(text);
  const month = monthOf(text);
  const day = dayOfMonth(text);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth({ year, month });
}

export function yearOf(date: string): number {
  return digits(date, 0) * 100 + digits(date, 2);
}

export function monthOf(date: string): number {
  return digits(date, 5);
}

export function dayOfMonth(date: string): number {
  return digits(date, 8);
}

function digits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

/** Days since 1970-01-01; negative before it. */
export function toDayNumber(date: PlainDate): number {
  return dayNumberFromCivil({ year: yearOf(date), month: monthOf(date), day: dayOfMonth(date) });
}

// A run meets the days of two centuries many times; the text of each is made once.
const firstDayKept = dayNumberFromCivil({ year: 1900, month: 1, day: 1 });
const textOfDay: (PlainDate | undefined)[] = Array.from({ length: 73_414 });

/** Throws RangeError outside the years 0001 to 9999. */
export function fromDayNumber(dayNumber: number): PlainDate {
  const known = textOfDay[dayNumber - firstDayKept];
  if (known !== undefined) return known;
  if (!Number.isInteger(dayNumber) || dayNumber < firstDayNumber || dayNumber > lastDayNumber) {
    throw new RangeError(`day ${dayNumber} is outside the years 0001 to 9999`);
  }
  const { year, month, day } = civilFromDayNumber(dayNumber);
  const text =
    `${String(year).padStart(4, "0")}-${twoDigits[month]}-${twoDigits[day]}` as PlainDate;
  const at = dayNumber - firstDayKept;
  if (at >= 0 && at < textOfDay.length) textOfDay[at] = text;
  return text;
}

const twoDigits = Array.from({ length: 32 }, (_, value) => String(value).padStart(2, "0"));

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** Days from `from` to `to`, the first not counted: 1 May to 2 May is 1; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** Days of a period, both ends counted. */
export function countDays({ start, end }: Period): number {
  return daysBetween(start, end) + 1;
}

export function minDate(first: PlainDate, ...others: PlainDate[]): PlainDate {
  return others.reduce((least, date) => (date < least ? date : least), first);
}

export function maxDate(first: PlainDate, ...others: PlainDate[]): PlainDate {
  return others.reduce((greatest, date) => (date > greatest ? date : greatest), first);
}

export function isLastDayOfMonth(date: PlainDate): boolean {
  return dayOfMonth(date) === daysInMonth({ year: yearOf(date), month: monthOf(date) });
}
