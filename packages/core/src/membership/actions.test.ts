import { describe, expect, test } from "vitest";
import { anchorDay, interval } from "../calendar/index.ts";
import {
  actionsAllowed,
  applyEvent,
  archiveMembership,
  cancelMembership,
  changeTerms,
  nextPeriodStart,
  pauseMembership,
  reEnrollMembership,
  replay,
  resumeMembership,
  statusOn,
  withdrawCancellation,
  type ChangeTime,
  type TermsChange,
} from "./index.ts";
import { after, day, someMembership } from "./testMembership.ts";

const june = { start: day("2026-06-01"), end: day("2026-06-30") };
const billed = (through = "2026-06-30") =>
  someMembership({ state: { claimed: [{ start: day("2026-06-01"), end: day(through) }] } });

describe("MEM-4: each status has its actions", () => {
  test.each([
    ["Deferred", "2026-05-20", {}, ["edit_start", "change", "cancel"]],
    ["Active", "2026-06-20", {}, ["edit_start", "change", "pause", "cancel"]],
    [
      "Pending",
      "2026-05-20",
      { openQuestions: ["start_in_past"] },
      ["answer_question", "edit_start", "change", "cancel", "archive"],
    ],
    [
      "Paused",
      "2026-07-02",
      { pauses: [{ from: day("2026-07-01"), through: null }] },
      ["resume", "change", "cancel"],
    ],
    ["Inactive", "2026-07-01", { endDate: day("2026-06-30") }, ["re_enroll", "archive"]],
    ["Archived", "2026-07-01", { archivedOn: day("2026-06-30") }, []],
  ] as const)("MEM-4: %s on %s", (status, today, state, allowed) => {
    const membership = someMembership({ state: state as never });
    expect(statusOn({ membership, today: day(today) })).toBe(status);
    expect(actionsAllowed({ membership, today: day(today) })).toEqual(allowed);
  });

  test("MEM-4: a refusal says the status, the rule and what is allowed", () => {
    const refused = pauseMembership({
      membership: someMembership(),
      through: null,
      today: day("2026-05-20"),
    });
    expect(refused).toEqual({
      kind: "refused",
      rule: "MEM-4",
      reason:
        "The membership is Deferred: a pause is not allowed. Allowed: editing the start, a change of terms or a cancellation (MEM-4).",
      allowed: ["edit_start", "change", "cancel"],
      status: "Deferred",
    });
  });

  test("MEM-4: archiving is by hand and final", () => {
    const ended = someMembership({ state: { endDate: day("2026-06-30") } });
    const today = day("2026-07-05");
    const archived = after(ended, archiveMembership({ membership: ended, today }));
    expect(statusOn({ membership: archived, today })).toBe("Archived");
    const again = reEnrollMembership({ membership: archived, from: today, anchorDay: null, today });
    expect(again).toMatchObject({ kind: "refused", rule: "MEM-4", allowed: [] });
    expect(archiveMembership({ membership: billed(), today: day("2026-06-05") }).kind).toBe(
      "refused",
    );
  });
});

describe("MEM-5: pause and resume", () => {
  test("MEM-5: a pause begins with the next period", () => {
    const membership = billed();
    const planned = pauseMembership({ membership, through: null, today: day("2026-06-10") });
    expect(planned).toMatchObject({
      kind: "planned",
      events: [{ pause: { from: "2026-07-01", through: null } }],
    });
    expect(statusOn({ membership: after(membership, planned), today: day("2026-06-30") })).toBe(
      "Active",
    );
  });

  test("MEM-5: an early resume ends it and keeps the anchor", () => {
    const membership = billed();
    const paused = after(
      membership,
      pauseMembership({ membership, through: null, today: day("2026-06-10") }),
    );
    const resumed = after(
      paused,
      resumeMembership({ membership: paused, on: day("2026-07-20"), today: day("2026-07-15") }),
    );
    expect(resumed.pauses).toEqual([{ from: "2026-07-01", through: "2026-07-19" }]);
    expect(resumed.terms).toEqual(membership.terms);
  });

  test("MEM-5: a pause that has not begun can be taken back", () => {
    const membership = billed();
    const paused = after(
      membership,
      pauseMembership({ membership, through: null, today: day("2026-06-10") }),
    );
    const today = day("2026-06-12");
    expect(
      after(paused, resumeMembership({ membership: paused, on: today, today })).pauses,
    ).toEqual([]);
  });

  test("MEM-5: nothing to resume, in the past, or ending before it begins", () => {
    const membership = billed();
    const today = day("2026-06-10");
    expect(resumeMembership({ membership, on: today, today })).toMatchObject({ rule: "MEM-4" });
    expect(pauseMembership({ membership, through: day("2026-06-30"), today })).toMatchObject({
      rule: "MEM-5",
    });
    const paused = after(membership, pauseMembership({ membership, through: null, today }));
    expect(
      resumeMembership({ membership: paused, on: day("2026-07-01"), today: day("2026-07-09") }),
    ).toMatchObject({ rule: "MEM-5" });
  });
});

