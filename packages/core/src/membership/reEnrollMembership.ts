import {
  addDays,
  firstAnchorDate,
  maxDate,
  ownAnchorDay,
  type AnchorDay,
  type PlainDate,
} from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { refusalOf } from "./actions.ts";
import type { LaterEvent } from "./events.ts";
import type { PlannedAction } from "./planned.ts";
import type { Membership } from "./schema.ts";
import { lastBilledDay, termsOn } from "./terms.ts";

/** Begins again after the last billed, uncredited day (MEM-10). */
export function reEnrollMembership({
  membership,
  from,
  anchorDay,
  today,
}: {
  membership: Membership;
  from: PlainDate;
  /** Null: the day of the new start. */
  anchorDay: AnchorDay | null;
  today: PlainDate;
}): PlannedAction | Refusal {
  const refusal = refusalOf({ action: "re_enroll", membership, today });
  if (refusal !== null) return refusal;
  const last = lastBilledDay(membership);
  const afterEnd = addDays(membership.endDate ?? today, 1);
  const free = last === null ? afterEnd : maxDate(afterEnd, addDays(last, 1));
  const earliest = maxDate(free, membership.billFrom);
  if (from < free) {
    const reason = `Billed and not credited through ${dateInWords(addDays(earliest, -1))}: re-enrolment starts on ${dateInWords(earliest)} or later (MEM-10).`;
    return refuse("MEM-10", reason, [`from ${earliest} or later`]);
  }
  if (from < earliest) {
    const reason = `It ended before it began: billing was to start on ${dateInWords(earliest)}, and re-enrolment starts then or later (MEM-10).`;
    return refuse("MEM-10", reason, [`from ${earliest} or later`]);
  }
  const day = anchorDay ?? ownAnchorDay(from);
  const terms = {
    ...termsOn(membership.terms, from),
    from,
    anchorDate: firstAnchorDate({ from, day }),
    anchorDay: day,
  };
  return {
    kind: "planned",
    events: [
      ...awayDays(afterEnd, from),
      { kind: "re_enrolled", careFrom: from, billFrom: from, terms },
    ],
    creditDays: null,
    explain: {
      rule: "MEM-10",
      inputs: { from, last_billed_day: last, end_date: membership.endDate },
      arithmetic: `${from} >= ${earliest}`,
      sentence: `Re-enrolled from ${dateInWords(from)}, after the last billed day (MEM-10).`,
    },
  };
}

/** Days before the end that wait for their invoice stay owed; only those between are nobody's. */
function awayDays(afterEnd: PlainDate, from: PlainDate): LaterEvent[] {
  if (afterEnd >= from) return [];
  const waiver = { start: afterEnd, end: addDays(from, -1), reason: "away" as const };
  return [{ kind: "waived", waiver }];
}
