import { describe, expect, test } from "vitest";
import { anchorDay } from "../calendar/index.ts";
import {
  attachMembership,
  changePayment,
  changeTerms,
  isAutopayReady,
  joinDate,
  setStart,
  type AttachInput,
} from "./index.ts";
import {
  after,
  attachInput,
  attachSetting,
  day,
  someMembership,
  somePlan,
} from "./testMembership.ts";
import type { EmployerCalendar } from "./index.ts";

const attach = (
  input: Partial<AttachInput> = {},
  setting: Parameters<typeof attachSetting>[0] = {},
) => attachMembership(attachInput(input), attachSetting(setting));

function attached(...given: Parameters<typeof attach>) {
  const result = attach(...given);
  if (result.kind !== "planned") throw new Error(JSON.stringify(result));
  return result;
}

describe("MEM-1: attaching", () => {
  test("MEM-1: terms, dates and payment come from the form", () => {
    const { membership } = attached({ ownPriceMinor: 9900 });
    expect(membership).toMatchObject({
      billFrom: "2026-06-01",
      careFrom: "2026-06-01",
      openQuestions: [],
      holds: [],
    });
    expect(membership.terms).toMatchObject([
      { from: "2026-06-01", anchorDay: 1, billing: "advance", ownPriceMinor: 9900 },
    ]);
  });

  test.each(["cash", "check", "other", null] as const)(
    "MEM-1: no autopay with %s",
    (paymentMethod) => {
      expect(attach({ isAutopay: true, paymentMethod })).toMatchObject({
        kind: "refused",
        rule: "MEM-1",
      });
    },
  );

  test.each(["ach", "direct_debit", "card"] as const)(
    "MEM-1: autopay with %s waits for a mandate",
    (paymentMethod) => {
      const waiting = attached({ isAutopay: true, paymentMethod });
      expect(waiting.isAutopayWaiting).toBe(true);
      expect(isAutopayReady(waiting.membership.payment)).toBe(false);
      const ready = attached({ isAutopay: true, paymentMethod, mandateOn: day("2026-05-10") });
      expect(ready.isAutopayWaiting).toBe(false);
      expect(isAutopayReady(ready.membership.payment)).toBe(true);
    },
  );

  test("MEM-1: a change of payment keeps to the same rule", () => {
    const membership = someMembership();
    const payment = { method: "cash" as const, isAutopay: true, mandateOn: null, consentOn: null };
    const today = day("2026-06-10");
    expect(changePayment({ membership, payment, today })).toMatchObject({
      kind: "refused",
      rule: "MEM-1",
    });
    expect(changePayment({ membership, payment: { ...payment, method: "ach" }, today }).kind).toBe(
      "planned",
    );
  });

  test("MEM-1: an enrollment fee is due once, when asked for", () => {
    expect(attached({ isEnrollmentFeeCharged: true }).membership.enrollmentFee).toEqual({
      state: "due",
      feeMinor: 5000,
    });
    expect(attached().membership.enrollmentFee.state).toBe("none");
  });

  test("PLAN-1: an archived plan takes no new members", () => {
    expect(attach({}, { plan: somePlan({ isArchived: true }) })).toMatchObject({
      kind: "refused",
      rule: "PLAN-1",
    });
  });

  test("PLAN-2: only a family price covers others", () => {
    expect(attach({ coveredBy: "mem_payer" })).toMatchObject({ kind: "refused", rule: "PLAN-2" });
  });
});

describe("MEM-2: imports", () => {
  const importing = { isImport: true };

  test("MEM-2: no enrollment fee; one in the roster was charged before", () => {
    expect(
      attached({ isEnrollmentFeeCharged: true }, importing).membership.enrollmentFee.state,
    ).toBe("none");
    expect(
      attached({ enrollmentFeeChargedBeforeMinor: 7500 }, importing).membership.enrollmentFee,
    ).toEqual({
      state: "charged_before",
      feeMinor: 7500,
    });
  });

  test("MEM-2: no notification for those who consented", () => {
    expect(attached({ consentOn: day("2025-01-01") }, importing).isNotified).toBe(false);
    expect(attached({}, importing).isNotified).toBe(true);
    expect(attached({ consentOn: day("2025-01-01") }).isNotified).toBe(true);
  });

  test("MEM-2: autopay with cash is dropped with a warning, and the row goes on", () => {
    const { membership, warnings } = attached(
      { isAutopay: true, paymentMethod: "cash" },
      importing,
    );
    expect(membership.payment.isAutopay).toBe(false);
    expect(warnings.map(({ rule }) => rule)).toEqual(["MEM-1"]);
  });
});

