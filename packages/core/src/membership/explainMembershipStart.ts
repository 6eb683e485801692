import { addDays, type PlainDate } from "../calendar/index.ts";
import { dateInWords, type Explanation } from "../explain/index.ts";
import type { StartDecision } from "../start/index.ts";
import { joinDate, type EmployerCalendar } from "./employer.ts";
import type { MembershipEvent } from "./events.ts";
import type { Membership } from "./schema.ts";

const joiningInWords = {
  at_once: "at once",
  first_of_month: "on the 1st",
  cut_off_day: "on the 1st, by the cut-off day",
} as const satisfies Record<EmployerCalendar["joining"], string>;

/** Why billing of a membership starts when it does: its dates, its employer's calendar, or a re-enrolment (WHY-1). */
export function explainMembershipStart({
  membership,
  start,
  calendar,
  events,
}: {
  membership: Membership;
  /** From the dates it was attached or set with; null where there were none. */
  start: StartDecision | null;
  /** Of the employer that pays at the start. */
  calendar: EmployerCalendar | null;
  events: readonly MembershipEvent[];
}): Explanation {
  const { billFrom } = membership;
  const returned = events.findLast(
    (event) => event.kind === "re_enrolled" || event.kind === "start_set",
  );
  if (returned?.kind === "re_enrolled") return explainReturn(membership, billFrom);
  if (start === null || start.kind === "held") return explainStated(billFrom);
  if (start.billFrom === billFrom) return start.explain;
  return explainJoining({ billFrom, wished: start.billFrom, calendar, because: start.explain });
}

function explainReturn({ waivers }: Membership, billFrom: PlainDate): Explanation {
  const dayBefore = addDays(billFrom, -1);
  const away = waivers.find(({ reason, end }) => reason === "away" && end === dayBefore);
  const between =
    away === undefined
      ? "the day after it had ended"
      : `${dateInWords(away.start)} to ${dateInWords(away.end)} are nobody's`;
  return {
    rule: "MEM-10",
    inputs: {
      bill_from: billFrom,
      away_from: away?.start ?? null,
      away_through: away?.end ?? null,
    },
    arithmetic: `${dayBefore} + 1 day = ${billFrom}`,
    sentence: `Re-enrolled from ${dateInWords(billFrom)}: ${between} (MEM-10).`,
  };
}

function explainStated(billFrom: PlainDate): Explanation {
  return {
    rule: "START-3",
    inputs: { stated_start: billFrom },
    arithmetic: `stated start = ${billFrom}`,
    sentence: `Stated start ${dateInWords(billFrom)}; billing here starts then (START-3).`,
  };
}

function explainJoining({
  billFrom,
  wished,
  calendar,
  because,
}: {
  billFrom: PlainDate;
  wished: PlainDate;
  calendar: EmployerCalendar | null;
  because: Explanation;
}): Explanation {
  const isOfCalendar = calendar !== null && joinDate({ calendar, wished }) === billFrom;
  const how = isOfCalendar ? `, which takes members ${joiningInWords[calendar.joining]},` : "";
  return {
    rule: "MEM-11",
    inputs: {
      ...because.inputs,
      wished,
      bill_from: billFrom,
      joining: calendar?.joining ?? null,
      cut_off_day: calendar?.cutOffDay ?? null,
    },
    arithmetic: `${because.arithmetic}; the employer's calendar: ${wished} becomes ${billFrom}`,
    sentence: `The dates give ${dateInWords(wished)}; the employer's calendar${how} makes it ${dateInWords(billFrom)} (MEM-11).`,
  };
}
