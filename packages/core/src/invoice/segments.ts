import {
  cycleIndexOn,
  cycleStartDay,
  firstAnchorDate,
  fromDayNumber,
  toDayNumber,
  type CycleRule,
  type Period,
} from "../calendar/index.ts";
import { cycleRuleOf, type EmployerCalendar, type MembershipTerms } from "../membership/index.ts";
import type { Billing } from "../start/index.ts";
import type { BillingRow } from "./billingRow.ts";

/** A stretch of days that one line bills, in day numbers, with the cycle its price is for. */
export type Segment = {
  startDay: number;
  endDay: number;
  cycleStartDay: number;
  cycleEndDay: number;
  terms: MembershipTerms;
  billing: Billing;
  /** The day on which the line falls due for billing. */
  chargeDay: number;
  isFullPrice: boolean;
};

type DayRange = { startDay: number; endDay: number };

export type SegmentInput = {
  row: BillingRow;
  employerCalendars: ReadonlyMap<string, EmployerCalendar>;
  /** Segments are given up to the last one charged on or before this day. */
  throughDay: number;
};

const never = Number.MAX_SAFE_INTEGER;

/** The unbilled stretches of a membership in order, those charged by `throughDay`, and the day of the next one. */
export function segmentsDue({ row, employerCalendars, throughDay }: SegmentInput): {
  segments: Segment[];
  nextChargeDay: number | null;
} {
  const segments: Segment[] = [];
  const closed = closedDays(row);
  const endDay = row.endDate === null ? never : toDayNumber(row.endDate);
  let day = firstBilledDay(row);
  for (;;) {
    day = firstOpenDay(day, closed);
    if (day > endDay) return { segments, nextChargeDay: null };
    const segment = segmentFrom({ row, employerCalendars, day, closed, lastDay: endDay });
    if (segment.chargeDay > throughDay) return { segments, nextChargeDay: segment.chargeDay };
    segments.push(segment);
    day = segment.endDay + 1;
  }
}

/** A re-enrolment moves billFrom on; days of the time before may still wait for an invoice, from the first terms on. */
function firstBilledDay({ billFrom, terms }: BillingRow): number {
  const from = terms[0]?.from ?? billFrom;
  return toDayNumber(from < billFrom ? from : billFrom);
}

/** Paused, waived and already claimed days, in order. */
function closedDays({ pauses, waivers, claimed }: BillingRow): DayRange[] {
  const closed: DayRange[] = claimed.map(rangeOf);
  for (const waiver of waivers) closed.push(rangeOf(waiver));
  for (const { from, through } of pauses) {
    closed.push({
      startDay: toDayNumber(from),
      endDay: through === null ? never : toDayNumber(through),
    });
  }
  return closed.length < 2 ? closed : closed.sort((one, other) => one.startDay - other.startDay);
}

function rangeOf({ start, end }: Period): DayRange {
  return { startDay: toDayNumber(start), endDay: toDayNumber(end) };
}

function firstOpenDay(from: number, closed: readonly DayRange[]): number {
  let day = from;
  for (const range of closed) {
    if (range.startDay <= day && day <= range.endDay) day = range.endDay + 1;
  }
  return day;
}

type From = {
  row: BillingRow;
  employerCalendars: SegmentInput["employerCalendars"];
  day: number;
  closed: readonly DayRange[];
  lastDay: number;
};

function segmentFrom({ row, employerCalendars, day, closed, lastDay }: From): Segment {
  const { terms, nextFromDay } = termsAt(row.terms, day);
  const calendar =
    terms.payer.kind === "employer" ? employerCalendars.get(terms.payer.id) : undefined;
  const rule = ruleOf(terms, calendar);
  const index = cycleIndexOn(rule, fromDayNumber(day));
  const cycleStart = cycleStartDay(rule, index);
  const cycleEnd = cycleStartDay(rule, index + 1) - 1;
  const untilClosed = nextClosedDay(day, closed) - 1;
  const openEnd = Math.min(cycleEnd, nextFromDay - 1, untilClosed);
  const segmentEnd = Math.min(openEnd, lastDay);
  const billing = calendar?.billing ?? terms.billing;
  const isWholeJoined =
    calendar?.isProrated === false &&
    !isCycleShared(row, { startDay: cycleStart, endDay: cycleEnd }, terms);
  const isWholeByEnd = !row.isLastInvoiceAdjusted && segmentEnd < openEnd && day === cycleStart;
  return {
    startDay: day,
    endDay: segmentEnd,
    cycleStartDay: cycleStart,
    cycleEndDay: cycleEnd,
    terms,
    billing,
    chargeDay: billing === "advance" ? day : segmentEnd + 1,
    isFullPrice: isWholeByEnd || isWholeJoined,
  };
}

/**
 * A calendar that does not prorate bills all of the cycle in which somebody joins or leaves, once: a cycle of which it has
 * billed a part, or which has two sets of terms, is billed by days even there (MEM-11).
 */
function isCycleShared(
  { claimed, terms, waivers }: BillingRow,
  cycle: DayRange,
  { payer }: MembershipTerms,
): boolean {
  const own = terms
    .filter((one) => one.payer.kind === payer.kind && one.payer.id === payer.id)
    .map(({ from }) => toDayNumber(from));
  const firstDay = Math.max(cycle.startDay, own[0] ?? cycle.startDay);
  const away = waivers.filter(({ reason }) => reason === "away").map(rangeOf);
  const isChange = (day: number) => !away.some(({ endDay }) => endDay === day - 1);
  return (
    own.slice(1).some((day) => firstDay < day && day <= cycle.endDay && isChange(day)) ||
    claimed
      .map(rangeOf)
      .some(({ startDay, endDay }) => startDay <= cycle.endDay && firstDay <= endDay)
  );
}

function ruleOf(terms: MembershipTerms, calendar: EmployerCalendar | undefined): CycleRule {
  if (calendar === undefined) return cycleRuleOf(terms);
  const { interval } = terms;
  const anchorDate = firstAnchorDate({ from: calendar.anchorDate, day: calendar.issueDay });
  return { anchorDate, anchorDay: calendar.issueDay, interval };
}

function termsAt(
  terms: readonly MembershipTerms[],
  day: number,
): { terms: MembershipTerms; nextFromDay: number } {
  let found = terms[0];
  if (found === undefined) throw new RangeError("a membership has terms");
  for (let index = 1; index < terms.length; index += 1) {
    const candidate = terms[index];
    if (candidate === undefined) break;
    const fromDay = toDayNumber(candidate.from);
    if (fromDay > day) return { terms: found, nextFromDay: fromDay };
    found = candidate;
  }
  return { terms: found, nextFromDay: never };
}

function nextClosedDay(day: number, closed: readonly DayRange[]): number {
  let next = never;
  for (const { startDay } of closed) if (startDay > day && startDay < next) next = startDay;
  return next;
}

export function datesOf({ startDay, endDay }: DayRange): Period {
  return { start: fromDayNumber(startDay), end: fromDayNumber(endDay) };
}
