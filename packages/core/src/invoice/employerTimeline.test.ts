import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  anchorDay,
  countDays,
  dayOfMonth,
  interval,
  type Period,
  type PlainDate,
} from "../calendar/index.ts";
import {
  applyEvent,
  changeTerms,
  type EmployerCalendar,
  type Membership,
} from "../membership/index.ts";
import { day, price, someMembership, somePlan } from "../membership/testMembership.ts";
import { prorate } from "../money/index.ts";
import { rowOf, run } from "./testBilling.ts";

const plan = somePlan({
  audience: "employer",
  pricing: { kind: "per_person", prices: [price(15_830), price(45_001, "P3M")] },
});
const pricesMinor: Readonly<Record<string, number>> = { P1M: 15_830, P3M: 45_001 };
const employer = { kind: "employer" as const, id: "emp_acme" };
const firstDay = day("2026-01-05");

const anyCalendar: fc.Arbitrary<EmployerCalendar> = fc.record({
  anchorDate: fc.constantFrom(day("2026-01-01"), day("2025-11-15"), day("2024-02-29")),
  issueDay: fc.constantFrom(1, 15, 29, 31).map(anchorDay),
  billing: fc.constantFrom("advance" as const, "arrears" as const),
  termsDays: fc.constantFrom(0, 30),
  isProrated: fc.boolean(),
  joining: fc.constantFrom("at_once" as const, "first_of_month" as const, "cut_off_day" as const),
  cutOffDay: fc.constantFrom(null, 10, 31),
  sponsors: fc.oneof(
    fc.constant({ kind: "all" as const }),
    fc.record({ kind: fc.constant("percent" as const), percent: fc.nat(100) }),
    fc.record({ kind: fc.constant("up_to" as const), amountMinor: fc.nat(20_000) }),
  ),
  sponsorsEnrollmentFee: fc.boolean(),
});

const anyMember = fc.record({
  startsInDays: fc.nat(60),
  every: fc.constantFrom("P1M", "P3M"),
  /** On this day the employer begins to pay for somebody who paid for themselves; null: from the start. */
  takenOverOn: fc.option(fc.nat(90), { nil: null }),
  endsOn: fc.option(fc.integer({ min: 40, max: 200 }), { nil: null }),
});
type Member = typeof anyMember extends fc.Arbitrary<infer T> ? T : never;

function membershipOf(member: Member, calendar: EmployerCalendar): Membership {
  const isTakenOver = member.takenOverOn !== null;
  const made = someMembership({
    input: {
      lastBilled: null,
      statedStart: addDays(firstDay, member.startsInDays),
      interval: interval(member.every),
      ...(isTakenOver ? {} : { payer: employer }),
    },
    setting: { plan, today: firstDay, employerCalendar: isTakenOver ? null : calendar },
  });
  return { ...made, endDate: member.endsOn === null ? null : addDays(firstDay, member.endsOn) };
}

type Billed = {
  payer: { kind: string; id: string };
  issueOn: PlainDate;
  dueOn: PlainDate;
  lines: readonly Line[];
};
type Line = ReturnType<typeof run>["invoices"][number]["lines"][number];

function live(members: readonly Member[], calendar: EmployerCalendar, days: number) {
  let memberships = members.map((member) => membershipOf(member, calendar));
  const invoices: Billed[] = [];
  const employers = { [employer.id]: calendar };
  for (let passed = 0; passed <= days; passed += 1) {
    const today = addDays(firstDay, passed);
    memberships = memberships.map((membership, index) => {
      if (members[index]?.takenOverOn !== passed) return membership;
      const planned = changeTerms({
        membership,
        change: { payer: employer },
        when: "next_period",
        today,
      });
      return planned.kind === "refused"
        ? membership
        : planned.events.reduce(applyEvent, membership);
    });
    const rows = memberships.map((membership) => rowOf(membership));
    const planned = run({ plan, rows, row: rows[0] as never, employers }, today);
    expect(planned.parked).toEqual([]);
    invoices.push(...planned.invoices);
    const billed = planned.invoices.flatMap(({ lines }) => lines).filter(isBase);
    memberships = memberships.map((membership) =>
      billed
        .filter(({ membershipId }) => membershipId === membership.id)
        .reduce((state, { period }) => applyEvent(state, { kind: "billed", period }), membership),
    );
  }
  return { invoices, memberships };
}

const isBase = ({ chargeKind }: Line) => chargeKind === "base";
const daysOf = ({ start, end }: Period) =>
  Array.from({ length: countDays({ start, end }) }, (_, index) => addDays(start, index));

test("MEM-11: on any employer's calendar each day is billed once, by one invoice a date, and the shares add up", () => {
  let employerLines = 0;
  let shares = 0;
  fc.assert(
    fc.property(
      anyCalendar,
      fc.array(anyMember, { minLength: 1, maxLength: 4 }),
      (calendar, members) => {
        const { invoices, memberships } = live(members, calendar, 200);
        const ofEmployer = invoices.filter(({ payer }) => payer.kind === "employer");
        const dates = ofEmployer.map(({ issueOn }) => issueOn);
        expect(new Set(dates).size).toBe(dates.length);
        for (const { issueOn, dueOn } of ofEmployer)
          expect(dueOn).toBe(addDays(issueOn, calendar.termsDays));
        const lines = invoices.flatMap((invoice) =>
          invoice.lines.map((line) => ({ invoice, line })),
        );
        for (const membership of memberships) {
          const own = lines.filter(({ line }) => line.membershipId === membership.id);
          const claimed = own
            .filter(({ line }) => isBase(line))
            .flatMap(({ line }) => daysOf(line.period));
          expect(new Set(claimed).size).toBe(claimed.length);
          const lastDay = addDays(firstDay, 200);
          const isLate =
            membership.terms.at(-1)?.billing === "arrears" || calendar.billing === "arrears";
          const through = isLate ? addDays(lastDay, -100) : lastDay;
          for (let date = membership.billFrom; date <= through; date = addDays(date, 1)) {
            if (membership.endDate === null || date <= membership.endDate)
              expect(claimed).toContain(date);
          }
          for (const { invoice, line } of own.filter(({ line: one }) => isBase(one))) {
            if (invoice.payer.kind !== "employer") continue;
            employerLines += 1;
            const rest = own.find(
              ({ line: other }) =>
                other.chargeKind === "add_on" && other.period.start === line.period.start,
            );
            if (rest !== undefined) shares += 1;
            const priceMinor = pricesMinor[membership.terms[0]?.interval ?? ""] ?? 0;
            const part = prorate({
              priceMinor,
              daysUsed: countDays(line.period),
              daysInPeriod: countDays(line.cycle),
            });
            const whole = line.grossMinor + (rest?.line.grossMinor ?? 0);
            expect(whole).toBe(calendar.isProrated ? part : priceMinor);
            const isCycleStart = dayOfMonth(line.cycle.start) === calendar.issueDay;
            const isClamped = dayOfMonth(addDays(line.cycle.start, 1)) === 1;
            expect(isCycleStart || isClamped).toBe(true);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(Math.min(employerLines, shares)).toBeGreaterThan(0);
});
