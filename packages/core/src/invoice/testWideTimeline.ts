import * as fc from "fast-check";
import {
  addDays,
  anchorDay,
  fromDayNumber,
  interval,
  overlaps,
  type Period,
} from "../calendar/index.ts";
import { changeTerms, setStart } from "../membership/index.ts";
import { creditAmount } from "./index.ts";
import { rowOf, run } from "./testBilling.ts";
import { anyStep, plan, take, Timeline, type Beginning, type Step } from "./testTimeline.ts";

type WideStep =
  | { kind: "change_on"; inDays: number; change: Change }
  | { kind: "credit_amount"; pick: number; part: number }
  | { kind: "hold" }
  | { kind: "release" }
  | { kind: "switch" }
  | { kind: "choose"; pick: number }
  | { kind: "edit_start"; daysAgo: number; anchor: number }
  | { kind: "come_back"; endsInDays: number; isAdjusted: boolean; awayDays: number }
  | { kind: "stop_and_go"; what: "pause" | "end" | "auto_invoice"; days: number };

type Change = {
  billing: "advance" | "arrears" | null;
  ownPriceMinor: number | null;
  every: string | null;
};

const everyLength = ["P1M", "P3M", "P2W", "P30D", "P1Y"];

const anyChange: fc.Arbitrary<Change> = fc.record({
  billing: fc.option(fc.constantFrom("advance" as const, "arrears" as const), { nil: null }),
  ownPriceMinor: fc.option(fc.constantFrom(0, 1, 9999), { nil: null }),
  every: fc.option(fc.constantFrom(...everyLength), { nil: null }),
});

