import { addMonths, differenceInCalendarDays, getDaysInMonth, parseISO } from "date-fns";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  anchorDay,
  countDays,
  cycleIndexOn,
  cycleOn,
  dateInZone,
  dateToSerial,
  daysBetween,
  firstAnchorDate,
  fromDayNumber,
  instantInZone,
  Interval,
  interval,
  intervalInWords,
  isPlainDate,
  isTimeZone,
  mergePeriods,
  nextMidnight,
  ownAnchorDay,
  periodAt,
  periodsBetween,
  PlainDate,
  plainDate,
  removePeriod,
  secondOfDayInZone,
  serialToDate,
  toDayNumber,
} from "./index.ts";

const anyDay = fc.integer({ min: -25_000, max: 60_000 }).map(fromDayNumber);

const startsOf = (anchorDate: string, day: number, every: string, count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      periodAt({
        anchorDate: plainDate(anchorDate),
        anchorDay: anchorDay(day),
        interval: interval(every),
        index,
      }).start,
  );

describe("CAL-1: a date is a day that exists, without time or zone", () => {
  test.each([
    "2026-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-1-5",
    "0000-01-01",
    "",
    "2026-05-01T00:00",
  ])("CAL-1: %j is no day", (text) => {
    expect(isPlainDate(text)).toBe(false);
    expect(PlainDate.safeParse(text).success).toBe(false);
    expect(() => plainDate(text)).toThrow(RangeError);
  });

  test("CAL-1: 29 February exists in leap years only", () => {
    expect(["2024-02-29", "2000-02-29", "1900-02-29", "2100-02-29"].map(isPlainDate)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("CAL-1: day arithmetic agrees with the machine's own calendar", () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (dayNumber) => {
        const date = fromDayNumber(dayNumber);
        expect(date).toBe(new Date(dayNumber * 86_400_000).toISOString().slice(0, 10));
        expect(toDayNumber(date)).toBe(dayNumber);
      }),
    );
  });

  test("CAL-1: months and distances agree with date-fns", () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map(fromDayNumber);
    fc.assert(
      fc.property(day, day, fc.integer({ min: 1, max: 99 }), (from, to, months) => {
        const [start, end] = [parseISO(from), parseISO(to)];
        expect(daysBetween(from, to)).toBe(differenceInCalendarDays(end, start));
        const moved = addMonths(start, months);
        const rule = { anchorDate: from, anchorDay: ownAnchorDay(from), interval: interval("P1M") };
        const { start: date, end: last } = periodAt({ ...rule, index: months });
        expect(toDayNumber(date)).toBe(toDayNumber(from) + differenceInCalendarDays(moved, start));
        expect(countDays({ start: date, end: last })).toBeLessThanOrEqual(
          getDaysInMonth(moved) + 3,
        );
      }),
    );
  });

  test("CAL-1: the wall clock reads back what the instant was made from", () => {
    const zones = ["America/Los_Angeles", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe"];
    const day = fc.integer({ min: 10_000, max: 25_000 }).map(fromDayNumber);
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 86_399 }),
        fc.constantFrom(...zones),
        (date, secondOfDay, timeZone) => {
          const instant = instantInZone({ date, secondOfDay, timeZone });
          expect(dateInZone(instant, timeZone)).toBe(date);
          expect(secondOfDayInZone(instant, timeZone)).toBeGreaterThanOrEqual(secondOfDay);
        },
      ),
    );
  });

  test("CAL-1: in every zone of the world a day begins once, at the first instant that shows it", () => {
    const hard = [
      "America/Havana",
      "America/Asuncion",
      "Asia/Beirut",
      "Atlantic/Azores",
      "Pacific/Apia",
    ];
    const zones = fc.constantFrom(...hard, ...Intl.supportedValuesOf("timeZone"));
    const anyDay = fc.integer({ min: 14_600, max: 25_000 }).map(fromDayNumber);
    fc.assert(
      fc.property(anyDay, zones, (date, timeZone) => {
        const begins = instantInZone({ date, secondOfDay: 0, timeZone });
        const before = new Date(Date.parse(begins) - 1).toISOString();
        expect(dateInZone(begins, timeZone) >= date).toBe(true);
        expect(dateInZone(before, timeZone) < date).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("CAL-1: Samoa had no 30 December 2011: what was due then is due as the 31st begins", () => {
    const timeZone = "Pacific/Apia";
    const begins = instantInZone({ date: plainDate("2011-12-30"), secondOfDay: 0, timeZone });
    expect(dateInZone(begins, timeZone)).toBe("2011-12-31");
    expect(begins).toBe("2011-12-30T10:00:00.000Z");
  });

  test("CAL-1: today is the date in the practice's zone", () => {
    const instant = "2026-05-15T03:30:00Z";
    expect(dateInZone(instant, "America/Chicago")).toBe("2026-05-14");
    expect(dateInZone(instant, "Europe/Berlin")).toBe("2026-05-15");
    expect(dateInZone("2026-12-31T12:00:00Z", "Pacific/Kiritimati")).toBe("2027-01-01");
    expect(isTimeZone("America/Chicago")).toBe(true);
    expect(isTimeZone("Chicago")).toBe(false);
    expect(isTimeZone("Nowhere+05")).toBe(false);
  });

  test("CAL-1: an instant needs its offset", () => {
    expect(() => dateInZone("2026-05-15T03:30:00", "America/Chicago")).toThrow(RangeError);
  });

  test.each([
    ["2026-03-08", 2.5 * 3600, "America/Los_Angeles", "2026-03-08T10:00:00.000Z", "skipped hour"],
    ["2026-11-01", 1.5 * 3600, "America/Los_Angeles", "2026-11-01T08:30:00.000Z", "repeated hour"],
    [
      "2026-05-15",
      20 * 3600,
      "America/Los_Angeles",
      "2026-05-16T03:00:00.000Z",
      "ordinary evening",
    ],
    ["2026-05-15", 0, "Asia/Kathmandu", "2026-05-14T18:15:00.000Z", "quarter-hour offset"],
  ])("CAL-1: %s, second %d in %s is %s (%s)", (date, secondOfDay, timeZone, instant) => {
    expect(instantInZone({ date: plainDate(date), secondOfDay, timeZone })).toBe(instant);
  });

  test("CAL-1: the next midnight is the start of the next local date", () => {
    expect(nextMidnight("2026-05-15T03:30:00Z", "America/Chicago")).toBe(
      "2026-05-15T05:00:00.000Z",
    );
  });

  test("CAL-1: day serials of spreadsheets go both ways", () => {
    expect(dateToSerial(plainDate("2026-05-01"))).toBe(46_143);
    fc.assert(
      fc.property(anyDay, (date) => {
        expect(serialToDate(dateToSerial(date) + 0.75)).toBe(date);
      }),
    );
  });
});

describe("CAL-2: every period is counted from the anchor", () => {
  test("CAL-2: 31 Jan monthly: 28 Feb, 31 Mar, 30 Apr", () => {
    expect(startsOf("2026-01-31", 31, "P1M", 4)).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
    ]);
  });

  test("CAL-2: 31 Jan monthly in a leap year: 29 Feb", () => {
    expect(startsOf("2028-01-31", 31, "P1M", 3)).toEqual([
      "2028-01-31",
      "2028-02-29",
      "2028-03-31",
    ]);
  });

  test("CAL-2: 29 Feb yearly: 28 Feb three times, then 29 Feb", () => {
    expect(startsOf("2024-02-29", 29, "P1Y", 5)).toEqual([
      "2024-02-29",
      "2025-02-28",
      "2026-02-28",
      "2027-02-28",
      "2028-02-29",
    ]);
  });

  test("CAL-2: 28 Feb stays 28", () => {
    expect(startsOf("2026-02-28", 28, "P1M", 3)).toEqual([
      "2026-02-28",
      "2026-03-28",
      "2026-04-28",
    ]);
  });

  test("CAL-2: a clamped anchor date keeps its day: 28 Feb for day 31, then 31 Mar", () => {
    expect(startsOf("2026-02-28", 31, "P1M", 3)).toEqual([
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
    ]);
  });
});

describe("CAL-3: intervals", () => {
  test.each(["P1M", "P2M", "P3M", "P6M", "P1Y", "P1W", "P2W", "P30D", "P99M"])(
    "CAL-3: %s is an interval",
    (text) => {
      expect(Interval.parse(text)).toBe(text);
    },
  );

  test.each(["P0M", "P100M", "P31D", "P1M1D", "monthly", "p1m", "PT1H", ""])(
    "CAL-3: %j is none",
    (text) => {
      expect(Interval.safeParse(text).success).toBe(false);
    },
  );

  test("CAL-3: one form for each length", () => {
    expect([interval("P12M"), interval("P2Y")]).toEqual(["P1Y", "P24M"]);
  });

  test("CAL-3: 30 days is not a month", () => {
    expect(startsOf("2026-01-31", 31, "P30D", 3)).toEqual([
      "2026-01-31",
      "2026-03-02",
      "2026-04-01",
    ]);
    expect(startsOf("2026-01-31", 31, "P2W", 3)).toEqual([
      "2026-01-31",
      "2026-02-14",
      "2026-02-28",
    ]);
    expect(intervalInWords(interval("P30D"))).toBe("every 30 days");
  });
});

describe("CAL-4: periods tile, with both ends counted", () => {
  test("CAL-4: 1 May monthly runs through 31 May", () => {
    const period = periodAt({
      anchorDate: plainDate("2026-05-01"),
      anchorDay: anchorDay(1),
      interval: interval("P1M"),
      index: 0,
    });
    expect(period).toEqual({ start: "2026-05-01", end: "2026-05-31" });
    expect(countDays(period)).toBe(31);
  });

  test("CAL-4: sets of periods neither lose nor repeat a day", () => {
    const anyPeriod = fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 40 }))
      .map(([from, days]) => ({ start: fromDayNumber(from), end: fromDayNumber(from + days) }));
    const daysOf = (periods: readonly { start: PlainDate; end: PlainDate }[]) =>
      periods.flatMap((period) =>
        Array.from({ length: countDays(period) }, (_, index) => addDays(period.start, index)),
      );
    fc.assert(
      fc.property(fc.array(anyPeriod, { maxLength: 8 }), anyPeriod, (periods, removed) => {
        const merged = mergePeriods(periods);
        const expected = [...new Set(daysOf(periods))].toSorted();
        expect(daysOf(merged)).toEqual(expected);
        const gone = new Set(daysOf([removed]));
        expect(daysOf(removePeriod(merged, removed))).toEqual(
          expected.filter((day) => !gone.has(day)),
        );
      }),
    );
  });
});

