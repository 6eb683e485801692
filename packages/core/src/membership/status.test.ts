import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, fromDayNumber } from "../calendar/index.ts";
import { explainStatus, nextStatusChange, Status, statusOn, type StatusDates } from "./index.ts";
import { day } from "./testMembership.ts";

const dates: StatusDates = {
  careFrom: day("2026-06-01"),
  billFrom: day("2026-06-01"),
  coveredThrough: day("2026-05-31"),
  openQuestions: [],
  pauses: [],
  endDate: null,
  archivedOn: null,
};

const on = (today: string, changes: Partial<StatusDates> = {}) =>
  statusOn({ membership: { ...dates, ...changes }, today: day(today) });

describe("MEM-3: the status is a total function of membership and today", () => {
  test.each([
    ["2026-05-31", {}, "Deferred"],
    ["2026-06-01", {}, "Active"],
    ["2026-06-01", { openQuestions: ["start_in_past"] }, "Pending"],
    ["2026-06-30", { endDate: day("2026-06-30") }, "Active"],
    ["2026-07-01", { endDate: day("2026-06-30") }, "Inactive"],
    ["2026-07-01", { endDate: day("2026-06-30"), openQuestions: ["start_in_past"] }, "Inactive"],
    ["2026-07-01", { archivedOn: day("2026-07-01") }, "Archived"],
    ["2026-07-01", { pauses: [{ from: day("2026-07-01"), through: null }] }, "Paused"],
    ["2026-08-01", { pauses: [{ from: day("2026-07-01"), through: day("2026-07-31") }] }, "Active"],
  ] as const)("MEM-3: on %s with %j: %s", (today, changes, status) => {
    expect(on(today, changes as Partial<StatusDates>)).toBe(status);
  });

  const anyDay = fc.integer({ min: 20_000, max: 21_000 }).map(fromDayNumber);
  const maybe = fc.option(anyDay, { nil: null });
  const anyDates = fc.record({
    careFrom: anyDay,
    billFrom: anyDay,
    coveredThrough: maybe,
    openQuestions: fc.subarray(["start_in_past", "billed_in_arrears"]),
    pauses: fc.array(fc.record({ from: anyDay, through: maybe }), { maxLength: 3 }),
    endDate: maybe,
    archivedOn: maybe,
  });

  test("MEM-3: every state has one status and says why", () => {
    fc.assert(
      fc.property(anyDates, anyDay, (membership, today) => {
        const status = statusOn({ membership, today });
        expect(Status.options).toContain(status);
        const explained = explainStatus({ membership, today });
        expect(explained.sentence.startsWith(`${status} on `)).toBe(true);
        expect(explained.sentence).toMatch(/\([A-Z]+-\d+\)\.$/);
      }),
    );
  });

  test("MEM-3: the next change is the first day with another status", () => {
    fc.assert(
      fc.property(anyDates, anyDay, (membership, today) => {
        const present = statusOn({ membership, today });
        const change = nextStatusChange({ membership, today });
        const last = change === null ? fromDayNumber(21_100) : addDays(change.on, -1);
        for (let date = today; date <= last; date = addDays(date, 1)) {
          if (statusOn({ membership, today: date }) !== present)
            throw new Error(`turned on ${date}`);
        }
        if (change !== null) expect(statusOn({ membership, today: change.on })).toBe(change.status);
      }),
      { numRuns: 60 },
    );
  });
});

test("START-9: care during the old coverage, then Deferred in the gap before billing", () => {
  const early: Partial<StatusDates> = {
    careFrom: day("2026-05-15"),
    billFrom: day("2026-07-01"),
  };
  expect(
    ["2026-05-14", "2026-05-15", "2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01"].map(
      (today) => on(today, early),
    ),
  ).toEqual(["Deferred", "Active", "Active", "Deferred", "Deferred", "Active"]);
});

test("WHY-1: a status says why", () => {
  expect(explainStatus({ membership: dates, today: day("2026-05-15") })).toMatchObject({
    rule: "MEM-3",
    arithmetic: "2026-05-15 < 2026-06-01",
    sentence: "Deferred on 15 May 2026: care begins on 1 June 2026 (MEM-3).",
  });
});
