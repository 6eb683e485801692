import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, includesDay, plainDate, type Period } from "../calendar/index.ts";
import { acceptCutOver, compareForecast, firstDayHere, proveCutOver, timelineOf } from "./index.ts";
import type { CutOverMember } from "./index.ts";

const through = plainDate("2026-12-31");

function period(start: string, end: string): Period {
  return { start: plainDate(start), end: plainDate(end) };
}

function member(given: Partial<CutOverMember>): CutOverMember {
  return {
    membershipId: "mem_1",
    name: "Ada Lovelace",
    excused: [],
    waitsFor: [],
    oldCoverage: [period("2026-05-01", "2026-05-31")],
    newCoverage: [period("2026-06-01", "2026-12-31")],
    lastChargeThere: plainDate("2026-05-01"),
    firstChargeHere: plainDate("2026-06-01"),
    endsOn: null,
    ...given,
  };
}

const anyPeriods = (most: number): fc.Arbitrary<Period[]> =>
  fc.array(
    fc.record({ start: fc.nat(60), days: fc.nat(20) }).map(({ start, days }) => ({
      start: addDays(plainDate("2026-10-01"), start),
      end: addDays(plainDate("2026-10-01"), start + days),
    })),
    { maxLength: most },
  );

const anyMember: fc.Arbitrary<CutOverMember> = fc
  .record({
    oldCoverage: anyPeriods(3),
    newCoverage: anyPeriods(4),
    excused: anyPeriods(2),
    end: fc.option(fc.nat(80), { nil: null }),
  })
  .map(({ oldCoverage, newCoverage, excused, end }) =>
    member({
      oldCoverage,
      newCoverage,
      excused,
      endsOn: end === null ? null : addDays(plainDate("2026-10-01"), end),
    }),
  );

/** How often a day is billed, counted the slow way. */
function timesBilled({ oldCoverage, newCoverage }: CutOverMember, day: Period["start"]): number {
  return [...oldCoverage, ...newCoverage].filter((each) => includesDay(each, day)).length;
}

