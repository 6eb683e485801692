import type { AnchorDay, PlainDate } from "../calendar/index.ts";
import { computeCareStart, type StartChoose, type StartDecided } from "../start/index.ts";
import { joinDate, type EmployerCalendar } from "./employer.ts";
import type { BillingHold } from "./schema.ts";

export type Opening = {
  dates: { careFrom: PlainDate; billFrom: PlainDate; coveredThrough: PlainDate | null };
  cycle: { anchorDate: PlainDate; anchorDay: AnchorDay };
  /** Whether care begins, and when, is open: Pending. */
  openQuestions: string[];
  /** Only the billing day is open: care goes on, billing waits. */
  holds: BillingHold[];
};

/** What a start makes of a membership; an employer's calendar stands above it (MEM-11). */
export function openingOf({
  start,
  employerCalendar,
  isCareDuringOldCoverage,
  attachedOn,
}: {
  start: StartDecided | StartChoose;
  employerCalendar: EmployerCalendar | null;
  isCareDuringOldCoverage: boolean;
  attachedOn: PlainDate;
}): Opening {
  const { coveredThrough } = start;
  const billFrom =
    employerCalendar === null
      ? start.billFrom
      : joinDate({ calendar: employerCalendar, wished: start.billFrom });
  const { careFrom } = computeCareStart({
    billFrom,
    coveredThrough,
    attachedOn,
    isCareDuringOldCoverage,
  });
  const questions = start.kind === "choose" ? start.questions : [];
  return {
    dates: { careFrom, billFrom, coveredThrough },
    cycle: {
      anchorDate: employerCalendar?.anchorDate ?? start.anchorDate,
      anchorDay: employerCalendar?.issueDay ?? start.anchorDay,
    },
    openQuestions: questions
      .map(({ question }) => question)
      .filter((question) => question !== "anchor_day"),
    holds: questions
      .filter(({ question }) => question === "anchor_day")
      .map(({ message }) => ({ code: "anchor_day", reason: message })),
  };
}
