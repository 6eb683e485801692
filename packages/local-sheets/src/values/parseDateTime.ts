import type { LocaleFacts } from "../formats/locale.ts";
import type { ParsedNumber } from "./parseAmount.ts";

interface ReadDate {
  readonly serial: number;
  readonly pattern: string;
}

interface ReadTime {
  readonly share: number;
  readonly pattern: string;
  readonly isDuration: boolean;
}

const epochDays = Date.UTC(1899, 11, 30) / 86_400_000;

function serial(year: number, month: number, day: number): number | undefined {
  const instant = Date.UTC(year, month - 1, day);
  const date = new Date(instant);
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year <= 9999;
  return isReal ? instant / 86_400_000 - epochDays : undefined;
}

const fullYear = (text: string): number => {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
};

const width = (letter: string, text: string): string => letter.repeat(text.length >= 2 ? 2 : 1);
const yearWidth = (text: string): string => (text.length > 2 ? "yyyy" : "yy");

/** "4/3/2026" in the order of the locale; a year first is always year, month, day. */
function readNumeric(text: string, facts: LocaleFacts): ReadDate | undefined {
  const match = /^(\d{1,4})([./-])(\d{1,2})(?:\2(\d{1,4}))?$/.exec(text);
  if (!match) return undefined;
  const [, first = "", separator = "", second = "", third] = match;
  if (first.length >= 3)
    return first.length === 4 && third !== undefined && third.length <= 2
      ? ordered([first, second, third], "ymd", separator)
      : undefined;
  if (third === undefined) return undefined;
  if (separator === "." && !facts.datePattern.includes(".")) return undefined;
  if (facts.dateOrder === "ymd")
    return ordered([first, second, third], third.length === 4 ? "dmy" : "ymd", separator);
  return ordered([first, second, third], facts.dateOrder, separator);
}

function ordered(
  parts: readonly [string, string, string],
  order: LocaleFacts["dateOrder"],
  separator: string,
): ReadDate | undefined {
  const at = (letter: string): string => parts[order.indexOf(letter)] ?? "";
  const found = serial(fullYear(at("y")), Number(at("m")), Number(at("d")));
  if (found === undefined) return undefined;
  const pieces = { y: yearWidth(at("y")), m: width("M", at("m")), d: width("d", at("d")) };
  const pattern = [...order]
    .map((letter) => (letter === "y" ? pieces.y : letter === "m" ? pieces.m : pieces.d))
    .join(separator);
  return {
    serial: found,
    pattern: order === "ymd" ? pattern.replace("MM", "mm").replace("M", "m") : pattern,
  };
}

const monthPattern = (name: string): string => (name.length <= 4 ? "mmm" : "mmmm");

/** "5 Jan 2026", "January 5, 2026", "5-Jan-26" and "Jan 2026". */
function readNamed(text: string, facts: LocaleFacts): ReadDate | undefined {
  const number = (name: string): number | undefined => facts.months.get(name.toLowerCase());
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|\.)?([\s-]+)(\p{L}+)\.?,?[\s-]+(\d{4}|\d{2})$/u.exec(
    text,
  );
  if (dayFirst) {
    const [, day = "", gap = " ", name = "", year = ""] = dayFirst;
    const found = serial(fullYear(year), number(name) ?? 0, Number(day));
    const joint = gap.includes("-") ? "-" : " ";
    return found === undefined
      ? undefined
      : {
          serial: found,
          pattern: `${width("d", day)}${joint}${monthPattern(name)}${joint}${yearWidth(year)}`,
        };
  }
  const monthFirst = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}|\d{2})$/u.exec(text);
  if (monthFirst) {
    const [, name = "", day = "", year = ""] = monthFirst;
    const found = serial(fullYear(year), number(name) ?? 0, Number(day));
    return found === undefined
      ? undefined
      : { serial: found, pattern: `${monthPattern(name)} ${width("d", day)}, ${yearWidth(year)}` };
  }
  const monthOnly = /^(\p{L}+)\.?[\s-]+(\d{4})$/u.exec(text);
  if (!monthOnly) return undefined;
  const [, name = "", year = ""] = monthOnly;
  const found = serial(Number(year), number(name) ?? 0, 1);
  return found === undefined ? undefined : { serial: found, pattern: `${monthPattern(name)} yyyy` };
}

function readTime(text: string): ReadTime | undefined {
  const match = /^(\d{1,4})(?::(\d{2})(?::(\d{2})(\.\d+)?)?)?\s*([ap]m?)?$/i.exec(text);
  if (!match) return undefined;
  const [, hours = "", minutes, seconds, fraction, half] = match;
  if (minutes === undefined && half === undefined) return undefined;
  const hour = Number(hours);
  if (
    Number(minutes ?? 0) > 59 ||
    Number(seconds ?? 0) > 59 ||
    (half !== undefined && (hour < 1 || hour > 12))
  )
    return undefined;
  const inDay = half === undefined ? hour : (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  const share =
    (inDay * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0) + Number(fraction ?? 0)) /
    86_400;
  const isDuration = hour > 23;
  const hourPattern = isDuration ? "[h]" : half === undefined ? width("H", hours) : "h";
  const pattern = `${hourPattern}:mm${seconds === undefined ? "" : ":ss"}${half === undefined ? "" : " am/pm"}`;
  return { share, pattern, isDuration };
}

/** A date or time begins with a digit, or with the name of a month. */
function mayBeDate(text: string, { months }: LocaleFacts): boolean {
  if (/^\d/.test(text)) return true;
  const name = /^(\p{L}+)\.?[\s-]+\d/u.exec(text)?.[1];
  return name !== undefined && months.has(name.toLowerCase());
}

/** Reads dates, times, and dates with times, as the locale writes them. */
export function parseDateTime(text: string, facts: LocaleFacts): ParsedNumber | undefined {
  if (!mayBeDate(text, facts)) return undefined;
  const readDate = (part: string): ReadDate | undefined =>
    readNumeric(part, facts) ?? readNamed(part, facts);
  const date = readDate(text);
  if (date) return { value: date.serial, format: { type: "DATE", pattern: date.pattern } };
  const time = readTime(text);
  if (time) return { value: time.share, format: { type: "TIME", pattern: time.pattern } };
  const both = /^(.+?)(?:[T\s]+)(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]m)?)Z?$/i.exec(text);
  if (!both) return undefined;
  const [day, clock] = [readDate((both[1] ?? "").replace(/,$/, "")), readTime(both[2] ?? "")];
  if (!day || !clock || clock.isDuration) return undefined;
  return {
    value: day.serial + clock.share,
    format: { type: "DATE_TIME", pattern: `${day.pattern} ${clock.pattern}` },
  };
}
