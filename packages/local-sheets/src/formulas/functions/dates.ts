import { parseEntered } from "../../values/parseEntered.ts";
import { single, type Scope } from "../evaluate.ts";
import { fail, toNumber, toText, type Atom } from "../values.ts";
import { atomsOf } from "./atoms.ts";
import { scalar, whole, type FunctionTable } from "./spec.ts";

const dayMs = 86_400_000;
const epochMs = Date.UTC(1899, 11, 30);

export const serialOf = (year: number, month: number, day: number): number =>
  Math.round((Date.UTC(year, month - 1, day) - epochMs) / dayMs);

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function dayOf(serial: number): Day {
  const date = new Date(epochMs + Math.floor(serial) * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

const secondsOf = (serial: number): number =>
  Math.round((serial - Math.floor(serial)) * 86_400) % 86_400;

const lengthOfMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

export function addMonths(serial: number, months: number): number {
  const { year, month, day } = dayOf(serial);
  const index = year * 12 + month - 1 + Math.trunc(months);
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return serialOf(toYear, toMonth, Math.min(day, lengthOfMonth(toYear, toMonth)));
}

/** The instant as a serial in the spreadsheet's time zone. */
export function nowSerial(scope: Scope): number {
  scope.evaluation.isVolatile = true;
  const { timeZone } = scope.document.properties;
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(scope.evaluation.nowMs);
  const part = (type: string): number =>
    Number(parts.find((entry) => entry.type === type)?.value ?? 0);
  return (
    serialOf(part("year"), part("month"), part("day")) +
    (part("hour") * 3600 + part("minute") * 60 + part("second")) / 86_400
  );
}

/** A date given as a serial or as text. */
function serial(value: Atom, where: string, parameter: number, scope: Scope): number {
  if (typeof value !== "string") return toNumber(value, where, parameter);
  const { entered } = parseEntered(value, scope.document.properties.locale);
  if (typeof entered === "number") return entered;
  throw fail(
    "VALUE",
    `Function ${where} parameter ${parameter} expects number values. But '${value}' is a text and cannot be coerced to a number.`,
  );
}

function dateDifference([start, end, unit]: readonly Atom[], scope: Scope): number {
  const [first, last] = [
    Math.floor(serial(start, "DATEDIF", 1, scope)),
    Math.floor(serial(end, "DATEDIF", 2, scope)),
  ];
  if (first > last)
    throw fail(
      "NUM",
      `Function DATEDIF parameter 1 (${first}) should be on or before Function DATEDIF parameter 2 (${last}).`,
    );
  const [from, to] = [dayOf(first), dayOf(last)];
  const months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
  switch (toText(unit).toUpperCase()) {
    case "D":
      return last - first;
    case "M":
      return months;
    case "Y":
      return Math.floor(months / 12);
    case "YM":
      return months % 12;
    case "MD":
      return last - addMonths(first, months);
    case "YD":
      return last - addMonths(first, Math.floor(months / 12) * 12);
    default:
      throw fail("NUM", `Function DATEDIF parameter 3 value is ${toText(unit)}.`);
  }
}

const weekday = (day: number): number => ((((Math.floor(day) - 1) % 7) + 7) % 7) + 1;

function weekdayBy(day: number, type: number): number {
  const sunday = weekday(day);
  if (type === 2) return sunday === 1 ? 7 : sunday - 1;
  return type === 3 ? (sunday + 5) % 7 : sunday;
}

const isWorkday = (day: number, holidays: ReadonlySet<number>): boolean =>
  weekday(day) !== 1 && weekday(day) !== 7 && !holidays.has(day);

function workday(start: number, days: number, holidays: ReadonlySet<number>): number {
  let day = Math.floor(start);
  for (let left = Math.abs(days); left > 0;) {
    day += Math.sign(days);
    if (isWorkday(day, holidays)) left -= 1;
  }
  return day;
}

function workdaysBetween(start: number, end: number, holidays: ReadonlySet<number>): number {
  const step = start <= end ? 1 : -1;
  let count = 0;
  for (let day = Math.floor(start); step > 0 ? day <= end : day >= end; day += step)
    if (isWorkday(day, holidays)) count += step;
  return count;
}

const part = (where: string, read: (serial: number) => number) =>
  scalar(1, 1, ([value], scope) => {
    const number = serial(value, where, 1, scope);
    if (number < 0)
      throw fail(
        "NUM",
        `Function ${where} parameter 1 value is ${number}. It should be greater than or equal to 0.`,
      );
    return read(number);
  });

function yearFraction(first: number, last: number, basis: number): number {
  const [start, end] = first <= last ? [first, last] : [last, first];
  if (basis === 1) return (end - start) / 365.25;
  if (basis === 2) return (end - start) / 360;
  if (basis === 3) return (end - start) / 365;
  const [from, to] = [dayOf(start), dayOf(end)];
  const [startDay, endDay] = [
    Math.min(from.day, 30),
    from.day >= 30 ? Math.min(to.day, 30) : to.day,
  ];
  return ((to.year - from.year) * 360 + (to.month - from.month) * 30 + endDay - startDay) / 360;
}

export const dateFunctions: FunctionTable = {
  TODAY: scalar(0, 0, (_, scope) => Math.floor(nowSerial(scope))),
  NOW: scalar(0, 0, (_, scope) => nowSerial(scope)),
  DATE: scalar(3, 3, ([year, month, day]) => {
    const given = Math.trunc(toNumber(year, "DATE", 1));
    return serialOf(
      given < 1900 ? given + 1900 : given,
      Math.trunc(toNumber(month, "DATE", 2)),
      Math.trunc(toNumber(day, "DATE", 3)),
    );
  }),
  DATEVALUE: scalar(1, 1, ([value], scope) => Math.floor(serial(value, "DATEVALUE", 1, scope))),
  TIME: scalar(
    3,
    3,
    ([hour, minute, second]) =>
      ((toNumber(hour, "TIME", 1) * 3600 +
        toNumber(minute, "TIME", 2) * 60 +
        toNumber(second, "TIME", 3)) /
        86_400) %
      1,
  ),
  TIMEVALUE: scalar(1, 1, ([value], scope) => serial(value, "TIMEVALUE", 1, scope) % 1),
  TO_DATE: scalar(1, 1, ([value]) => value),
  YEAR: part("YEAR", (value) => dayOf(value).year),
  MONTH: part("MONTH", (value) => dayOf(value).month),
  DAY: part("DAY", (value) => dayOf(value).day),
  HOUR: part("HOUR", (value) => Math.floor(secondsOf(value) / 3600)),
  MINUTE: part("MINUTE", (value) => Math.floor(secondsOf(value) / 60) % 60),
  SECOND: part("SECOND", (value) => secondsOf(value) % 60),
  WEEKDAY: scalar(1, 2, ([value, type], scope) =>
    weekdayBy(
      serial(value, "WEEKDAY", 1, scope),
      type === undefined ? 1 : toNumber(type, "WEEKDAY", 2),
    ),
  ),
  WEEKNUM: scalar(1, 2, ([value, type], scope) => {
    const day = Math.floor(serial(value, "WEEKNUM", 1, scope));
    const newYear = serialOf(dayOf(day).year, 1, 1);
    const first =
      type !== undefined && toNumber(type, "WEEKNUM", 2) === 2
        ? weekdayBy(newYear, 2)
        : weekday(newYear);
    return Math.floor((day - newYear + first - 1) / 7) + 1;
  }),
  ISOWEEKNUM: part("ISOWEEKNUM", (value) => {
    const thursday = Math.floor(value) + 4 - weekdayBy(value, 2);
    return Math.floor((thursday - serialOf(dayOf(thursday).year, 1, 1)) / 7) + 1;
  }),
  EDATE: scalar(2, 2, ([start, months], scope) =>
    addMonths(serial(start, "EDATE", 1, scope), toNumber(months, "EDATE", 2)),
  ),
  EOMONTH: scalar(2, 2, ([start, months], scope) => {
    const { year, month } = dayOf(
      addMonths(serial(start, "EOMONTH", 1, scope), toNumber(months, "EOMONTH", 2)),
    );
    return serialOf(year, month, lengthOfMonth(year, month));
  }),
  DAYS: scalar(
    2,
    2,
    ([end, start], scope) =>
      Math.floor(serial(end, "DAYS", 1, scope)) - Math.floor(serial(start, "DAYS", 2, scope)),
  ),
  DATEDIF: scalar(3, 3, dateDifference),
  YEARFRAC: scalar(2, 3, ([start, end, basis], scope) =>
    yearFraction(
      serial(start, "YEARFRAC", 1, scope),
      serial(end, "YEARFRAC", 2, scope),
      basis === undefined ? 0 : toNumber(basis, "YEARFRAC", 3),
    ),
  ),
  NETWORKDAYS: whole(2, 3, (scope, [start, end, holidays]) =>
    workdaysBetween(
      serial(single(scope, start), "NETWORKDAYS", 1, scope),
      serial(single(scope, end), "NETWORKDAYS", 2, scope),
      daysIn(scope, holidays),
    ),
  ),
  WORKDAY: whole(2, 3, (scope, [start, days, holidays]) =>
    workday(
      serial(single(scope, start), "WORKDAY", 1, scope),
      Math.trunc(toNumber(single(scope, days), "WORKDAY", 2)),
      daysIn(scope, holidays),
    ),
  ),
};

function daysIn(scope: Scope, value: Parameters<typeof single>[1]): Set<number> {
  return new Set(atomsOf(scope, [value]).filter((atom) => typeof atom === "number"));
}
