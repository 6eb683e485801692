import * as z from "zod";
import { civilFromDayNumber, dayNumberFromCivil, daysInMonth } from "./dayNumber.ts";
import { stepOf, type Interval } from "./interval.ts";
import {
  dayOfMonth,
  fromDayNumber,
  toDayNumber,
  type Period,
  type PlainDate,
} from "./plainDate.ts";

/** The day of the month on which cycles begin; a month without it uses its last day, so 31 is "last day of month". */
export const AnchorDay = z.int().min(1).max(31).brand("AnchorDay");
export type AnchorDay = z.infer<typeof AnchorDay>;

/** Throws RangeError outside 1 to 31. */
export function anchorDay(day: number): AnchorDay {
  if (!Number.isInteger(day) || day < 1 || day > 31) {
    throw new RangeError(
      `${day} is not an anchor day: 1 to 31, where 31 is the last day of the month`,
    );
  }
  return day as AnchorDay;
}

/** Where cycles are counted from: a date on which one begins, the day it stands for, and their length. */
export type CycleRule = { anchorDate: PlainDate; anchorDay: AnchorDay; interval: Interval };

export type Cycle = Period & { index: number };

/** A stretch that is billed at once: a whole cycle, or a stub of one. */
export type BillingPeriod = Period & { cycle: Cycle; isStub: boolean };

function dayInMonth(monthIndex: number, day: number): number {
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  return dayNumberFromCivil({ year, month, day: Math.min(day, daysInMonth({ year, month })) });
}

function monthIndexOf(dayNumber: number): number {
  const { year, month } = civilFromDayNumber(dayNumber);
  return year * 12 + month - 1;
}

/** The day number on which cycle `index` begins, counted from the anchor and never from the cycle before (CAL-2). */
export function cycleStartDay(rule: CycleRule, index: number): number {
  const anchor = toDayNumber(rule.anchorDate);
  const step = stepOf(rule.interval);
  if (step.unit === "day") return anchor + index * step.count;
  return dayInMonth(monthIndexOf(anchor) + index * step.count, rule.anchorDay);
}

/** Cycle `index` of an aligned anchor date; negative before it. */
export function cycleAt(rule: CycleRule, index: number): Cycle {
  return {
    index,
    start: fromDayNumber(cycleStartDay(rule, index)),
    end: fromDayNumber(cycleStartDay(rule, index + 1) - 1),
  };
}

/** The number of the cycle that `date` falls in. */
export function cycleIndexOn(rule: CycleRule, date: PlainDate): number {
  const day = toDayNumber(date);
  const anchor = toDayNumber(rule.anchorDate);
  const step = stepOf(rule.interval);
  if (step.unit === "day") return Math.floor((day - anchor) / step.count);
  const months = monthIndexOf(day) - monthIndexOf(anchor);
  const index = Math.floor(months / step.count);
  return cycleStartDay(rule, index) > day ? index - 1 : index;
}

export function cycleOn(rule: CycleRule, date: PlainDate): Cycle {
  return cycleAt(rule, cycleIndexOn(rule, date));
}

/** The first date on or after `from` that stands for `day` (CAL-5). */
export function firstAnchorDate({ from, day }: { from: PlainDate; day: AnchorDay }): PlainDate {
  const fromDay = toDayNumber(from);
  const month = monthIndexOf(fromDay);
  const inThisMonth = dayInMonth(month, day);
  return fromDayNumber(inThisMonth >= fromDay ? inThisMonth : dayInMonth(month + 1, day));
}

export function isAnchorDate({ date, day }: { date: PlainDate; day: AnchorDay }): boolean {
  return firstAnchorDate({ from: date, day }) === date;
}

/** The period that begins on `from`: to the end of the cycle it falls in; a stub when it begins later than the cycle. */
export function periodFrom(rule: CycleRule, from: PlainDate): BillingPeriod {
  const cycle = cycleOn(rule, from);
  return { start: from, end: cycle.end, cycle, isStub: cycle.start !== from };
}

/**
 * Period `index` of a membership that begins on `anchorDate`, both ends counted (CAL-2, CAL-4). Where that date does not
 * stand for `anchorDay`, period 0 is a stub up to the first date that does (CAL-5); weeks and 30 days have no anchor day.
 * Throws RangeError for index < 0.
 */
export function periodAt({ index, ...rule }: CycleRule & { index: number }): Period {
  if (index < 0) throw new RangeError("periods are counted from 0");
  if (stepOf(rule.interval).unit === "day") return bounds(cycleAt(rule, index));
  const anchorDate = firstAnchorDate({ from: rule.anchorDate, day: rule.anchorDay });
  if (anchorDate === rule.anchorDate) return bounds(cycleAt(rule, index));
  if (index > 0) return bounds(cycleAt({ ...rule, anchorDate }, index - 1));
  return { start: rule.anchorDate, end: fromDayNumber(toDayNumber(anchorDate) - 1) };
}

/** The periods from `from` on that begin no later than `through`; the first is a stub when `from` is inside a cycle. */
export function periodsBetween({
  from,
  through,
  ...rule
}: CycleRule & { from: PlainDate; through: PlainDate }): BillingPeriod[] {
  const periods: BillingPeriod[] = [];
  for (let start = from; start <= through;) {
    const period = periodFrom(rule, start);
    periods.push(period);
    start = fromDayNumber(toDayNumber(period.end) + 1);
  }
  return periods;
}

function bounds({ start, end }: Cycle): Period {
  return { start, end };
}

export function ownAnchorDay(date: PlainDate): AnchorDay {
  return anchorDay(dayOfMonth(date));
}