describe("the timeline of a member", () => {
  test("CUT-1: old coverage that ends where the new begins has no gap and no overlap", () => {
    expect(timelineOf({ member: member({}), through })).toMatchObject({
      gapDays: 0,
      overlapDays: 0,
      segments: [
        { kind: "old", start: "2026-05-01", end: "2026-05-31" },
        { kind: "new", start: "2026-06-01", end: "2026-12-31" },
      ],
    });
  });

  test("CUT-1: a late start is a gap, an early one an overlap, each with its days", () => {
    const late = timelineOf({
      member: member({ newCoverage: [period("2026-06-04", "2026-12-31")] }),
      through,
    });
    expect(late.segments).toContainEqual({ kind: "gap", start: "2026-06-01", end: "2026-06-03" });
    expect(late.gapDays).toBe(3);
    const early = timelineOf({
      member: member({ newCoverage: [period("2026-05-30", "2026-12-31")] }),
      through,
    });
    expect(early.segments).toContainEqual({
      kind: "overlap",
      start: "2026-05-30",
      end: "2026-05-31",
    });
    expect(early.overlapDays).toBe(2);
  });

  test("CUT-1: after the end of the membership nothing is missing", () => {
    const ended = member({
      newCoverage: [period("2026-06-01", "2026-06-30")],
      endsOn: plainDate("2026-06-30"),
    });
    expect(timelineOf({ member: ended, through })).toMatchObject({ gapDays: 0, overlapDays: 0 });
  });

  test("CUT-1: paused and waived days are shown and are no gap", () => {
    const paused = member({
      newCoverage: [period("2026-06-01", "2026-06-30"), period("2026-08-01", "2026-12-31")],
      excused: [period("2026-07-01", "2026-07-31")],
    });
    const timeline = timelineOf({ member: paused, through });
    expect(timeline.gapDays).toBe(0);
    expect(timeline.segments).toContainEqual({
      kind: "excused",
      start: "2026-07-01",
      end: "2026-07-31",
    });
  });

  test("CUT-1: counts what counting day by day counts", () => {
    fc.assert(
      fc.property(anyMember, (drawn) => {
        const timeline = timelineOf({ member: drawn, through });
        const starts = [...drawn.oldCoverage, ...drawn.newCoverage]
          .map(({ start }) => start)
          .toSorted((a, b) => (a < b ? -1 : 1));
        const last = drawn.endsOn ?? through;
        let [gaps, overlaps] = [0, 0];
        for (let day = plainDate("2026-10-01"); day <= through; day = addDays(day, 1)) {
          const times = timesBilled(drawn, day);
          if (times > 1) overlaps += 1;
          const isExcused = drawn.excused.some((each) => includesDay(each, day));
          const isBetween = starts[0] !== undefined && day > starts[0] && day <= last;
          if (times === 0 && isBetween && !isExcused) gaps += 1;
        }
        expect([timeline.gapDays, timeline.overlapDays]).toEqual([gaps, overlaps]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Every day from the first covered one on is billed exactly once, or somebody decided that it is not. */
function isClean(drawn: CutOverMember): boolean {
  const covered = [...drawn.oldCoverage, ...drawn.newCoverage].map(({ start }) => start);
  const [first] = covered.toSorted((a, b) => (a < b ? -1 : 1));
  if (first === undefined) return true;
  const last = drawn.endsOn ?? through;
  for (let day = first; day <= through; day = addDays(day, 1)) {
    const times = timesBilled(drawn, day);
    const isExcused = drawn.excused.some((each) => includesDay(each, day));
    if (times > 1 || (times === 0 && day <= last && !isExcused)) return false;
  }
  return true;
}

describe("going live", () => {
  test("CUT-2: accepted without a signature means no day billed twice and none missed, counted day by day", () => {
    fc.assert(
      fc.property(fc.array(anyMember, { maxLength: 4 }), (drawn) => {
        const members = drawn.map((each, index) => ({ ...each, membershipId: `mem_${index}` }));
        const accepted = acceptCutOver({ proof: proveCutOver({ members, through }), signOffs: [] });
        expect(accepted.kind).toBe(members.every(isClean) ? "accepted" : "refused");
      }),
      { numRuns: 500 },
    );
  });

  test("CUT-2: a start on the day after the old coverage is always accepted", () => {
    const day = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(day, day, (start, days) => {
        const first = addDays(plainDate("2026-01-01"), start);
        const oldCoverage = [{ start: first, end: addDays(first, days) }];
        const begins = firstDayHere({ oldCoverage });
        if (begins === null) throw new Error("there is old coverage");
        const newCoverage = begins <= through ? [{ start: begins, end: through }] : [];
        const proof = proveCutOver({ members: [member({ oldCoverage, newCoverage })], through });
        expect(acceptCutOver({ proof, signOffs: [] })).toEqual({ kind: "accepted", signedOff: [] });
      }),
    );
  });

  test("CUT-2: each gap or overlap is signed off as it was seen, and no other", () => {
    const late = member({ newCoverage: [period("2026-06-04", "2026-12-31")] });
    const proof = proveCutOver({ members: [late], through });
    expect(proof.totals).toEqual({ members: 1, gapDays: 3, overlapDays: 0, toSignOff: 1 });
    const gap = (start: string, end: string) => [{ kind: "gap" as const, ...period(start, end) }];
    const signed = {
      membershipId: "mem_1",
      byUserId: "usr_1",
      at: "2026-05-20T10:00:00Z",
      reason: "a present",
    };
    expect(
      acceptCutOver({
        proof,
        signOffs: [{ ...signed, segments: gap("2026-06-01", "2026-06-03") }],
      }),
    ).toMatchObject({
      kind: "accepted",
    });
    for (const other of [gap("2026-06-01", "2026-06-02"), gap("2026-06-02", "2026-06-04")]) {
      const accepted = acceptCutOver({ proof, signOffs: [{ ...signed, segments: other }] });
      expect(accepted).toMatchObject({ kind: "refused", rule: "CUT-2", allowed: ["mem_1"] });
    }
  });
});

describe("the coming months", () => {
  test("CUT-3: are compared member by member and month by month", () => {
    const row = { memberKey: "Ada", month: "2026-06", currency: "USD", amountMinor: 9_900 };
    const comparison = compareForecast({
      there: [row, { ...row, month: "2026-07" }, { ...row, memberKey: "Bo" }],
      here: [row, { ...row, month: "2026-07", amountMinor: 9_500 }, { ...row, memberKey: "Cy" }],
    });
    expect(comparison.equal).toBe(1);
    expect(
      comparison.differences.map(({ memberKey, month, thereMinor, hereMinor }) => [
        memberKey,
        month,
        thereMinor,
        hereMinor,
      ]),
    ).toEqual([
      ["Bo", "2026-06", 9_900, 0],
      ["Cy", "2026-06", 0, 9_900],
      ["Ada", "2026-07", 9_900, 9_500],
    ]);
    expect(comparison.totals).toContainEqual({
      month: "2026-06",
      currency: "USD",
      thereMinor: 19_800,
      hereMinor: 19_800,
    });
  });
});
