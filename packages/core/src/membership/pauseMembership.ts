import { addDays, type PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { refusalOf } from "./actions.ts";
import type { PlannedAction } from "./planned.ts";
import type { Membership } from "./schema.ts";
import { lastBilledDay, nextPeriodStart } from "./terms.ts";

/** Pauses from the next period on; the anchor stays, and paused days make no lines (MEM-5). */
export function pauseMembership({
  membership,
  through,
  today,
}: {
  membership: Membership;
  /** The last paused day; null until someone resumes. */
  through: PlainDate | null;
  today: PlainDate;
}): PlannedAction | Refusal {
  const refusal = refusalOf({ action: "pause", membership, today });
  if (refusal !== null) return refusal;
  const from = nextPeriodStart(membership, today);
  if (through !== null && through < from) {
    const reason = `The next period begins on ${dateInWords(from)}; a pause through ${dateInWords(through)} would end before it (MEM-5).`;
    return refuse("MEM-5", reason, [`through ${from} or later`]);
  }
  if (membership.endDate !== null && membership.endDate < from) {
    const reason = `The membership ends on ${dateInWords(membership.endDate)}, before the next period (MEM-5).`;
    return refuse("MEM-5", reason, ["withdraw_cancellation"]);
  }
  return {
    kind: "planned",
    events: [{ kind: "paused", pause: { from, through } }],
    creditDays: null,
    explain: {
      rule: "MEM-5",
      inputs: { today, last_billed_day: lastBilledDay(membership), through },
      arithmetic: `${addDays(from, -1)} + 1 day = ${from}`,
      sentence: `The running period ends on ${dateInWords(addDays(from, -1))}, so the pause begins on ${dateInWords(from)} (MEM-5).`,
    },
  };
}
