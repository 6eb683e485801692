import type { PlainDate } from "../calendar/index.ts";
import { refuse, type Refusal } from "../explain/index.ts";
import {
  computeStart,
  type StartChoose,
  type StartDecided,
  type StartHeld,
} from "../start/index.ts";
import { refusalOf } from "./actions.ts";
import type { AttachInput } from "./attach.ts";
import type { EmployerCalendar } from "./employer.ts";
import type { PlannedAction } from "./planned.ts";
import type { Membership } from "./schema.ts";
import { openingOf } from "./opening.ts";
import { statusOn } from "./status.ts";

/** The dates that decide a start, and the answers to its questions. */
export type StartDates = Pick<
  AttachInput,
  "lastBilled" | "coveredThrough" | "nextBill" | "statedStart" | "anchorDay" | "pastStart"
>;

/**
 * Computes the start again from edited dates or from the answer to a question. After the first invoice it stands (MEM-7).
 */
export function setStart({
  membership,
  dates,
  billing,
  employerCalendar,
  isCareDuringOldCoverage,
  today,
}: {
  membership: Membership;
  dates: StartDates;
  billing: "advance" | "arrears";
  employerCalendar: EmployerCalendar | null;
  isCareDuringOldCoverage: boolean;
  today: PlainDate;
}): (PlannedAction & { start: StartDecided | StartChoose }) | StartHeld | Refusal {
  const isPending = statusOn({ membership, today }) === "Pending";
  const action = isPending && membership.claimed.length === 0 ? "answer_question" : "edit_start";
  const refusal = refusalOf({ action, membership, today });
  if (refusal !== null) return refusal;
  const [terms] = membership.terms;
  if (terms === undefined) return refuse("MEM-1", "The membership has no terms (MEM-1).");
  const start = computeStart({ ...dates, interval: terms.interval, billing, today });
  if (start.kind === "held") return start;
  const opening = openingOf({
    start,
    employerCalendar,
    isCareDuringOldCoverage,
    attachedOn: membership.attachedOn,
  });
  return {
    kind: "planned",
    start,
    events: [
      {
        kind: "start_set",
        ...opening.dates,
        openQuestions: opening.openQuestions,
        holds: [...membership.holds.filter(({ code }) => code !== "anchor_day"), ...opening.holds],
        terms: {
          ...terms,
          ...opening.cycle,
          from: opening.dates.billFrom,
          billing: employerCalendar?.billing ?? start.billing,
        },
      },
    ],
    creditDays: null,
    explain: start.explain,
  };
}
