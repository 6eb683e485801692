import {
  daysInMonth,
  dateInZone,
  fromDayNumber,
  serialToDate,
  type PlainDate,
} from "../../calendar/index.ts";
import type { RosterCell } from "../grid.ts";
import type { DateOrder } from "../settings.ts";
import { readDateShape, type DateShape } from "./dateShape.ts";
import { bad, blank, doubtful, good, type Parsed, type Problem } from "./parsed.ts";
import { cleanText, formulaErrorFound, isFormulaError, isPlaceholder } from "./text.ts";

export type DateContext = {
  order: DateOrder | null;
  today: PlainDate;
  /** Set: times in the column are instants, and the day is the one in this zone. */
  timeZone: string | undefined;
  isBirthDate: boolean;
  clearWords: ReadonlySet<string>;
};

const wantedDate = "a date with day, month and year";

export function parseDateCell(cell: RosterCell, context: DateContext): Parsed<PlainDate> {
  switch (cell.kind) {
    case "empty":
      return blank;
    case "text":
      return parseDateText(cell.text, context);
    case "number":
      return parseDateNumber(cell, context);
    case "boolean":
      return bad({
        code: "date_unparsed",
        level: "error",
        found: cell.value ? "TRUE" : "FALSE",
        wanted: wantedDate,
      });
    case "error":
      return formulaErrorFound(cell.code, wantedDate);
  }
}

/** The cleaned text of a date cell, or '' where it says nothing. */
export function dateTextOf(text: string, clearWords: ReadonlySet<string>): string {
  const value = cleanText(text);
  return isPlaceholder(value) || clearWords.has(value) ? "" : value;
}

function parseDateText(text: string, context: DateContext): Parsed<PlainDate> {
  const value = dateTextOf(text, context.clearWords);
  if (value === "") return blank;
  if (isFormulaError(value)) return formulaErrorFound(value, wantedDate);
  return fromShape(value, readDateShape(value), context);
}

function parseDateNumber(
  cell: Extract<RosterCell, { kind: "number" }>,
  context: DateContext,
): Parsed<PlainDate> {
  const isTyped = cell.format === "date" || cell.format === "date_time";
  const date = isTyped ? dateOfSerial(cell.number) : null;
  if (date !== null) return inPlausibleTime(cell.formatted ?? date, date, context);
  const found = cell.formatted ?? String(cell.number);
  if (isTyped) return impossible(found);
  return ofUntypedNumber({ number: cell.number, found, context });
}

function ofUntypedNumber(input: {
  number: number;
  found: string;
  context: DateContext;
}): Parsed<PlainDate> {
  const { number, found, context } = input;
  if (number >= 100_000 || number < 10_000) {
    return fromShape(found, readDateShape(String(number)), context);
  }
  const date = dateOfSerial(number);
  return date === null
    ? impossible(found)
    : withSerialWarning(found, inPlausibleTime(found, date, context));
}

function dateOfSerial(serial: number): PlainDate | null {
  return serial >= 1 && serial < 2_958_466 ? serialToDate(serial) : null;
}

function fromShape(found: string, shape: DateShape, context: DateContext): Parsed<PlainDate> {
  switch (shape.kind) {
    case "zero":
      return blank;
    case "incomplete":
      return bad({
        code: "date_incomplete",
        level: "error",
        found,
        wanted: `${wantedDate}; the day is missing`,
      });
    case "unreadable":
      return bad({ code: "date_unparsed", level: "error", found, wanted: wantedDate });
    case "serial": {
      const date = shape.serial >= 10_000 ? dateOfSerial(shape.serial) : null;
      if (date === null)
        return bad({ code: "date_unparsed", level: "error", found, wanted: wantedDate });
      return withSerialWarning(found, inPlausibleTime(found, date, context));
    }
    case "unix":
      return ofInstant(found, instantOf(shape.seconds), context);
    case "ymd":
      return shape.time === undefined
        ? real(found, shape, context)
        : ofTimestamp(found, shape, context);
    case "named":
      return real(found, fullYear(shape, context), context, shape.isTwoDigitYear);
    case "numbers":
      return ofNumbers(found, shape, context);
  }
}

function ofNumbers(
  found: string,
  shape: Extract<DateShape, { kind: "numbers" }>,
  context: DateContext,
): Parsed<PlainDate> {
  const { first, second } = shape;
  if (context.order === "YMD") return yearFirst(found, shape, context);
  const { year } = fullYear(shape, context);
  const order = context.order ?? (first === second ? "DMY" : null);
  if (order === null) {
    if (first > 12 || second > 12) return mismatchOrImpossible(found, year, first, second);
    return ambiguousOrder(found);
  }
  const [month, day] = order === "MDY" ? [first, second] : [second, first];
  if (isReal(year, month, day)) {
    return real(found, { year, month, day }, context, shape.isTwoDigitYear);
  }
  if (!isReal(year, day, month)) return impossible(found);
  return otherOrder(found, order === "MDY" ? "month/day/year" : "day/month/year");
}