describe("MEM-3: questions of the start", () => {
  test("MEM-3: a start in the past is Pending, an open billing day only holds billing", () => {
    expect(attached({ lastBilled: day("2026-01-10") }).membership.openQuestions).toEqual([
      "start_in_past",
    ]);
    const open = attached({ lastBilled: day("2026-04-30") }).membership;
    expect(open.openQuestions).toEqual([]);
    expect(open.holds.map(({ code }) => code)).toEqual(["anchor_day"]);
  });

  test("MEM-3: contradicting dates attach nothing", () => {
    expect(attach({ nextBill: day("2026-08-01") })).toMatchObject({
      kind: "held",
      rule: "START-7",
    });
  });
});

describe("MEM-7: the start stands after the first invoice", () => {
  const noDates = {
    lastBilled: null,
    coveredThrough: null,
    nextBill: null,
    statedStart: null,
    anchorDay: null,
    pastStart: null,
  };
  const edit = (membership: ReturnType<typeof someMembership>, dates: Partial<typeof noDates>) =>
    setStart({
      membership,
      dates: { ...noDates, ...dates } as never,
      billing: "advance",
      employerCalendar: null,
      isCareDuringOldCoverage: false,
      today: day("2026-05-20"),
    });

  test("MEM-7: before it, an edit computes the start again", () => {
    const planned = edit(someMembership(), { lastBilled: day("2026-05-09") as never });
    expect(planned).toMatchObject({
      kind: "planned",
      events: [{ kind: "start_set", billFrom: "2026-06-09" }],
    });
  });

  test("MEM-7: a billing day that is chosen releases the hold", () => {
    const membership = someMembership({ input: { lastBilled: day("2026-04-30") } });
    const planned = edit(membership, {
      lastBilled: day("2026-04-30") as never,
      anchorDay: anchorDay(31) as never,
    });
    expect(planned).toMatchObject({
      events: [{ billFrom: "2026-05-31", holds: [], terms: { anchorDay: 31 } }],
    });
  });

  test("MEM-7: a change of terms that was planned before stays planned", () => {
    const membership = someMembership();
    const silver = { planId: "pln_silver" };
    const today = day("2026-05-20");
    const later = { membership, change: silver, when: day("2026-08-01"), today };
    const changed = after(membership, changeTerms(later));
    const planned = edit(changed, { lastBilled: day("2026-05-09") as never });
    if (planned.kind !== "planned") throw new Error(JSON.stringify(planned));
    const [first] = membership.terms;
    expect(after(changed, planned).terms).toMatchObject([
      { from: "2026-06-09", planId: first?.planId, anchorDay: 9 },
      { from: "2026-08-01", ...silver, anchorDay: 9 },
    ]);
    const behind = edit(
      { ...changed, terms: changed.terms.map((one) => ({ ...one, from: day("2026-05-21") })) },
      { lastBilled: day("2026-05-09") as never },
    );
    expect(behind).toMatchObject({ events: [{ terms: { ...silver, from: "2026-06-09" } }] });
  });

  test("MEM-7: after it, the edit is refused with what is allowed", () => {
    const claimed = [{ start: day("2026-06-01"), end: day("2026-06-30") }];
    const billed = someMembership({ state: { claimed } });
    const refused = edit(billed, { lastBilled: day("2026-05-09") as never });
    expect(refused).toMatchObject({
      kind: "refused",
      rule: expect.stringMatching(/MEM-[47]/) as string,
    });
  });
});

describe("MEM-11: an employer's calendar", () => {
  const calendar: EmployerCalendar = {
    anchorDate: day("2026-01-01"),
    issueDay: anchorDay(1),
    billing: "arrears",
    termsDays: 30,
    isProrated: true,
    joining: "first_of_month",
    cutOffDay: null,
    sponsors: { kind: "all" },
    sponsorsEnrollmentFee: false,
  };

  test("MEM-11: it stands above the member's anchor and billing", () => {
    const { membership } = attached(
      { lastBilled: day("2026-05-09") },
      { employerCalendar: calendar },
    );
    expect(membership.billFrom).toBe("2026-07-01");
    expect(membership.terms).toMatchObject([
      { billing: "arrears", anchorDate: "2026-01-01", anchorDay: 1 },
    ]);
  });

  test.each([
    ["at_once", null, "2026-06-10", "2026-06-10"],
    ["first_of_month", null, "2026-06-10", "2026-07-01"],
    ["first_of_month", null, "2026-06-01", "2026-06-01"],
    ["cut_off_day", 15, "2026-06-10", "2026-07-01"],
    ["cut_off_day", 15, "2026-06-16", "2026-08-01"],
    ["cut_off_day", 15, "2026-06-01", "2026-06-01"],
  ] as const)("MEM-11: joining %s (%s) on %s starts %s", (joining, cutOffDay, wished, expected) => {
    expect(joinDate({ calendar: { joining, cutOffDay }, wished: day(wished) })).toBe(expected);
  });
});