/** What the other steps never draw: dated changes, amounts, holds, auto-invoice off and on, and a start that is edited. */
export const anyWideStep: fc.Arbitrary<Step | WideStep> = fc.oneof(
  { weight: 3, arbitrary: anyStep },
  fc.record({
    kind: fc.constant("change_on" as const),
    inDays: fc.integer({ min: -40, max: 70 }),
    change: anyChange,
  }),
  fc.record({
    kind: fc.constant("credit_amount" as const),
    pick: fc.nat(20),
    part: fc.integer({ min: 1, max: 100 }),
  }),
  fc.constantFrom<WideStep>({ kind: "hold" }, { kind: "release" }, { kind: "switch" }),
  fc.record({ kind: fc.constant("choose" as const), pick: fc.nat(20) }),
  fc.record({
    kind: fc.constant("stop_and_go" as const),
    what: fc.constantFrom("pause" as const, "end" as const, "auto_invoice" as const),
    days: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({
    kind: fc.constant("come_back" as const),
    endsInDays: fc.integer({ min: -20, max: 5 }),
    isAdjusted: fc.boolean(),
    awayDays: fc.integer({ min: 6, max: 60 }),
  }),
  fc.record({
    kind: fc.constant("edit_start" as const),
    daysAgo: fc.integer({ min: 0, max: 45 }),
    anchor: fc.integer({ min: 1, max: 31 }),
  }),
);

/** Last billed on any day of five years, of which 2024 and 2028 are leap years; attached some days later. */
export const anyWideBeginning: fc.Arbitrary<Beginning> = fc
  .record({
    lastBilled: fc.integer({ min: 19_723, max: 21_549 }).map(fromDayNumber),
    every: fc.constantFrom(...everyLength) as fc.Arbitrary<"P1M">,
    billing: fc.constantFrom("advance" as const, "arrears" as const),
    chosenAnchor: fc.integer({ min: 1, max: 31 }),
    later: fc.nat(40),
  })
  .map(({ later, ...beginning }) => ({
    ...beginning,
    today: addDays(beginning.lastBilled, later),
  }));

export class WideTimeline extends Timeline {
  isAutoInvoice = true;
  autoInvoiceSince: Timeline["today"] | null = null;
  chosen: Period[] = [];
  readonly seen = new Set<string>();

  override bill(): void {
    const { isAutoInvoice, autoInvoiceSince, chosen: chosenPeriods } = this;
    const practice = { isAutoInvoice, autoInvoiceSince };
    const row = rowOf(this.membership, { chosenPeriods });
    const planned = run({ plan, row, practice }, this.today);
    const isHeld = this.membership.holds.length > 0;
    if (planned.parked.length > 0 && !isHeld) throw new Error(planned.parked[0]?.reason);
    if (isHeld && planned.invoices.length > 0) throw new Error("a held membership was billed");
    this.issue(planned.invoices);
    for (const { period } of planned.skipped)
      this.record({ kind: "waived", waiver: { ...period, reason: "auto_invoice_off" } });
  }
}

export function takeWide(timeline: WideTimeline, step: Step | WideStep): void {
  const { length } = timeline.events;
  takeOne(timeline, step);
  if (timeline.events.length > length) timeline.seen.add(step.kind);
}

function takeOne(timeline: WideTimeline, step: Step | WideStep): void {
  const { membership, today } = timeline;
  switch (step.kind) {
    case "change_on":
      return timeline.act(
        changeTerms({
          membership,
          change: changeOf(step.change),
          when: addDays(today, step.inDays),
          today,
        }),
      );
    case "credit_amount":
      return creditPart(timeline, step);
    case "hold":
      return timeline.record({ kind: "hold_set", hold: { code: "other", reason: "asked" } });
    case "release":
      return timeline.record({ kind: "hold_released", code: "other" });
    case "switch":
      timeline.isAutoInvoice = !timeline.isAutoInvoice;
      if (timeline.isAutoInvoice) timeline.autoInvoiceSince = today;
      return;
    case "choose":
      return choose(timeline, step.pick);
    case "edit_start":
      return editStart(timeline, step);
    case "come_back":
      return comeBack(timeline, step);
    case "stop_and_go":
      return stopAndGo(timeline, step);
    default:
      return take(timeline, step);
  }
}

function changeOf({ billing, ownPriceMinor, every }: Change) {
  return {
    ...(billing === null ? {} : { billing }),
    ...(ownPriceMinor === null ? {} : { ownPriceMinor }),
    ...(every === null ? {} : { interval: interval(every) }),
  };
}

function creditPart(
  timeline: WideTimeline,
  { pick, part }: Extract<WideStep, { kind: "credit_amount" }>,
): void {
  const open = timeline.lines.filter(({ isVoided }) => !isVoided);
  const line = open[pick % Math.max(1, open.length)]?.line;
  if (line === undefined) return;
  const left = line.grossMinor - line.creditedGrossMinor;
  const grossMinor = Math.ceil((left * part) / 100);
  const credit = creditAmount({ line, grossMinor, currency: "USD" });
  if ("kind" in credit) return;
  line.creditedGrossMinor -= credit.grossMinor;
  line.creditedTaxMinor -= credit.taxMinor;
  timeline.seen.add("credit_amount");
}

/** As the service does: the waiver is lifted, and the period is to be billed by the next run. */
function choose(timeline: WideTimeline, pick: number): void {
  const passed = timeline.membership.waivers.filter(({ reason }) => reason === "auto_invoice_off");
  const waiver = passed[pick % Math.max(1, passed.length)];
  if (waiver === undefined) return;
  const period = { start: waiver.start, end: waiver.end };
  const isShared = timeline.membership.waivers.some(
    (other) => other !== waiver && overlaps(other, period),
  );
  if (isShared) return;
  timeline.chosen.push(period);
  timeline.record({ kind: "waiver_lifted", period });
}

/** Drawn by themselves an end, the days away and a return seldom follow each other. */
function comeBack(
  timeline: WideTimeline,
  { endsInDays, isAdjusted, awayDays }: Extract<WideStep, { kind: "come_back" }>,
): void {
  takeWide(timeline, { kind: "cancel", inDays: endsInDays, isAdjusted });
  takeWide(timeline, { kind: "wait", days: awayDays });
  takeWide(timeline, { kind: "re_enroll", inDays: awayDays % 40 });
}

/** A pause and its end, an end that is withdrawn, or days that pass and are chosen after all. */
function stopAndGo(
  timeline: WideTimeline,
  { what, days }: Extract<WideStep, { kind: "stop_and_go" }>,
): void {
  const during = {
    pause: [
      { kind: "pause", days: null },
      { kind: "wait", days },
      { kind: "resume", inDays: 3 },
    ],
    end: [
      { kind: "cancel", inDays: days, isAdjusted: days % 2 === 0 },
      { kind: "wait", days: Math.ceil(days / 3) },
      { kind: "withdraw" },
    ],
    auto_invoice: [
      { kind: "switch" },
      { kind: "wait", days },
      { kind: "choose", pick: days },
      { kind: "switch" },
    ],
  } as const satisfies Record<typeof what, readonly (Step | WideStep)[]>;
  for (const step of during[what]) takeWide(timeline, step);
}

/** Before anything is billed the start is edited; the first owed day is that of the new start. */
function editStart(
  timeline: WideTimeline,
  { daysAgo, anchor }: Extract<WideStep, { kind: "edit_start" }>,
): void {
  const { membership, today } = timeline;
  if (timeline.lines.length > 0) return;
  const planned = setStart({
    membership,
    dates: {
      lastBilled: addDays(today, -daysAgo),
      coveredThrough: null,
      nextBill: null,
      statedStart: null,
      anchorDay: anchorDay(anchor),
      pastStart: "bill_back",
    },
    billing: membership.terms[0]?.billing ?? "advance",
    employerCalendar: null,
    isCareDuringOldCoverage: false,
    today,
  });
  if (planned.kind !== "planned") return;
  timeline.act(planned);
  timeline.billedFrom = timeline.membership.billFrom;
}
