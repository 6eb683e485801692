import { addDays, type PlainDate } from "../calendar/index.ts";
import { dateInWords, type Explanation } from "../explain/index.ts";
import type { Membership, Pause, Status } from "./schema.ts";

/** What a status depends on; a database row with these fields will do. */
export type StatusDates = Pick<
  Membership,
  "careFrom" | "billFrom" | "coveredThrough" | "openQuestions" | "pauses" | "endDate" | "archivedOn"
>;

type Decision = { status: Status; rule: string; because: string; arithmetic: string };

/** The one status of a membership on a day in the practice's zone: a total function (MEM-3). */
export function statusOn({
  membership,
  today,
}: {
  membership: StatusDates;
  today: PlainDate;
}): Status {
  if (membership.archivedOn !== null && membership.archivedOn <= today) return "Archived";
  if (membership.endDate !== null && membership.endDate < today) return "Inactive";
  if (membership.openQuestions.length > 0) return "Pending";
  if (today < membership.careFrom || isInGap(membership, today)) return "Deferred";
  return membership.pauses.length > 0 && pauseOn(membership.pauses, today) !== undefined
    ? "Paused"
    : "Active";
}

/** After the old coverage and before billing here nobody pays for care: Deferred (START-9). */
function isInGap({ coveredThrough, billFrom }: StatusDates, today: PlainDate): boolean {
  return today < billFrom && coveredThrough !== null && today > coveredThrough;
}

export function pauseOn(pauses: readonly Pause[], today: PlainDate): Pause | undefined {
  return pauses.find(
    ({ from, through }) => from <= today && (through === null || today <= through),
  );
}

/** The next day on which the status turns by itself, and to what; null when none will. */
export function nextStatusChange({
  membership,
  today,
}: {
  membership: StatusDates;
  today: PlainDate;
}): { on: PlainDate; status: Status } | null {
  const present = statusOn({ membership, today });
  const days = [
    membership.careFrom,
    membership.billFrom,
    membership.archivedOn,
    dayAfter(membership.coveredThrough),
    dayAfter(membership.endDate),
    ...membership.pauses.flatMap(({ from, through }) => [from, dayAfter(through)]),
  ].filter((day) => day !== null && day > today) as PlainDate[];
  for (const on of days.toSorted()) {
    const status = statusOn({ membership, today: on });
    if (status !== present) return { on, status };
  }
  return null;
}

function dayAfter(date: PlainDate | null): PlainDate | null {
  return date === null ? null : addDays(date, 1);
}

export function explainStatus({
  membership,
  today,
}: {
  membership: StatusDates;
  today: PlainDate;
}): Explanation {
  const { status, rule, because, arithmetic } = decisionOf(membership, today);
  return {
    rule,
    inputs: {
      today,
      care_from: membership.careFrom,
      bill_from: membership.billFrom,
      covered_through: membership.coveredThrough,
      open_questions: membership.openQuestions.join(", ") || null,
      paused_from: pauseOn(membership.pauses, today)?.from ?? null,
      end_date: membership.endDate,
      archived_on: membership.archivedOn,
    },
    arithmetic,
    sentence: `${status} on ${dateInWords(today)}: ${because} (${rule}).`,
  };
}

function decisionOf(membership: StatusDates, today: PlainDate): Decision {
  const status = statusOn({ membership, today });
  const { careFrom, billFrom, endDate, archivedOn, coveredThrough } = membership;
  const decide = (rule: string, because: string, arithmetic: string): Decision => ({
    status,
    rule,
    because,
    arithmetic,
  });
  switch (status) {
    case "Archived":
      return decide(
        "MEM-3",
        `archived by hand on ${shown(archivedOn)}`,
        `${archivedOn} <= ${today}`,
      );
    case "Inactive":
      return decide("MEM-3", `it ended on ${shown(endDate)}`, `${endDate} < ${today}`);
    case "Pending":
      return decide(
        "MEM-3",
        `open: ${membership.openQuestions.join(", ").replace(/\.$/, "")}; no care and no billing until it is answered`,
        `open questions: ${membership.openQuestions.length}`,
      );
    case "Deferred":
      return today < careFrom
        ? decide("MEM-3", `care begins on ${dateInWords(careFrom)}`, `${today} < ${careFrom}`)
        : decide(
            "START-9",
            `the old coverage ended on ${shown(coveredThrough)} and billing here starts on ${dateInWords(billFrom)}`,
            `${coveredThrough} < ${today} < ${billFrom}`,
          );
    case "Paused": {
      const pause = pauseOn(membership.pauses, today);
      return decide(
        "MEM-5",
        `paused from ${shown(pause?.from ?? null)} ${pause?.through ? `through ${dateInWords(pause.through)}` : "until resumed"}`,
        `${pause?.from} <= ${today}`,
      );
    }
    case "Active":
      return decide("MEM-3", `care began on ${dateInWords(careFrom)}`, `${careFrom} <= ${today}`);
  }
}

function shown(date: PlainDate | null): string {
  return date === null ? "no date" : dateInWords(date);
}
