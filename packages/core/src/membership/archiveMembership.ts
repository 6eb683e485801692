import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, type Refusal } from "../explain/index.ts";
import { refusalOf } from "./actions.ts";
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
      sentence: `Archived by hand on ${dateInWords(today)}; this is final (MEM-4).`,
    },
  };
}
