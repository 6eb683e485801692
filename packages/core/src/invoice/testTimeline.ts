import * as fc from "fast-check";
import { expect } from "vitest";
import {
  addDays,
  anchorDay,
  countDays,
  fromDayNumber,
  interval,
  type Period,
  type PlainDate,
} from "../calendar/index.ts";
import {
  applyEvent,
  attachMembership,
  cancelMembership,
  changeTerms,
  pauseMembership,
  reEnrollMembership,
  replay,
  resumeMembership,
  Status,
  statusOn,
  withdrawCancellation,
  type LaterEvent,
  type Membership,
  type MembershipEvent,
  type PlannedAction,
} from "../membership/index.ts";
import { attachInput, attachSetting, day, somePlan } from "../membership/testMembership.ts";
import {
  creditUnusedDays,
  voidInvoice,
  waiversOfCredit,
  type IssuedLine,
  type PlannedInvoice,
  type PlannedLine,
} from "./index.ts";
import { rowOf, run } from "./testBilling.ts";

export const plan = somePlan();
export const firstDay = day("2026-01-20");

export type Step =
  | { kind: "wait"; days: number }
  | { kind: "pause"; days: number | null }
  | { kind: "resume"; inDays: number }
  | { kind: "cancel"; inDays: number; isAdjusted: boolean }
  | { kind: "withdraw" }
  | { kind: "re_enroll"; inDays: number }
  | { kind: "change"; when: "now" | "next_period"; every: string | null; anchor: number | null }
  | { kind: "void"; isBilledAgain: boolean }
  | { kind: "credit"; inDays: number; days: number; isWaived: boolean };

const small = fc.integer({ min: 0, max: 40 });
const every = fc.option(fc.constantFrom("P1M", "P3M", "P2W", "P30D", "P1Y"), { nil: null });
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      days: fc.integer({ min: 1, max: 70 }),
    }),
  },
  fc.record({ kind: fc.constant("pause" as const), days: fc.option(small, { nil: null }) }),
  fc.record({ kind: fc.constant("resume" as const), inDays: small }),
  fc.record({
    kind: fc.constant("cancel" as const),
    inDays: fc.integer({ min: -20, max: 60 }),
    isAdjusted: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("withdraw" as const) }),
  fc.record({ kind: fc.constant("re_enroll" as const), inDays: small }),
  fc.record({
    kind: fc.constant("change" as const),
    when: fc.constantFrom("now" as const, "next_period" as const),
    every,
    anchor: fc.option(fc.integer({ min: 1, max: 31 }), { nil: null }),
  }),
  fc.record({ kind: fc.constant("void" as const), isBilledAgain: fc.boolean() }),
  fc.record({
    kind: fc.constant("credit" as const),
    inDays: fc.integer({ min: -30, max: 10 }),
    days: fc.integer({ min: 0, max: 20 }),
    isWaived: fc.boolean(),
  }),
);

export const anyBeginning = fc.record({
  lastBilled: fc.integer({ min: 20_440, max: 20_473 }).map(fromDayNumber),
  every: fc.constantFrom("P1M", "P3M", "P2W", "P30D", "P1Y"),
  billing: fc.constantFrom("advance" as const, "arrears" as const),
  chosenAnchor: fc.integer({ min: 1, max: 31 }),
});
export type Beginning = (typeof anyBeginning extends fc.Arbitrary<infer T> ? T : never) & {
  /** `firstDay` without it. */
  today?: PlainDate;
};

/** A membership and its book, with a second, naive account of every day beside them. */
export class Timeline {
  today: PlainDate;
  readonly events: MembershipEvent[] = [];
  membership: Membership;
  lines: { line: IssuedLine; isVoided: boolean }[] = [];
  claims = new Map<PlainDate, number>();
  billedFrom: PlainDate;

  constructor({ lastBilled, every: often, billing, chosenAnchor, today = firstDay }: Beginning) {
    this.today = today;
    const attached = attachMembership(
      attachInput({
        lastBilled,
        interval: interval(often),
        billing,
        anchorDay: anchorDay(chosenAnchor),
        pastStart: "bill_back",
      }),
      attachSetting({ plan, today }),
    );
    if (attached.kind !== "planned") throw new Error(JSON.stringify(attached));
    this.membership = attached.membership;
    this.billedFrom = attached.membership.billFrom;
    this.events.push(attached.event);
  }

