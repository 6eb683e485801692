import { expect, test } from "vitest";
import {
  addDays,
  anchorDay,
  interval,
  periodAt,
  periodsBetween,
  plainDate,
  type PlainDate,
} from "./index.ts";

// An independent oracle on the machine's own Date, written as naively as it can be.
function naiveStart(anchorDate: string, day: number, every: string, index: number): string {
  const [year = 0, month = 0, dayOfMonth = 0] = anchorDate.split("-").map(Number);
  const months = { P1M: 1, P2M: 2, P3M: 3, P6M: 6, P1Y: 12 }[every];
  const days = { P1W: 7, P2W: 14, P30D: 30 }[every];
  if (months === undefined) {
    const moved = Date.UTC(year, month - 1, dayOfMonth + (days ?? 0) * index);
    return new Date(moved).toISOString().slice(0, 10);
  }
  const first = new Date(Date.UTC(year, month - 1 + months * index, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}

function naiveFirstAnchor(from: string, day: number): string {
  for (let date = plainDate(from); ; date = addDays(date, 1)) {
    if (naiveStart(date, day, "P1M", 0) === date) return date;
  }
}

const intervals = ["P1M", "P2M", "P3M", "P6M", "P1Y", "P1W", "P2W", "P30D"];
const days = [1, 15, 28, 29, 30, 31];
const years = [2026, 2027, 2028, 2100];
const stubStarts = [null, "01-31", "02-10", "12-30"];

const cases = intervals.flatMap((every) =>
  days.flatMap((day) => years.map((year) => ({ every, day, year }))),
);

test.each(cases)(
  "CAL-2: $every, day $day, $year: periods from the anchor",
  ({ every, day, year }) => {
    const anchorDate = naiveStart(`${year}-01-01`, day, "P1M", 0);
    const rule = {
      anchorDate: plainDate(anchorDate),
      anchorDay: anchorDay(day),
      interval: interval(every),
    };
    for (let index = 0; index < 60; index += 1) {
      const next = naiveStart(anchorDate, day, every, index + 1) as PlainDate;
      expect(periodAt({ ...rule, index })).toEqual({
        start: naiveStart(anchorDate, day, every, index),
        end: addDays(next, -1),
      });
    }
  },
);

test.each(cases)(
  "CAL-5: $every, day $day, $year: a stub leads to the anchor",
  ({ every, day, year }) => {
    for (const monthDay of stubStarts) {
      const from =
        monthDay === null ? naiveStart(`${year}-02-01`, day, "P1M", 0) : `${year}-${monthDay}`;
      const rule = {
        anchorDate: plainDate(from),
        anchorDay: anchorDay(day),
        interval: interval(every),
      };
      const first = every.endsWith("M") || every.endsWith("Y") ? naiveFirstAnchor(from, day) : from;
      const isStub = first !== from;
      const periods = Array.from({ length: 12 }, (_, index) => periodAt({ ...rule, index }));
      expect(periods[0]?.start).toBe(from);
      if (isStub) expect(periods[0]?.end).toBe(addDays(plainDate(first), -1));
      expect(periods[isStub ? 1 : 0]?.start).toBe(first);
      periods.slice(1).forEach((period, index) => {
        const before = periods[index];
        expect(before === undefined ? "" : addDays(before.end, 1)).toBe(period.start);
      });
    }
  },
);

test.each(cases)(
  "CAL-4: $every, day $day, $year: billing tiles from any day",
  ({ every, day, year }) => {
    const anchorDate = plainDate(naiveStart(`${year}-01-01`, day, "P1M", 0));
    const rule = { anchorDate, anchorDay: anchorDay(day), interval: interval(every) };
    const from = addDays(anchorDate, 40);
    const periods = periodsBetween({ ...rule, from, through: addDays(from, 900) });
    expect(periods[0]?.start).toBe(from);
    let expected = from;
    for (const period of periods) {
      expect(period.start).toBe(expected);
      expect(period.cycle.start <= period.start).toBe(true);
      expect(period.end).toBe(period.cycle.end);
      expected = addDays(period.end, 1);
    }
    expect(expected > addDays(from, 900)).toBe(true);
  },
);
