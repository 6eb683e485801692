import {
  addDays,
  anchorDay,
  cycleAt,
  dayOfMonth,
  firstAnchorDate,
  isLastDayOfMonth,
  monthOf,
  periodFrom,
  stepOf,
  type AnchorDay,
  type Interval,
  type PlainDate,
} from "../calendar/index.ts";
import type { Billing, StartBasis, StartInput } from "./schema.ts";

export type Reading = {
  basis: StartBasis;
  anchorDay: AnchorDay;
  anchorDate: PlainDate;
  billFrom: PlainDate;
  firstInvoiceOn: PlainDate;
};

type Source = { basis: StartBasis; date: PlainDate };

export function sourceOf(input: StartInput, billing: Billing): Source | null {
  const { lastBilled, coveredThrough, nextBill, statedStart } = input;
  if (lastBilled) {
    const basis = billing === "advance" ? "last_billed_in_advance" : "last_billed_in_arrears";
    return { basis, date: lastBilled };
  }
  if (coveredThrough) return { basis: "covered_through", date: addDays(coveredThrough, 1) };
  if (nextBill) return { basis: "next_bill", date: nextBill };
  if (statedStart) return { basis: "stated_start", date: statedStart };
  return null;
}

/** Every start that the deciding date can mean, the date as it stands first (START-4, START-5). */
export function readingsOf(input: StartInput, source: Source, billing: Billing): Reading[] {
  return anchorsOf(source, input.interval).map((day) => {
    const rule = { anchorDate: source.date, anchorDay: day, interval: input.interval };
    const billFrom =
      source.basis === "last_billed_in_advance" ? cycleAt(rule, 1).start : source.date;
    const aligned = { ...rule, anchorDate: billFrom };
    const firstInvoiceOn = billing === "advance" ? billFrom : cycleAt(aligned, 1).start;
    return { basis: source.basis, anchorDay: day, anchorDate: billFrom, billFrom, firstInvoiceOn };
  });
}

function anchorsOf(source: Source, interval: Interval): AnchorDay[] {
  const day = dayOfMonth(source.date);
  const isOpen =
    stepOf(interval).unit === "month" &&
    source.basis !== "stated_start" &&
    isLastDayOfMonth(source.date);
  const last = isOpen ? 31 : day;
  return Array.from({ length: last - day + 1 }, (_, index) => anchorDay(day + index));
}

/** Another day to bill on than the dates say: the start stays, and a stub leads to the first such day (CAL-5). */
export function moveAnchor(
  reading: Reading,
  { day, interval, billing }: { day: AnchorDay; interval: Interval; billing: Billing },
): Reading {
  const anchorDate = firstAnchorDate({ from: reading.billFrom, day });
  const period = periodFrom({ anchorDate, anchorDay: day, interval }, reading.billFrom);
  const stubEndsBefore = anchorDate === reading.billFrom ? addDays(period.end, 1) : anchorDate;
  const firstInvoiceOn = billing === "advance" ? reading.billFrom : stubEndsBefore;
  return { ...reading, anchorDay: day, anchorDate, firstInvoiceOn };
}

/** Whether two anchor days ever give different periods: 30 and 31 do not in a yearly cycle that begins in April. */
export function differAnywhere(readings: readonly Reading[], interval: Interval): boolean {
  const [first, ...others] = readings;
  if (first === undefined || others.length === 0) return false;
  const longest = longestMonthVisited(first.billFrom, stepOf(interval).count);
  const effective = new Set(readings.map((reading) => Math.min(reading.anchorDay, longest)));
  return effective.size > 1;
}

const longestDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function longestMonthVisited(from: PlainDate, months: number): number {
  const first = monthOf(from) - 1;
  return Math.max(
    ...Array.from({ length: 12 }, (_, index) => longestDays[(first + index * months) % 12] ?? 31),
  );
}
