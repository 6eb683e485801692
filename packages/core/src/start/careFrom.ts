import { addDays, type Period, type PlainDate } from "../calendar/index.ts";

export type CareStart = {
  /** The first day of care here; equal to billFrom unless the practice lets care go on during the old coverage. */
  careFrom: PlainDate;
  /** Days without care or billing between the end of the old coverage and billFrom. */
  gap: Period | null;
};

/** Care and billing begin on two dates (START-9). Care during the old coverage begins on the day of attaching. */
export function computeCareStart({
  billFrom,
  coveredThrough,
  attachedOn,
  isCareDuringOldCoverage,
}: {
  billFrom: PlainDate;
  coveredThrough: PlainDate | null;
  attachedOn: PlainDate;
  isCareDuringOldCoverage: boolean;
}): CareStart {
  const isCovered = coveredThrough !== null && attachedOn <= coveredThrough;
  const gapStart = coveredThrough === null ? billFrom : addDays(coveredThrough, 1);
  const gap = gapStart < billFrom ? { start: gapStart, end: addDays(billFrom, -1) } : null;
  if (!isCareDuringOldCoverage || !isCovered) return { careFrom: billFrom, gap };
  return { careFrom: attachedOn, gap };
}
