import { fromDayNumber, toDayNumber, type PlainDate } from "./plainDate.ts";

// Day 0 of Google Sheets and Excel is 30 December 1899.
const serialOfUnixEpoch = 25_569;

/** The day serial a spreadsheet stores: 2026-05-01 is 46143. */
export function dateToSerial(date: PlainDate): number {
  return toDayNumber(date) + serialOfUnixEpoch;
}

/** A fraction is a time of day and is dropped. Throws RangeError outside the years 0001 to 9999. */
export function serialToDate(serial: number): PlainDate {
  return fromDayNumber(Math.floor(serial) - serialOfUnixEpoch);
}