/** In a column of year-month-day, 26/05/01 is 1 May 2026, and a date that ends with its year is of another order. */
function yearFirst(
  found: string,
  { first, second, year, isTwoDigitYear }: Extract<DateShape, { kind: "numbers" }>,
  context: DateContext,
): Parsed<PlainDate> {
  if (!isTwoDigitYear) return otherOrder(found, "year-month-day");
  const full = fullYear({ year: first, isTwoDigitYear }, context);
  return real(found, { year: full.year, month: second, day: year }, context, true);
}

function otherOrder(found: string, order: string): Parsed<never> {
  const wanted = `${order}, as in the rest of the column`;
  return bad({ code: "date_order_mismatch", level: "error", found, wanted });
}

function ambiguousOrder(found: string): Parsed<never> {
  const wanted = "an answer which comes first, day or month";
  return bad({ code: "date_order_ambiguous", level: "error", found, wanted });
}

function mismatchOrImpossible(
  found: string,
  year: number,
  first: number,
  second: number,
): Parsed<never> {
  if (!isReal(year, first, second) && !isReal(year, second, first)) return impossible(found);
  return ambiguousOrder(found);
}

function impossible(found: string): Parsed<never> {
  return bad({ code: "date_impossible", level: "error", found, wanted: "a day that exists" });
}

type YearMonthDay = { year: number; month: number; day: number };

/** Two figures: a birth is never in the future, any other date is in this century (ROS-13). */
function fullYear<Shape extends { year: number; isTwoDigitYear: boolean }>(
  shape: Shape,
  context: DateContext,
): Shape {
  if (!shape.isTwoDigitYear) return shape;
  const thisYear = Number(context.today.slice(0, 4));
  const isLastCentury = context.isBirthDate && 2000 + shape.year > thisYear;
  return { ...shape, year: shape.year + (isLastCentury ? 1900 : 2000) };
}

function isReal(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth({ year, month });
}

function real(
  found: string,
  { year, month, day }: YearMonthDay,
  context: DateContext,
  isTwoDigitYear = false,
): Parsed<PlainDate> {
  if (!isReal(year, month, day)) return impossible(found);
  const parsed = inPlausibleTime(found, dateOf(year, month, day), context);
  if (!isTwoDigitYear || parsed.value === null) return parsed;
  return {
    value: parsed.value,
    problems: [
      ...parsed.problems,
      {
        code: "two_digit_year",
        level: "warn",
        found,
        wanted: `four figures for the year; read as ${year}`,
      },
    ],
  };
}

function dateOf(year: number, month: number, day: number): PlainDate {
  const text = `${String(year).padStart(4, "0")}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
  return text as PlainDate;
}

function inPlausibleTime(found: string, value: PlainDate, context: DateContext): Parsed<PlainDate> {
  if (!context.isBirthDate || value <= context.today) return good(value);
  return bad({
    code: "dob_in_future",
    level: "error",
    found,
    wanted: `a birth date not after ${context.today}`,
  });
}

function withSerialWarning(found: string, parsed: Parsed<PlainDate>): Parsed<PlainDate> {
  if (parsed.value === null) return parsed;
  const problem: Problem = {
    code: "date_serial",
    level: "warn",
    found,
    wanted: `a date; the spreadsheet's day number was read as ${parsed.value}`,
  };
  return { value: parsed.value, problems: [...parsed.problems, problem] };
}

function ofTimestamp(
  found: string,
  shape: Extract<DateShape, { kind: "ymd" }>,
  context: DateContext,
): Parsed<PlainDate> {
  const written = real(found, shape, context);
  const isInstant = !context.isBirthDate && context.timeZone !== undefined;
  if (!isInstant || written.value === null) return written;
  const time = shape.time ?? "00:00";
  const clock = time.length <= 5 ? `${time.padStart(5, "0")}:00` : time.padStart(8, "0");
  const zone = shape.zone === undefined || /^[a-z]+$/i.test(shape.zone) ? "Z" : shape.zone;
  return ofInstant(found, `${written.value}T${clock}${zone}`, context);
}

function ofInstant(found: string, instant: string, context: DateContext): Parsed<PlainDate> {
  if (!validTime.test(instant))
    return bad({ code: "date_unparsed", level: "error", found, wanted: wantedDate });
  const written = instant.slice(0, 10) as PlainDate;
  if (context.timeZone === undefined) return inPlausibleTime(found, written, context);
  const value = dateInZone(instant, context.timeZone);
  if (value === written) return inPlausibleTime(found, value, context);
  return doubtful(value, {
    code: "timezone_shift",
    level: "warn",
    found,
    wanted: `a local date; in ${context.timeZone} it is ${value}`,
  });
}

const validTime = /T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

function instantOf(unixSeconds: number): string {
  const day = Math.floor(unixSeconds / 86_400);
  const second = unixSeconds - day * 86_400;
  const part = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${fromDayNumber(day)}T${part(second / 3600)}:${part((second % 3600) / 60)}:${part(second % 60)}Z`;
}
