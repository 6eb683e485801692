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
import { openingOf, type Opening } from "./opening.ts";
import type { Membership, MembershipTerms } from "./schema.ts";
import { statusOn } from "./status.ts";
import { termsOn } from "./terms.ts";

/** The dates that decide a start, and the answers to its questions. */
export type StartDates = Pick<
  AttachInput,
  "lastBilled" | "coveredThrough" | "nextBill" | "statedStart" | "anchorDay" | "pastStart"
>;

/** What was changed since attaching stays changed: what began by the new start holds from it on, the rest from its own day. */
function termsAfter(
  { terms }: Membership,
  { dates: { billFrom }, cycle }: Opening,
  billing: MembershipTerms["billing"],
): { terms: MembershipTerms; laterTerms?: MembershipTerms[] } {
  const [first] = terms;
  const restarted = (one: MembershipTerms): MembershipTerms => {
    const isSameCycle = one.interval === first?.interval && one.anchorDay === first.anchorDay;
    const isSameBilling = one.billing === first?.billing;
    return { ...one, ...(isSameCycle ? cycle : {}), ...(isSameBilling ? { billing } : {}) };
  };
  const later = terms.filter((one) => one !== first && one.from > billFrom);
  const from = { ...restarted(termsOn(terms, billFrom)), from: billFrom };
  return later.length === 0 ? { terms: from } : { terms: from, laterTerms: later.map(restarted) };
}

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
        ...termsAfter(membership, opening, employerCalendar?.billing ?? start.billing),
      },
    ],
    creditDays: null,
    explain: start.explain,
  };
}
