import * as z from "zod";
import {
  addDays,
  AnchorDay,
  firstAnchorDate,
  Interval,
  maxDate,
  ownAnchorDay,
  PlainDate,
  stepOf,
  type Period,
} from "../calendar/index.ts";
import { dateInWords, refuse, type Explanation, type Refusal } from "../explain/index.ts";
import { Payer } from "../plan/index.ts";
import { Billing } from "../start/index.ts";
import { refusalOf } from "./actions.ts";
import type { LaterEvent } from "./events.ts";
import type { PlannedAction } from "./planned.ts";
import type { Membership, MembershipTerms } from "./schema.ts";
import { firstFreeDay, lastBilledDay, nextPeriodStart, termsOn } from "./terms.ts";

export const TermsChange = z
  .strictObject({
    planId: z.string().min(1),
    payer: Payer,
    interval: Interval,
    billing: Billing,
    anchorDay: AnchorDay,
    ownPriceMinor: z.int().min(0).nullable(),
  })
  .partial();
export type TermsChange = z.infer<typeof TermsChange>;

/** 'next_period', 'now' with a credit for the days it takes back, or a date. */
export const ChangeTime = z.union([z.enum(["next_period", "now"]), PlainDate]);
export type ChangeTime = z.infer<typeof ChangeTime>;

/** A change of plan, payer, interval, billing day or own price, after the last issued period unless "now" (MEM-6, MEM-8). */
export function changeTerms({
  membership,
  change,
  when,
  today,
}: {
  membership: Membership;
  change: TermsChange;
  when: ChangeTime;
  today: PlainDate;
}): PlannedAction | Refusal {
  const refusal = refusalOf({ action: "change", membership, today });
  if (refusal !== null) return refusal;
  const from = startOfChange(membership, when, today);
  const refused = refuseTime(membership, { when, from, isPayerChange: change.payer !== undefined });
  if (refused !== null) return refused;
  const last = lastBilledDay(membership);
  const creditDays =
    when === "now" && last !== null && last >= from ? { start: from, end: last } : null;
  const terms = changedTerms(termsOn(membership.terms, from), change, from);
  const freed: LaterEvent[] = creditDays === null ? [] : [{ kind: "freed", period: creditDays }];
  return {
    kind: "planned",
    events: [...freed, { kind: "terms_changed", terms }],
    creditDays,
    explain: explainChange({ from, last, creditDays, when }),
  };
}

function startOfChange(membership: Membership, when: ChangeTime, today: PlainDate): PlainDate {
  if (when === "now") return maxDate(today, membership.billFrom);
  return when === "next_period" ? nextPeriodStart(membership, today) : when;
}

function refuseTime(
  membership: Membership,
  { when, from, isPayerChange }: { when: ChangeTime; from: PlainDate; isPayerChange: boolean },
): Refusal | null {
  const free = firstFreeDay(membership);
  if (when === "now" && isPayerChange && from < free) {
    const reason = `Issued through ${dateInWords(addDays(free, -1))}: a new payer owes later periods only, from ${dateInWords(free)} (MEM-8).`;
    return refuse("MEM-8", reason, ["next_period", `on ${free} or later`]);
  }
  if (when === "now" || from >= free) return null;
  const reason = `Issued periods stand: a change on ${dateInWords(from)} would alter one. It may begin on ${dateInWords(free)}, or now with a credit (MEM-6).`;
  return refuse("MEM-6", reason, ["now", "next_period", `on ${free} or later`]);
}

/** The present terms with a change from a day on; another interval or billing day begins a cycle of its own (MEM-6). */
export function changedTerms(
  present: MembershipTerms,
  change: TermsChange,
  from: PlainDate,
): MembershipTerms {
  const terms: MembershipTerms = { ...present, ...change, from };
  const isCycleKept = terms.interval === present.interval && terms.anchorDay === present.anchorDay;
  if (isCycleKept) return terms;
  if (stepOf(terms.interval).unit === "day") return { ...terms, anchorDate: from };
  // Weeks have no billing day of their own, so months after weeks begin where the weeks end.
  const hadDay = stepOf(present.interval).unit === "month";
  const day = change.anchorDay ?? (hadDay ? present.anchorDay : ownAnchorDay(from));
  return { ...terms, anchorDay: day, anchorDate: firstAnchorDate({ from, day }) };
}

function explainChange({
  from,
  last,
  creditDays,
  when,
}: {
  from: PlainDate;
  last: PlainDate | null;
  creditDays: Period | null;
  when: ChangeTime;
}): Explanation {
  const credit =
    creditDays === null
      ? ""
      : `; the unused days through ${dateInWords(creditDays.end)} are credited in the same act`;
  return {
    rule: "MEM-6",
    inputs: { when, last_billed_day: last, from },
    arithmetic:
      last === null ? `nothing issued; from ${from}` : `issued through ${last}; from ${from}`,
    sentence: `The change holds from ${dateInWords(from)}${credit} (MEM-6).`,
  };
}
