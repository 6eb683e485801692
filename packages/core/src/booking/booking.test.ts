import { describe, expect, test } from "vitest";
import type { StatusDates } from "../membership/index.ts";
import { day } from "../membership/testMembership.ts";
import {
  checkBooking,
  firstCycleAdvice,
  planRelaxation,
  type AppointmentType,
  type BookingFilter,
  type BookingMembership,
} from "./index.ts";

const today = day("2026-05-15");

const type = (filter: BookingFilter, through: string | null = null): AppointmentType => ({
  id: `apt_${filter.kind}`,
  name: "Physical",
  filter,
  relaxation: through === null ? null : { throughDay: day(through) },
});

const member = (status: BookingMembership["status"]): BookingMembership => ({
  status,
  planId: "pln_gold",
  planName: "Gold",
  careFrom: day("2026-06-01"),
});

const everyone: BookingFilter = { kind: "everyone" };
const anyMembership: BookingFilter = { kind: "any_membership" };
const noMembership: BookingFilter = { kind: "no_membership" };
const gold: BookingFilter = { kind: "selected_plans", planIds: ["pln_gold"] };
const silver: BookingFilter = { kind: "selected_plans", planIds: ["pln_silver"] };

const ask = (
  filter: BookingFilter,
  memberships: BookingMembership[],
  through: string | null = null,
) => checkBooking({ appointmentType: type(filter, through), memberships, today });

describe("BOOK-1: four filters", () => {
  test.each([
    [everyone, "Active", true],
    [anyMembership, "Active", true],
    [anyMembership, "Paused", true],
    [noMembership, "Active", false],
    [gold, "Active", true],
    [gold, "Paused", true],
    [silver, "Active", false],
  ] as const)("BOOK-1: %j, %s: %s", (filter, status, isAllowed) => {
    expect(ask(filter as BookingFilter, [member(status)])).toMatchObject({ isAllowed });
  });

  test.each([
    [everyone, true],
    [anyMembership, false],
    [noMembership, true],
    [gold, false],
  ] as const)("BOOK-1: %j without a membership: %s", (filter, isAllowed) => {
    expect(ask(filter as BookingFilter, [])).toMatchObject({ isAllowed });
  });
});

describe("BOOK-2: Deferred counts as no member, and the answer says why", () => {
  test.each(["Deferred", "Pending", "Inactive", "Archived"] as const)("BOOK-2: %s", (status) => {
    expect(ask(anyMembership, [member(status)]).isAllowed).toBe(false);
    expect(ask(gold, [member(status)]).isAllowed).toBe(false);
    expect(ask(noMembership, [member(status)]).isAllowed).toBe(true);
  });

  test("BOOK-2: in a sentence", () => {
    expect(ask(anyMembership, [member("Deferred")])).toEqual({
      isAllowed: false,
      rule: "BOOK-2",
      reason:
        "Not allowed: Physical is for members, and Gold is Deferred until 1 June 2026, which counts as no membership (BOOK-2).",
    });
    expect(ask(silver, [member("Active")]).reason).toBe(
      "Not allowed: Physical is for selected plans, and Gold is not among them (BOOK-1).",
    );
  });
});

const waiting = (careFrom: string): StatusDates => ({
  careFrom: day(careFrom),
  billFrom: day(careFrom),
  coveredThrough: null,
  openQuestions: [],
  pauses: [],
  endDate: null,
  archivedOn: null,
});

describe("BOOK-3: advice for the first cycle", () => {
  const deferred = (patientId: string, careFrom: string) => ({
    patientId,
    planId: "pln_gold",
    planName: "Gold",
    membership: waiting(careFrom),
  });

  test("BOOK-3: which types shut whom out, until which day", () => {
    const advice = firstCycleAdvice({
      appointmentTypes: [
        type(everyone),
        type(anyMembership),
        type(noMembership),
        type(gold),
        type(silver),
      ],
      members: [
        deferred("pat_1", "2026-06-01"),
        deferred("pat_2", "2026-06-12"),
        deferred("pat_3", "2026-05-01"),
      ],
      today,
    });
    const members = [
      { patientId: "pat_1", throughDay: "2026-05-31" },
      { patientId: "pat_2", throughDay: "2026-06-11" },
    ];
    expect(advice).toMatchObject([
      { appointmentTypeId: "apt_any_membership", members, throughDay: "2026-06-11" },
      { appointmentTypeId: "apt_selected_plans", members, throughDay: "2026-06-11" },
    ]);
    expect(advice[0]?.sentence).toBe(
      "Physical shuts out 2 Deferred members, the last of them through 11 June 2026 (BOOK-3).",
    );
  });

  test("BOOK-3: nobody waits, nothing to say", () => {
    expect(firstCycleAdvice({ appointmentTypes: [type(gold)], members: [], today })).toEqual([]);
  });
});

describe("BOOK-4: a relaxation ends by itself", () => {
  test("BOOK-4: through its last day Deferred members book, the day after they do not", () => {
    expect(ask(anyMembership, [member("Deferred")], "2026-05-15")).toMatchObject({
      isAllowed: true,
      rule: "BOOK-4",
    });
    expect(ask(anyMembership, [member("Deferred")], "2026-05-14")).toMatchObject({
      isAllowed: false,
      rule: "BOOK-2",
    });
  });

  test("BOOK-4: it lets in nobody but Deferred members of the plans", () => {
    expect(ask(anyMembership, [member("Inactive")], "2026-06-30").isAllowed).toBe(false);
    expect(ask(silver, [member("Deferred")], "2026-06-30").isAllowed).toBe(false);
    expect(ask(gold, [member("Deferred")], "2026-06-30").isAllowed).toBe(true);
    expect(ask(noMembership, [member("Deferred")], "2026-06-30").isAllowed).toBe(true);
  });

  test("BOOK-4: it has an end, within a year", () => {
    expect(planRelaxation({ throughDay: day("2026-06-11"), today })).toEqual({
      kind: "planned",
      relaxation: { throughDay: "2026-06-11" },
    });
    expect(planRelaxation({ throughDay: day("2026-05-14"), today })).toMatchObject({
      kind: "refused",
      rule: "BOOK-4",
    });
    expect(planRelaxation({ throughDay: day("2027-06-11"), today })).toMatchObject({
      kind: "refused",
    });
  });
});
