import type { BillingRow, BillingRunInput, Parked } from "./billingRow.ts";
import { enrollmentFeeLine, linesOf, type AddressedLine } from "./lines.ts";
import { pricedSegment } from "./parked.ts";
import type { Segment } from "./segments.ts";

export type Charge = { chargeDay: number; addressed: AddressedLine };

type Setting = Pick<BillingRunInput, "plans" | "employerCalendars" | "practice">;

/** The lines of a membership's stretches, or why it has none. All or nothing: a gap is never billed around. */
export function chargesOf({
  input,
  row,
  segments,
}: {
  input: Setting;
  row: BillingRow;
  segments: readonly Segment[];
}): Charge[] | Parked {
  const charges: Charge[] = [];
  let isFeeDue = row.enrollmentFee.state === "due";
  for (const segment of segments) {
    const addressed = addressedLines({ input, row, segment, isFeeDue });
    if (!Array.isArray(addressed)) return addressed;
    for (const one of addressed) charges.push({ chargeDay: segment.chargeDay, addressed: one });
    isFeeDue = false;
  }
  return charges;
}

function addressedLines({
  input,
  row,
  segment,
  isFeeDue,
}: {
  input: Setting;
  row: BillingRow;
  segment: Segment;
  isFeeDue: boolean;
}): AddressedLine[] | Parked {
  const priced = pricedSegment({ row, segment, input });
  if (priced.kind === "parked") return priced.parked;
  const { plan, price } = priced;
  const { payer } = segment.terms;
  const calendar = payer.kind === "employer" ? input.employerCalendars.get(payer.id) : undefined;
  const lines = linesOf({ row, segment, plan, price, calendar });
  const [first] = lines;
  if (!isFeeDue || first === undefined) return lines;
  const isSponsored = calendar === undefined || calendar.sponsorsEnrollmentFee;
  const feePayer = isSponsored ? payer : { kind: "patient" as const, id: row.patientId };
  return [...lines, { payer: feePayer, line: enrollmentFeeLine(row, first.line, plan) }];
}
