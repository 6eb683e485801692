import * as z from "zod";
import {
  AnchorDay,
  dayOfMonth,
  firstAnchorDate,
  addDays,
  PlainDate,
  anchorDay,
} from "../calendar/index.ts";
import { Billing } from "../start/index.ts";

/** What an employer pays of a line; the rest goes to the employee. */
export const Sponsorship = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("percent"), percent: z.int().min(0).max(100) }),
  z.strictObject({ kind: z.literal("up_to"), amountMinor: z.int().min(0) }),
]);
export type Sponsorship = z.infer<typeof Sponsorship>;

/** An employer's own billing calendar; it stands above the members' anchors (MEM-11). */
export const EmployerCalendar = z.strictObject({
  /** A day on which one of its cycles begins; with the issue day of the month. */
  anchorDate: PlainDate,
  issueDay: AnchorDay,
  billing: Billing,
  termsDays: z.int().min(0).max(365),
  /** False: a member who joins or leaves inside a cycle is billed for all of it. */
  isProrated: z.boolean(),
  joining: z.enum(["at_once", "first_of_month", "cut_off_day"]),
  /** With 'cut_off_day': joined by this day starts on the coming 1st, later ones a month after. */
  cutOffDay: z.int().min(1).max(31).nullable(),
  sponsors: Sponsorship,
  sponsorsEnrollmentFee: z.boolean(),
});
export type EmployerCalendar = z.infer<typeof EmployerCalendar>;

/** The first day the employer's calendar lets a member join, on or after the day wished for (MEM-11). */
export function joinDate({
  calendar,
  wished,
}: {
  calendar: Pick<EmployerCalendar, "joining" | "cutOffDay">;
  wished: PlainDate;
}): PlainDate {
  const first = anchorDay(1);
  const comingFirst = firstAnchorDate({ from: wished, day: first });
  switch (calendar.joining) {
    case "at_once":
      return wished;
    case "first_of_month":
      return comingFirst;
    case "cut_off_day": {
      const isInTime = comingFirst === wished || dayOfMonth(wished) <= (calendar.cutOffDay ?? 31);
      return isInTime
        ? comingFirst
        : firstAnchorDate({ from: addDays(comingFirst, 1), day: first });
    }
  }
}
