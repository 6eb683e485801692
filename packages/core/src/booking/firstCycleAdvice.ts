import { addDays, type PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { nextStatusChange, statusOn, type StatusDates } from "../membership/index.ts";
import { checkBooking } from "./checkBooking.ts";
import type { AppointmentType, Relaxation } from "./schema.ts";

export type DeferredMember = {
  patientId: string;
  planId: string;
  planName: string;
  membership: StatusDates;
};

/** An appointment type that Deferred members cannot book although they could once active (BOOK-3). */
export type ShutOut = {
  appointmentTypeId: string;
  name: string;
  members: {
    patientId: string;
    /** The last day on which the person is shut out. */ throughDay: PlainDate;
  }[];
  /** The latest of those days: a relaxation through it shuts nobody out. */
  throughDay: PlainDate;
  sentence: string;
};

/** Which appointment types would shut whom out during the first cycle, and until which day. */
export function firstCycleAdvice({
  appointmentTypes,
  members,
  today,
}: {
  appointmentTypes: readonly AppointmentType[];
  members: readonly DeferredMember[];
  today: PlainDate;
}): ShutOut[] {
  const waiting = members.flatMap((member) => waitingMember(member, today));
  return appointmentTypes.flatMap((appointmentType) => {
    const shutOut = waiting.filter((member) => isShutOut(appointmentType, member, today));
    return shutOut.length === 0 ? [] : [adviceOf(appointmentType, shutOut)];
  });
}

type Waiting = DeferredMember & { throughDay: PlainDate };

function waitingMember(member: DeferredMember, today: PlainDate): Waiting[] {
  if (statusOn({ membership: member.membership, today }) !== "Deferred") return [];
  const change = nextStatusChange({ membership: member.membership, today });
  if (change === null || change.status !== "Active") return [];
  return [{ ...member, throughDay: addDays(change.on, -1) }];
}

function isShutOut(appointmentType: AppointmentType, member: Waiting, today: PlainDate): boolean {
  const { planId, planName, throughDay } = member;
  const careFrom = addDays(throughDay, 1);
  const unrelaxed = { ...appointmentType, relaxation: null };
  const asStatus = (status: "Deferred" | "Active") =>
    checkBooking({
      appointmentType: unrelaxed,
      memberships: [{ status, planId, planName, careFrom }],
      today,
    }).isAllowed;
  return !asStatus("Deferred") && asStatus("Active");
}

function adviceOf({ id, name }: AppointmentType, shutOut: readonly Waiting[]): ShutOut {
  const members = shutOut.map(({ patientId, throughDay }) => ({ patientId, throughDay }));
  const throughDay = members.reduce(
    (latest, member) => (member.throughDay > latest ? member.throughDay : latest),
    members[0]?.throughDay as PlainDate,
  );
  const people = members.length === 1 ? "1 Deferred member" : `${members.length} Deferred members`;
  const sentence = `${name} shuts out ${people}, the last of them through ${dateInWords(throughDay)} (BOOK-3).`;
  return { appointmentTypeId: id, name, members, throughDay, sentence };
}

/** A relaxation that ends by itself; longer than a year is no relaxation but another filter (BOOK-4). */
export function planRelaxation({
  throughDay,
  today,
}: {
  throughDay: PlainDate;
  today: PlainDate;
}): { kind: "planned"; relaxation: Relaxation } | Refusal {
  if (throughDay < today || throughDay > addDays(today, 366)) {
    const reason = "A relaxation ends on a day between today and a year from now (BOOK-4).";
    return refuse("BOOK-4", reason, [`${today} to ${addDays(today, 366)}`]);
  }
  return { kind: "planned", relaxation: { throughDay } };
}
