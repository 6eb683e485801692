import type { DateOrder } from "../settings.ts";
import type { DateShape } from "./dateShape.ts";

/** What the cells of one column tell about the order of day and month. */
export type OrderEvidence = {
  dayFirst: number;
  monthFirst: number;
  isOpen: number;
  dotted: number;
  /** Cells that are dates by themselves, whatever order they are shown in. */
  typed: number;
};

export function noEvidence(): OrderEvidence {
  return { dayFirst: 0, monthFirst: 0, isOpen: 0, dotted: 0, typed: 0 };
}

/** Adds a date that stands in `times` cells. */
export function weigh(evidence: OrderEvidence, shape: DateShape, times = 1): void {
  if (shape.kind !== "numbers") return;
  const { first, second } = shape;
  if (shape.isDotted) evidence.dotted += times;
  if (first > 12 && first <= 31 && second <= 12) evidence.dayFirst += times;
  else if (second > 12 && second <= 31 && first <= 12) evidence.monthFirst += times;
  else if (first <= 12 && second <= 12 && first !== second) evidence.isOpen += times;
}

/**
 * The order of a whole column, from the cells that can be read only one way (ROS-12). Null: nobody can tell, so it is
 * asked. Dots are written only where the day comes first.
 */
export function orderOf(evidence: OrderEvidence): DateOrder | null {
  const { dayFirst, monthFirst, dotted } = evidence;
  if (dayFirst === 0 && monthFirst === 0) return dotted > 0 ? "DMY" : null;
  if (isThin(evidence)) return null;
  if (dayFirst >= 4 * monthFirst) return "DMY";
  if (monthFirst >= 4 * dayFirst) return "MDY";
  return null;
}

/** One or two dates among many that can be read both ways are as likely the mistakes as the rule. */
function isThin({ dayFirst, monthFirst, isOpen }: OrderEvidence): boolean {
  const telling = dayFirst + monthFirst;
  return telling < 3 && isOpen > 8 * telling;
}

/** Whether the order of day and month changes what any cell of the column means. */
export function needsOrder(evidence: OrderEvidence): boolean {
  return evidence.isOpen > 0 || evidence.dayFirst > 0 || evidence.monthFirst > 0;
}