  record(event: LaterEvent): void {
    this.events.push(event);
    this.membership = applyEvent(this.membership, event);
  }

  count(period: Period, by: number): void {
    for (let date = period.start; date <= period.end; date = addDays(date, 1)) {
      this.claims.set(date, (this.claims.get(date) ?? 0) + by);
    }
  }

  bill(): void {
    const planned = run({ plan, row: rowOf(this.membership) }, this.today);
    if (planned.parked.length > 0) throw new Error(planned.parked[0]?.reason);
    this.issue(planned.invoices);
  }

  issue(invoices: readonly PlannedInvoice[]): void {
    for (const { lines } of invoices) {
      for (const line of lines) {
        checkLine(line, this.membership);
        const lineId = `lin_${this.lines.length}`;
        this.lines.push({
          line: { ...line, lineId, creditedDays: [], creditedGrossMinor: 0, creditedTaxMinor: 0 },
          isVoided: false,
        });
        this.count(line.period, 1);
        this.record({ kind: "billed", period: line.period });
      }
    }
  }

  act(planned: PlannedAction | { kind: "refused" }): void {
    if (planned.kind === "refused") return;
    for (const event of planned.events) this.record(event);
    if (planned.creditDays !== null) this.credit(planned.creditDays);
  }

  credit(unused: Period): void {
    const open = this.lines.filter(({ isVoided }) => !isVoided).map(({ line }) => line);
    for (const credit of creditUnusedDays({ lines: open, unused })) {
      const line = open.find(({ lineId }) => lineId === credit.creditsLineId);
      if (line === undefined || credit.period === null) throw new Error("a credit of no line");
      line.creditedDays = [...line.creditedDays, credit.period];
      line.creditedGrossMinor -= credit.grossMinor;
      line.creditedTaxMinor -= credit.taxMinor;
      this.count(credit.period, -1);
    }
  }
}

const pricesMinor: Record<string, number> = Object.fromEntries(
  plan.pricing.kind === "per_person"
    ? plan.pricing.prices.map((price) => [price.interval, price.priceMinor])
    : [],
);

/** A line bills no closed day, belongs to one set of terms, and costs its share of their price. */
function checkLine(line: PlannedLine, { waivers, pauses, terms }: Membership): void {
  const { start, end } = line.period;
  const closed = [
    ...waivers,
    ...pauses.map(({ from, through }) => ({ start: from, end: through ?? day("9999-12-31") })),
  ];
  const touched = closed.find((period) => period.start <= end && start <= period.end);
  if (touched !== undefined) throw new Error(`${start} to ${end} bills closed days`);
  const inForce = terms.findLast(({ from }) => from <= start);
  const atEnd = terms.findLast(({ from }) => from <= end);
  if (inForce === undefined || inForce !== atEnd) throw new Error(`${start} to ${end}: two terms`);
  const priceMinor = inForce.ownPriceMinor ?? pricesMinor[inForce.interval] ?? 0;
  const cycleDays = countDays(line.cycle);
  const share = Math.floor((2 * priceMinor * countDays(line.period) + cycleDays) / (2 * cycleDays));
  if (line.grossMinor !== share && line.grossMinor !== priceMinor) {
    throw new Error(`${start} to ${end} costs ${line.grossMinor}, not ${share}`);
  }
}

