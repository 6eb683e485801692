import {
  addDays,
  cycleOn,
  maxDate,
  type CycleRule,
  type Period,
  type PlainDate,
} from "../calendar/index.ts";
import type { Membership, MembershipTerms } from "./schema.ts";

/** The terms that hold on a day; before the first ones, the first. */
export function termsOn(terms: readonly MembershipTerms[], day: PlainDate): MembershipTerms {
  let found = terms[0];
  for (const candidate of terms) if (candidate.from <= day) found = candidate;
  if (found === undefined) throw new RangeError("a membership has terms");
  return found;
}

export function cycleRuleOf({ anchorDate, anchorDay, interval }: MembershipTerms): CycleRule {
  return { anchorDate, anchorDay, interval };
}

/** The last day with a live claim; null before the first invoice. */
export function lastBilledDay({ claimed }: Pick<Membership, "claimed">): PlainDate | null {
  return claimed.at(-1)?.end ?? null;
}

/** The billed days that an end leaves unused, to be credited with it; null where it leaves none, or is not adjusted (MEM-9). */
export function unusedByEnd(
  membership: Pick<Membership, "claimed" | "endDate" | "isLastInvoiceAdjusted">,
): Period | null {
  const { endDate, isLastInvoiceAdjusted } = membership;
  const last = lastBilledDay(membership);
  const isUnused = isLastInvoiceAdjusted && endDate !== null && last !== null && last > endDate;
  return isUnused ? { start: addDays(endDate, 1), end: last } : null;
}

/** The first day that no issued period reaches (MEM-6). */
export function firstFreeDay(membership: Membership): PlainDate {
  const last = lastBilledDay(membership);
  return last === null ? membership.billFrom : maxDate(membership.billFrom, addDays(last, 1));
}

/**
 * Where the next period begins: after the last issued one, and where days of a period are already used without an
 * invoice (in arrears, or parked), after that period too.
 */
export function nextPeriodStart(membership: Membership, today: PlainDate): PlainDate {
  const free = firstFreeDay(membership);
  if (free >= today) return free;
  return addDays(cycleOn(cycleRuleOf(termsOn(membership.terms, today)), today).end, 1);
}
