import { addDays, type PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { refusalOf } from "./actions.ts";
import type { PlannedAction } from "./planned.ts";
import type { Membership } from "./schema.ts";
import { pauseOn } from "./status.ts";

/** Ends a pause, or one that has not begun: care and billing go on from `on`, inside a cycle with a stub (MEM-5). */
export function resumeMembership({
  membership,
  on,
  today,
}: {
  membership: Membership;
  on: PlainDate;
  today: PlainDate;
}): PlannedAction | Refusal {
  const coming = membership.pauses.find(({ from }) => from > today);
  const pause = pauseOn(membership.pauses, today) ?? coming;
  if (pause === undefined || coming === undefined) {
    const refusal = refusalOf({ action: "resume", membership, today });
    if (refusal !== null) return refusal;
  }
  if (on < today) {
    const reason = `Care cannot go on in the past: resume on ${dateInWords(today)} or later (MEM-5).`;
    return refuse("MEM-5", reason, [`on ${today} or later`]);
  }
  return {
    kind: "planned",
    events: [{ kind: "resumed", on }],
    creditDays: null,
    explain: {
      rule: "MEM-5",
      inputs: { today, paused_from: pause?.from ?? null, resumes_on: on },
      arithmetic: `last paused day = ${on} - 1 day = ${addDays(on, -1)}`,
      sentence: `Resumed on ${dateInWords(on)}; a cycle already begun is billed for its remaining days only (MEM-5).`,
    },
  };
}