export function take(timeline: Timeline, step: Step): void {
  const { membership, today } = timeline;
  switch (step.kind) {
    case "wait":
      for (let left = step.days; left > 0; left -= 1) {
        timeline.today = addDays(timeline.today, 1);
        timeline.bill();
      }
      return;
    case "pause": {
      const through = step.days === null ? null : addDays(today, step.days);
      return timeline.act(pauseMembership({ membership, through, today }));
    }
    case "resume":
      return timeline.act(resumeMembership({ membership, on: addDays(today, step.inDays), today }));
    case "cancel":
      return timeline.act(
        cancelMembership({
          membership,
          endDate: addDays(today, step.inDays),
          reason: "moved",
          isLastInvoiceAdjusted: step.isAdjusted,
          today,
        }),
      );
    case "withdraw":
      return timeline.act(withdrawCancellation({ membership, today }));
    case "re_enroll":
      return timeline.act(
        reEnrollMembership({
          membership,
          from: addDays(today, step.inDays),
          anchorDay: null,
          today,
        }),
      );
    case "change":
      return timeline.act(
        changeTerms({ membership, change: changeOf(step), when: step.when, today }),
      );
    case "void":
      return voidLast(timeline, step.isBilledAgain);
    case "credit":
      return creditSome(timeline, step);
  }
}

function changeOf({ every: often, anchor }: Extract<Step, { kind: "change" }>) {
  return {
    ...(often === null ? {} : { interval: interval(often) }),
    ...(anchor === null ? {} : { anchorDay: anchorDay(anchor) }),
  };
}

function voidLast(timeline: Timeline, isBilledAgain: boolean): void {
  const last = timeline.lines.at(-1);
  if (last === undefined || last.isVoided || last.line.creditedDays.length > 0) return;
  const planned = voidInvoice({ status: "issued", lines: [last.line], isBilledAgain });
  if (planned.kind === "refused") throw new Error(planned.reason);
  last.isVoided = true;
  for (const { period } of planned.freed) {
    timeline.count(period, -1);
    timeline.record({ kind: "freed", period });
  }
  for (const { waiver } of planned.waivers) timeline.record({ kind: "waived", waiver });
}

function creditSome(timeline: Timeline, step: Extract<Step, { kind: "credit" }>): void {
  const start = addDays(timeline.today, step.inDays);
  const unused = { start, end: addDays(start, step.days) };
  const before = timeline.lines.map(({ line }) => line.creditedDays.length);
  const open = timeline.lines.filter(({ isVoided }) => !isVoided).map(({ line }) => line);
  const credits = creditUnusedDays({ lines: open, unused });
  timeline.credit(unused);
  for (const { period } of credits) {
    if (period !== null) timeline.record({ kind: "freed", period });
  }
  const waivers = step.isWaived ? waiversOfCredit(credits) : [];
  for (const { waiver } of waivers) timeline.record({ kind: "waived", waiver });
  expect(timeline.lines.length).toBe(before.length);
}

/** The last day that must be billed by now: in arrears the running stretch still waits for its end. */
function isOwed(timeline: Timeline, date: PlainDate): boolean {
  const { membership } = timeline;
  if (membership.endDate !== null && date > membership.endDate) return false;
  const isIn = ({ start, end }: Period) => start <= date && date <= end;
  if (membership.waivers.some(isIn)) return false;
  return !membership.pauses.some(
    ({ from, through }) => from <= date && (through === null || date <= through),
  );
}

export function check(timeline: Timeline): void {
  const { membership, claims, today, events } = timeline;
  for (const [date, count] of claims) {
    if (count < 0 || count > 1) throw new Error(`${date} is claimed ${count} times`);
  }
  expect(replay(events)).toEqual(membership);
  expect(Status.options).toContain(statusOn({ membership, today }));
}

export function checkComplete(timeline: Timeline): void {
  timeline.bill();
  check(timeline);
  const { membership, claims, today } = timeline;
  const arrearsEnd = membership.terms.some(({ billing }) => billing === "arrears")
    ? addDays(today, -370)
    : today;
  for (let date = timeline.billedFrom; date <= arrearsEnd; date = addDays(date, 1)) {
    if (isOwed(timeline, date) && (claims.get(date) ?? 0) !== 1) {
      throw new Error(`${date} is owed and not billed`);
    }
  }
  for (const { line, isVoided } of timeline.lines) {
    const left =
      countDays(line.period) - line.creditedDays.reduce((sum, one) => sum + countDays(one), 0);
    if (!isVoided && left === 0) expect(line.creditedGrossMinor).toBe(line.grossMinor);
    expect(line.creditedGrossMinor <= line.grossMinor).toBe(true);
  }
}
