import { fromDayNumber, maxDate, type PlainDate } from "../calendar/index.ts";
import { periodInWords } from "../explain/index.ts";
import { prorate, splitByLargestRemainder, taxAmount } from "../money/index.ts";
import type { EmployerCalendar } from "../membership/index.ts";
import { priceOf, type BilledPrice, type NoPrice, type Payer, type Plan } from "../plan/index.ts";
import type { BillingRow } from "./billingRow.ts";
import type { PlannedLine } from "./schema.ts";
import { datesOf, type Segment } from "./segments.ts";

/** A line and who receives it. */
export type AddressedLine = { payer: Payer; line: PlannedLine };

export function priceOfSegment(
  row: BillingRow,
  segment: Segment,
  plan: Plan,
): BilledPrice | NoPrice {
  const { interval, payer, ownPriceMinor } = segment.terms;
  const on = maxDate(fromDayNumber(segment.startDay), row.attachedOn);
  return priceOf({ plan, interval, payer, ownPriceMinor, birthDate: row.birthDate, on });
}

/** The lines of one stretch: base coverage, split between employer and employee where a sponsor pays only a part. */
export function linesOf({
  row,
  segment,
  plan,
  price,
  calendar,
}: Priced & { calendar: EmployerCalendar | undefined }): AddressedLine[] {
  const base = baseLine({ row, segment, plan, price });
  const payer = segment.terms.payer;
  if (calendar === undefined || payer.kind !== "employer") return [{ payer, line: base }];
  const sponsored = sponsoredMinor(base, calendar);
  if (sponsored === base.grossMinor) return [{ payer, line: base }];
  const employee: Payer = { kind: "patient", id: row.patientId };
  const own = { ...shareOf(base, base.grossMinor - sponsored), chargeKind: "add_on" as const };
  const rest = { ...own, description: `${base.description}, not sponsored` };
  return [
    { payer, line: shareOf(base, sponsored) },
    { payer: employee, line: rest },
  ];
}

/** Whoever's own membership ended before the period has left the family (PLAN-2). */
export function patientsOf(
  { patientId, alsoCovers, leavers }: BillingRow,
  start: PlainDate,
): string[] {
  if (alsoCovers.length === 0) return [patientId];
  const left = (leavers ?? []).filter(({ endDate }) => endDate < start);
  return [patientId, ...alsoCovers.filter((id) => !left.some((leaver) => leaver.patientId === id))];
}

type Priced = { row: BillingRow; segment: Segment; plan: Plan; price: BilledPrice };

function baseLine({ row, segment, plan, price }: Priced): PlannedLine {
  const daysUsed = segment.endDay - segment.startDay + 1;
  const daysInCycle = segment.cycleEndDay - segment.cycleStartDay + 1;
  const { priceMinor } = price;
  const isWhole = segment.isFullPrice || daysUsed === daysInCycle;
  const amountMinor = isWhole
    ? priceMinor
    : prorate({ priceMinor, daysUsed, daysInPeriod: daysInCycle });
  const taxed = taxAmount({ priceMinor: amountMinor, tax: plan.tax });
  const period = datesOf(segment);
  return {
    membershipId: row.id,
    chargeKind: "base",
    patientIds: patientsOf(row, period.start),
    period,
    cycle: datesOf({ startDay: segment.cycleStartDay, endDay: segment.cycleEndDay }),
    daysUsed,
    daysInCycle,
    description: `${plan.name}, ${periodInWords(period)}`,
    planId: plan.id,
    priceMinor,
    priceBasis: price.basis,
    netMinor: taxed.netMinor,
    taxMinor: taxed.taxMinor,
    grossMinor: taxed.grossMinor,
    tax: plan.tax,
    healthcode: plan.healthcode,
  };
}

function sponsoredMinor({ grossMinor }: PlannedLine, { sponsors }: EmployerCalendar): number {
  switch (sponsors.kind) {
    case "all":
      return grossMinor;
    case "percent": {
      const weights = [sponsors.percent, 100 - sponsors.percent];
      return splitByLargestRemainder({ totalMinor: grossMinor, weights })[0] ?? 0;
    }
    case "up_to":
      return Math.min(grossMinor, sponsors.amountMinor);
  }
}

/** A part of a line's gross amount, its tax in proportion; the parts of a line add up to it. */
function shareOf(line: PlannedLine, grossMinor: number): PlannedLine {
  if (line.grossMinor === 0) return line;
  const weights = [grossMinor, line.grossMinor - grossMinor];
  const taxMinor = splitByLargestRemainder({ totalMinor: line.taxMinor, weights })[0] ?? 0;
  return { ...line, grossMinor, taxMinor, netMinor: grossMinor - taxMinor };
}

/** The enrollment fee, once, with the first line (INV-9). */
export function enrollmentFeeLine(row: BillingRow, base: PlannedLine, plan: Plan): PlannedLine {
  const day: PlainDate = base.period.start;
  const taxed = taxAmount({ priceMinor: row.enrollmentFee.feeMinor, tax: plan.tax });
  return {
    ...base,
    chargeKind: "enrollment_fee",
    patientIds: [row.patientId],
    period: { start: day, end: day },
    cycle: { start: day, end: day },
    daysUsed: 1,
    daysInCycle: 1,
    description: `Enrollment fee, ${plan.name}`,
    priceMinor: row.enrollmentFee.feeMinor,
    priceBasis: "plan",
    ...taxed,
  };
}
