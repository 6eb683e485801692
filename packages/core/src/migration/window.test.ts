import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, instantsApartMs, plainDate } from "../calendar/index.ts";
import { adviseOnDay, nextWindow, usualWindow, windowOn } from "./index.ts";

const los = "America/Los_Angeles";
const own = (hour: number, timeZone = los) => ({ secondOfDay: hour * 3600, timeZone });

describe("the nightly window", () => {
  test.each([
    {
      name: "MIG-3: the evening before clocks go forward",
      date: "2026-03-07",
      at: "2026-03-08T04:00:00.000Z",
    },
    {
      name: "MIG-3: the evening after clocks went forward",
      date: "2026-03-08",
      at: "2026-03-09T03:00:00.000Z",
    },
    {
      name: "MIG-3: the evening before clocks go back",
      date: "2026-10-31",
      at: "2026-11-01T03:00:00.000Z",
    },
    {
      name: "MIG-3: the evening after clocks went back",
      date: "2026-11-01",
      at: "2026-11-02T04:00:00.000Z",
    },
  ])("$name it opens at 20:00 in Los Angeles", ({ date, at }) => {
    expect(windowOn({ date: plainDate(date) })).toBe(at);
  });

  test("MIG-3: an hour that is skipped opens at the next valid instant", () => {
    expect(windowOn({ date: plainDate("2026-03-08"), window: own(2.5) })).toBe(
      "2026-03-08T10:00:00.000Z",
    );
  });

  test("MIG-3: an hour that comes twice opens once, at its first coming", () => {
    const window = own(1.5);
    const first = windowOn({ date: plainDate("2026-11-01"), window });
    expect(first).toBe("2026-11-01T08:30:00.000Z");
    expect(nextWindow({ after: first, window }).at).toBe("2026-11-02T09:30:00.000Z");
  });

  test("MIG-3: whatever the zone and the hour, each local date has one window, each later than the one before", () => {
    const zones = fc.constantFrom(
      los,
      "Europe/London",
      "Australia/Lord_Howe",
      "America/Sao_Paulo",
      "Asia/Kolkata",
    );
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: 86_399 }),
        fc.nat(800),
        (timeZone, secondOfDay, offset) => {
          const window = { timeZone, secondOfDay };
          const date = addDays(plainDate("2025-01-01"), offset);
          const at = windowOn({ date, window });
          const after = windowOn({ date: addDays(date, 1), window });
          const apartHours = instantsApartMs(at, after) / 3_600_000;
          expect(apartHours).toBeGreaterThanOrEqual(22);
          expect(apartHours).toBeLessThanOrEqual(26);
          expect(nextWindow({ after: at, window })).toEqual({ date: addDays(date, 1), at: after });
        },
      ),
    );
  });

  test("MIG-3: the usual window is the evening in Los Angeles", () => {
    expect(usualWindow).toEqual({ secondOfDay: 72_000, timeZone: los });
  });
});

describe("advice", () => {
  test("MIG-4: a large practice is advised Friday or Saturday", () => {
    const advice = adviseOnDay({ paymentCount: 100_000, date: plainDate("2026-05-05") });
    expect(advice?.better).toEqual(["2026-05-08", "2026-05-09"]);
    expect(advice?.sentence).toContain("Friday 8 May 2026");
  });

  test.each([
    { name: "MIG-4: a Friday", paymentCount: 100_000, date: "2026-05-08" },
    { name: "MIG-4: a Saturday", paymentCount: 100_000, date: "2026-05-09" },
    { name: "MIG-4: a small practice", paymentCount: 500, date: "2026-05-05" },
  ])("$name needs no advice", ({ paymentCount, date }) => {
    expect(adviseOnDay({ paymentCount, date: plainDate(date) })).toBeNull();
  });
});
