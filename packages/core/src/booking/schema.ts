import * as z from "zod";
import { PlainDate } from "../calendar/index.ts";
import { Status } from "../membership/index.ts";

/** Who may book an appointment type online (BOOK-1). */
export const BookingFilter = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("everyone") }),
  z.strictObject({ kind: z.literal("any_membership") }),
  z.strictObject({ kind: z.literal("no_membership") }),
  z.strictObject({ kind: z.literal("selected_plans"), planIds: z.array(z.string()).min(1) }),
]);
export type BookingFilter = z.infer<typeof BookingFilter>;

/** Until its last day, Deferred members book like active ones; then it ends by itself (BOOK-4). */
export const Relaxation = z.strictObject({ throughDay: PlainDate });
export type Relaxation = z.infer<typeof Relaxation>;

export const AppointmentType = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  filter: BookingFilter,
  relaxation: Relaxation.nullable(),
});
export type AppointmentType = z.infer<typeof AppointmentType>;

/** One membership of the person who books, as it stands today. */
export const BookingMembership = z.object({
  status: Status,
  planId: z.string(),
  planName: z.string(),
  careFrom: PlainDate,
});
export type BookingMembership = z.infer<typeof BookingMembership>;
