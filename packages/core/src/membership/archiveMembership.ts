import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, type Refusal } from "../explain/index.ts";
import { refusalOf } from "./actions.ts";
import { firstFreeDay } from "./terms.ts";
import type { PlannedAction } from "./planned.ts";
import type { Membership } from "./schema.ts";

/** By hand, and final (MEM-4). */
export function archiveMembership({
  membership,
  today,
}: {
  membership: Membership;
  today: PlainDate;
}): PlannedAction | Refusal {
  const refusal = refusalOf({ action: "archive", membership, today });
  if (refusal !== null) return refusal;
  return {
    kind: "planned",
    events: [{ kind: "archived", on: today }],
    creditDays: null,
    explain: {
      rule: "MEM-4",
      inputs: { today },
      arithmetic: `archived on ${today}`,
      sentence: `Archived by hand on ${dateInWords(today)}; this is final${neverBilled(membership)} (MEM-4).`,
    },
  };
}

/** What waits for its invoice is never billed once this is archived: said, so that it is no surprise. */
function neverBilled(membership: Membership): string {
  const { endDate } = membership;
  const from = firstFreeDay(membership);
  if (endDate === null || from > endDate) return "";
  return `, and ${dateInWords(from)} to ${dateInWords(endDate)}, not billed yet, never will be`;
}