const change = (
  membership: ReturnType<typeof someMembership>,
  { terms, when, today }: { terms: TermsChange; when: ChangeTime; today: string },
) => changeTerms({ membership, change: terms, when, today: day(today) });

describe("MEM-6: no edit alters an issued period", () => {
  test("MEM-6: a change begins after the last issued period", () => {
    const planned = change(billed(), {
      terms: { planId: "pln_silver" },
      when: "next_period",
      today: "2026-06-10",
    });
    expect(planned).toMatchObject({
      creditDays: null,
      events: [
        {
          kind: "terms_changed",
          terms: { from: "2026-07-01", planId: "pln_silver", anchorDay: 1 },
        },
      ],
    });
  });

  test("MEM-6: now credits the unused days in the same act", () => {
    const planned = change(billed(), {
      terms: { planId: "pln_silver" },
      when: "now",
      today: "2026-06-10",
    });
    expect(planned).toMatchObject({
      creditDays: { start: "2026-06-10", end: "2026-06-30" },
      events: [{ kind: "freed" }, { kind: "terms_changed", terms: { from: "2026-06-10" } }],
    });
  });

  test("MEM-6: now, before the first period, is the first period", () => {
    const planned = change(someMembership(), {
      terms: { planId: "pln_silver" },
      when: "now",
      today: "2026-05-20",
    });
    expect(planned).toMatchObject({
      creditDays: null,
      events: [{ terms: { from: "2026-06-01" } }],
    });
  });

  test("MEM-6: a date inside an issued period is refused", () => {
    const refused = change(billed(), {
      terms: { planId: "pln_silver" },
      when: day("2026-06-20"),
      today: "2026-06-10",
    });
    expect(refused).toMatchObject({
      kind: "refused",
      rule: "MEM-6",
      allowed: ["now", "next_period", "on 2026-07-01 or later"],
    });
  });

  test("MEM-6: another billing day or interval begins a new count of cycles", () => {
    const moved = change(billed(), {
      terms: { anchorDay: anchorDay(15) },
      when: "next_period",
      today: "2026-06-10",
    });
    expect(moved).toMatchObject({
      events: [{ terms: { from: "2026-07-01", anchorDate: "2026-07-15", anchorDay: 15 } }],
    });
    const yearly = change(billed(), {
      terms: { interval: interval("P1Y") },
      when: "next_period",
      today: "2026-06-10",
    });
    expect(yearly).toMatchObject({
      events: [{ terms: { from: "2026-07-01", anchorDate: "2026-07-01", interval: "P1Y" } }],
    });
  });

  test("MEM-6: the same interval and billing day keep the count of cycles", () => {
    const quarterly = someMembership({
      input: { interval: interval("P3M"), lastBilled: day("2026-03-01") },
      state: { claimed: [{ start: day("2026-06-01"), end: day("2026-08-31") }] },
    });
    const same = change(quarterly, {
      terms: { interval: interval("P3M"), anchorDay: anchorDay(1), ownPriceMinor: 100 },
      when: "now",
      today: "2026-07-10",
    });
    expect(same).toMatchObject({
      events: [{ kind: "freed" }, { terms: { from: "2026-07-10", anchorDate: "2026-06-01" } }],
    });
  });

  test("MEM-6: months after weeks begin where the weeks end", () => {
    const state = { claimed: [{ start: day("2026-06-01"), end: day("2026-06-14") }] };
    const membership = someMembership({ input: { interval: interval("P2W") }, state });
    const monthly = change(membership, {
      terms: { interval: interval("P1M") },
      when: "next_period",
      today: "2026-06-10",
    });
    expect(monthly).toMatchObject({
      events: [{ terms: { from: "2026-06-15", anchorDate: "2026-06-15", anchorDay: 15 } }],
    });
  });

  test("MEM-6: days already used without an invoice keep their terms", () => {
    const membership = someMembership({
      input: { billing: "arrears", lastBilled: day("2026-06-01") },
      setting: { today: day("2026-06-10") },
    });
    expect(nextPeriodStart(membership, day("2026-06-10"))).toBe("2026-07-01");
  });
});

