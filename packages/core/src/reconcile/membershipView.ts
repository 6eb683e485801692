import { addDays, cycleOn, type PlainDate } from "../calendar/index.ts";
import { statusOn, type Status } from "../membership/index.ts";
import type { MembershipFacts } from "./syncState.ts";

export type MembershipView = {
  startDate: PlainDate;
  status: Status;
  nextChargeDate: PlainDate | null;
  nextChargeMinor: number | null;
};

/** What the roster shows of a membership on `today`. */
export function viewMembership(input: {
  facts: MembershipFacts;
  today: PlainDate;
}): MembershipView {
  const { facts, today } = input;
  const nextChargeDate = nextChargeOn(facts);
  return {
    startDate: facts.billFrom,
    status: statusOn({ membership: facts, today }),
    nextChargeDate,
    nextChargeMinor: nextChargeDate === null ? null : facts.priceMinor,
  };
}

/** The day the next invoice is due to be issued; null where none will be, or while something parks it. */
function nextChargeOn(facts: MembershipFacts): PlainDate | null {
  const isParked = facts.holds.length > 0 || facts.openQuestions.length > 0;
  if (isParked || facts.priceMinor === null || facts.archivedOn !== null) return null;
  const from = nextBilledDay(facts);
  if (facts.endDate !== null && facts.endDate < from) return null;
  if (facts.invoicedThrough === null) return facts.firstInvoiceOn;
  if (facts.billing === "advance") return from;
  const { anchorDate, interval } = facts;
  const cycle = cycleOn({ anchorDate, anchorDay: facts.anchorDay, interval }, from);
  return addDays(cycle.end, 1);
}

function nextBilledDay(facts: MembershipFacts): PlainDate {
  return facts.invoicedThrough === null ? facts.billFrom : addDays(facts.invoicedThrough, 1);
}
