import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, listInWords } from "../explain/index.ts";
import type { AppointmentType, BookingMembership } from "./schema.ts";

export type BookingAnswer = {
  isAllowed: boolean;
  rule: string;
  /** Always given, in one sentence for the person at the desk. */
  reason: string;
};

/** Whether someone with these memberships may book this appointment type today, and why (BOOK-1, BOOK-2, BOOK-4). */
export function checkBooking({
  appointmentType,
  memberships,
  today,
}: {
  appointmentType: AppointmentType;
  memberships: readonly BookingMembership[];
  today: PlainDate;
}): BookingAnswer {
  const strict = answerFor({
    appointmentType,
    memberships: memberships.filter(isMember),
    all: memberships,
  });
  if (strict.isAllowed || !isRelaxed(appointmentType, today)) return strict;
  const counted = memberships.filter((one) => isMember(one) || one.status === "Deferred");
  const relaxed = answerFor({ appointmentType, memberships: counted, all: memberships });
  if (!relaxed.isAllowed) return strict;
  const through = appointmentType.relaxation?.throughDay ?? today;
  const reason = `Allowed through ${dateInWords(through)}: Deferred members book like active ones until then (BOOK-4).`;
  return { isAllowed: true, rule: "BOOK-4", reason };
}

/** Deferred counts as no member, like Pending, Inactive and Archived (BOOK-2). */
export function isMember({ status }: Pick<BookingMembership, "status">): boolean {
  return status === "Active" || status === "Paused";
}

function isRelaxed({ relaxation }: AppointmentType, today: PlainDate): boolean {
  return relaxation !== null && today <= relaxation.throughDay;
}

type Question = {
  appointmentType: AppointmentType;
  memberships: readonly BookingMembership[];
  all: readonly BookingMembership[];
};

function answerFor({
  appointmentType: { name, filter },
  memberships,
  all,
}: Question): BookingAnswer {
  const [member] = memberships;
  switch (filter.kind) {
    case "everyone":
      return allow(`${name} is open to everyone`);
    case "any_membership":
      return member === undefined
        ? deny(`${name} is for members, and ${whyNoMember(all)}`, all)
        : allow(`${name} is for members, and ${member.planName} is ${member.status}`);
    case "no_membership":
      return member === undefined
        ? allow(`${name} is for people without a membership, and ${whyNoMember(all)}`)
        : deny(
            `${name} is for people without a membership, and ${member.planName} is ${member.status}`,
            [],
          );
    case "selected_plans":
      return ofPlans({ name, planIds: filter.planIds, memberships, all });
  }
}

function ofPlans({
  name,
  planIds,
  memberships,
  all,
}: Omit<Question, "appointmentType"> & {
  name: string;
  planIds: readonly string[];
}): BookingAnswer {
  const fitting = memberships.find(({ planId }) => planIds.includes(planId));
  if (fitting !== undefined) {
    return allow(`${name} is for selected plans, and ${fitting.planName} is one of them`);
  }
  if (memberships.length === 0)
    return deny(`${name} is for selected plans, and ${whyNoMember(all)}`, all);
  const names = listInWords(memberships.map(({ planName }) => planName));
  return deny(`${name} is for selected plans, and ${names} is not among them`, []);
}

function whyNoMember(all: readonly BookingMembership[]): string {
  const [first] = all;
  if (first === undefined) return "there is no membership";
  if (first.status === "Deferred") {
    return `${first.planName} is Deferred until ${dateInWords(first.careFrom)}, which counts as no membership`;
  }
  return `${first.planName} is ${first.status}, which counts as no membership`;
}

function allow(because: string): BookingAnswer {
  return { isAllowed: true, rule: "BOOK-1", reason: `Allowed: ${because} (BOOK-1).` };
}

function deny(because: string, all: readonly BookingMembership[]): BookingAnswer {
  const rule = all.length > 0 ? "BOOK-2" : "BOOK-1";
  return { isAllowed: false, rule, reason: `Not allowed: ${because} (${rule}).` };
}