describe("MEM-8: a new payer owes later periods only", () => {
  const employer = { kind: "employer" as const, id: "emp_1" };

  test("MEM-8: from the next period", () => {
    const planned = change(billed(), {
      terms: { payer: employer },
      when: "next_period",
      today: "2026-06-10",
    });
    expect(planned).toMatchObject({ events: [{ terms: { from: "2026-07-01", payer: employer } }] });
  });

  test("MEM-8: not now, where days are issued to the old one", () => {
    expect(
      change(billed(), { terms: { payer: employer }, when: "now", today: "2026-06-10" }),
    ).toMatchObject({
      kind: "refused",
      rule: "MEM-8",
    });
  });
});

describe("MEM-9: cancellation", () => {
  const cancel = (changes: Partial<Parameters<typeof cancelMembership>[0]> = {}) =>
    cancelMembership({
      membership: billed(),
      endDate: day("2026-06-20"),
      reason: "moved away",
      isLastInvoiceAdjusted: true,
      today: day("2026-06-10"),
      ...changes,
    });

  test("MEM-9: the last day counts as used; the days after it are credited", () => {
    expect(cancel()).toMatchObject({
      kind: "planned",
      creditDays: { start: "2026-06-21", end: "2026-06-30" },
    });
  });

  test("MEM-9: not adjusted, nothing is credited", () => {
    expect(cancel({ isLastInvoiceAdjusted: false })).toMatchObject({
      kind: "planned",
      creditDays: null,
    });
  });

  test("MEM-9: unticking a membership asks for the end date, and an end for its reason", () => {
    expect(cancel({ endDate: null })).toMatchObject({
      kind: "refused",
      rule: "MEM-9",
      allowed: ["end_date"],
    });
    expect(cancel({ reason: " " })).toMatchObject({
      kind: "refused",
      rule: "MEM-9",
      allowed: ["reason"],
    });
  });

  test("MEM-9: an end ahead can be withdrawn", () => {
    const membership = after(billed(), cancel({ endDate: day("2026-07-31") }));
    const today = day("2026-06-12");
    expect(actionsAllowed({ membership, today })).toContain("withdraw_cancellation");
    expect(after(membership, withdrawCancellation({ membership, today })).endDate).toBeNull();
    expect(withdrawCancellation({ membership: billed(), today }).kind).toBe("refused");
  });
});

describe("MEM-10: re-enrolment", () => {
  const ended = someMembership({ state: { claimed: [june], endDate: day("2026-06-20") } });
  const again = (from: string) =>
    reEnrollMembership({
      membership: ended,
      from: day(from),
      anchorDay: null,
      today: day("2026-06-25"),
    });

  test("MEM-10: starts after the last billed, uncredited day", () => {
    expect(again("2026-06-28")).toMatchObject({
      kind: "refused",
      rule: "MEM-10",
      allowed: ["from 2026-07-01 or later"],
    });
    expect(again("2026-07-05")).toMatchObject({
      kind: "planned",
      events: [
        { kind: "waived", waiver: { start: "2026-06-21", end: "2026-07-04", reason: "away" } },
        { billFrom: "2026-07-05", terms: { anchorDate: "2026-07-05", anchorDay: 5 } },
      ],
    });
  });

  test("MEM-10: credited days are free again", () => {
    const credited = applyEvent(ended, {
      kind: "freed",
      period: { start: day("2026-06-21"), end: june.end },
    });
    expect(
      reEnrollMembership({
        membership: credited,
        from: day("2026-06-25"),
        anchorDay: null,
        today: day("2026-06-25"),
      }).kind,
    ).toBe("planned");
  });
});

test("MEM-12: events begin with one attachment", () => {
  const membership = someMembership();
  expect(replay([{ kind: "attached", membership }])).toEqual(membership);
  expect(() => replay([])).toThrow(RangeError);
  expect(() =>
    replay([
      { kind: "attached", membership },
      { kind: "attached", membership },
    ]),
  ).toThrow(RangeError);
});

test("MEM-12: waived and lifted days come out even", () => {
  const membership = someMembership();
  const waiver = { ...june, reason: "voided" as const };
  const waived = applyEvent(membership, { kind: "waived", waiver });
  expect(waived.waivers).toEqual([waiver]);
  expect(applyEvent(waived, { kind: "waiver_lifted", period: june }).waivers).toEqual([]);
});