describe("CAL-5: one stub up to the first anchor date", () => {
  test("CAL-5: 10 Jan with anchor day 15 begins with five days", () => {
    const rule = {
      anchorDate: plainDate("2026-01-10"),
      anchorDay: anchorDay(15),
      interval: interval("P1M"),
    };
    expect([0, 1, 2].map((index) => periodAt({ ...rule, index }))).toEqual([
      { start: "2026-01-10", end: "2026-01-14" },
      { start: "2026-01-15", end: "2026-02-14" },
      { start: "2026-02-15", end: "2026-03-14" },
    ]);
  });

  test("CAL-5: weeks and 30 days have no anchor day, and no stub", () => {
    expect(startsOf("2026-01-10", 15, "P2W", 3)).toEqual([
      "2026-01-10",
      "2026-01-24",
      "2026-02-07",
    ]);
  });

  test("CAL-5: the first date that stands for a day", () => {
    const first = (from: string, day: number) =>
      firstAnchorDate({ from: plainDate(from), day: anchorDay(day) });
    expect(first("2026-02-28", 31)).toBe("2026-02-28");
    expect(first("2026-01-20", 15)).toBe("2026-02-15");
    expect(first("2026-01-15", 15)).toBe("2026-01-15");
    expect(first("2026-12-31", 30)).toBe("2027-01-30");
  });

  test("CAL-5: a quarterly stub knows the full cycle it is a part of", () => {
    const rule = {
      anchorDate: plainDate("2026-01-01"),
      anchorDay: anchorDay(1),
      interval: interval("P3M"),
    };
    const [stub, next] = periodsBetween({
      ...rule,
      from: plainDate("2026-05-10"),
      through: plainDate("2026-08-01"),
    });
    expect(stub).toMatchObject({
      start: "2026-05-10",
      end: "2026-06-30",
      isStub: true,
      cycle: { start: "2026-04-01", end: "2026-06-30" },
    });
    expect(next).toMatchObject({ start: "2026-07-01", end: "2026-09-30", isStub: false });
  });
});

test("CAL-4: the cycle of a day is the one that holds it", () => {
  const anyRule = fc.record({
    anchorDate: anyDay,
    anchorDay: fc.integer({ min: 1, max: 31 }).map(anchorDay),
    interval: fc
      .constantFrom("P1M", "P2M", "P3M", "P6M", "P1Y", "P1W", "P2W", "P30D")
      .map(interval),
  });
  fc.assert(
    fc.property(anyRule, anyDay, (loose, date) => {
      const anchorDate = firstAnchorDate({ from: loose.anchorDate, day: loose.anchorDay });
      const rule = { ...loose, anchorDate };
      const cycle = cycleOn(rule, date);
      expect(cycle.start <= date && date <= cycle.end).toBe(true);
      expect(cycleIndexOn(rule, addDays(cycle.end, 1))).toBe(cycle.index + 1);
      expect(daysBetween(cycle.start, cycle.end)).toBeGreaterThanOrEqual(6);
    }),
  );
});
