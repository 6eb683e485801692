import { expect, test } from "vitest";
import { anchorDay } from "../calendar/index.ts";
import { computeStart, type StartInput } from "../start/index.ts";
import { explainMembershipStart, reEnrollMembership, type EmployerCalendar } from "./index.ts";
import { after, attachInput, day, someMembership } from "./testMembership.ts";

const calendar: EmployerCalendar = {
  anchorDate: day("2026-01-01"),
  issueDay: anchorDay(1),
  billing: "advance",
  termsDays: 30,
  isProrated: true,
  joining: "cut_off_day",
  cutOffDay: 15,
  sponsors: { kind: "all" },
  sponsorsEnrollmentFee: true,
};

const startFrom = (dates: Partial<StartInput>) =>
  computeStart({ ...attachInput({ lastBilled: null }), billing: "advance", ...dates });

test("WHY-1: a start from dates says which", () => {
  const start = startFrom({ lastBilled: day("2026-05-01") });
  const membership = someMembership();
  expect(explainMembershipStart({ membership, start, calendar: null, events: [] })).toMatchObject({
    rule: "START-1",
    sentence:
      "Last billed 1 May 2026, monthly in advance, so covered through 31 May; billing here starts 1 June (START-1).",
  });
});

test("WHY-1: a start that the employer's calendar moved says so", () => {
  const dates = { lastBilled: null, statedStart: day("2026-06-16") };
  const membership = someMembership({ input: dates, setting: { employerCalendar: calendar } });
  const start = startFrom(dates);
  expect(membership.billFrom).toBe("2026-08-01");
  expect(explainMembershipStart({ membership, start, calendar, events: [] })).toMatchObject({
    rule: "MEM-11",
    inputs: { wished: "2026-06-16", bill_from: "2026-08-01", cut_off_day: 15 },
    sentence:
      "The dates give 16 June 2026; the employer's calendar, which takes members on the 1st, by the cut-off day, makes it 1 August 2026 (MEM-11).",
  });
});

test("WHY-1: a start by re-enrolment says which days are nobody's", () => {
  const ended = someMembership({
    state: {
      endDate: day("2026-06-20"),
      claimed: [{ start: day("2026-06-01"), end: day("2026-06-20") }],
    },
  });
  const planned = reEnrollMembership({
    membership: ended,
    from: day("2026-07-10"),
    anchorDay: null,
    today: day("2026-07-01"),
  });
  if (planned.kind === "refused") throw new Error(planned.reason);
  const membership = after(ended, planned);
  const start = startFrom({ lastBilled: day("2026-05-01") });
  expect(
    explainMembershipStart({ membership, start, calendar: null, events: planned.events }),
  ).toMatchObject({
    rule: "MEM-10",
    sentence: "Re-enrolled from 10 July 2026: 21 June 2026 to 9 July 2026 are nobody's (MEM-10).",
  });
});

test("WHY-1: a start without any date kept says what it is", () => {
  const membership = someMembership();
  expect(
    explainMembershipStart({ membership, start: null, calendar: null, events: [] }),
  ).toMatchObject({ rule: "START-3", arithmetic: "stated start = 2026-06-01" });
});
